import assert from 'node:assert/strict';
import { declaredArguments } from '../../../../src/core/build/buildArguments.js';
import { parseDockerfile } from '../../../../src/core/dockerfile/document.js';

describe('arguments of a build', () => {
  it('are those that a Dockerfile declares, each once with its first default', () => {
    const text = 'ARG A\nARG B=1 C="two words"\nFROM a\nARG A=0\nARG B=2\nENV D=3\nRUN <<EOF\nARG E=4\nEOF\n';
    assert.deepEqual(
      [...declaredArguments(parseDockerfile(text))],
      [
        ['A', '0'],
        ['B', '1'],
        ['C', 'two words'],
      ],
    );
  });
});
