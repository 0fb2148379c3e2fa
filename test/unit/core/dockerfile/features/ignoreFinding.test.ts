import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { ignoreInFile, ignoreOnLine } from '../../../../../src/core/dockerfile/features/ignoreFinding.js';
import { applyEdits } from '../../../../../src/core/dockerfile/textEdit.js';

function onLine(text: string, code: string, line: number): string {
  const document = parseDockerfile(text);
  return applyEdits(document.lines, [ignoreOnLine(document, code, line)]);
}

function inFile(text: string, code: string): string {
  const document = parseDockerfile(text);
  return applyEdits(document.lines, [ignoreInFile(document, code)]);
}

describe('ignoring a finding', () => {
  it('puts a comment above the instruction, not inside it', () =>
    assert.equal(onLine('FROM a\n  RUN b \\\n c', 'DL3008', 2), 'FROM a\n  # hadolint ignore=DL3008\n  RUN b \\\n c'));
  it('adds to the comment that is there', () =>
    assert.equal(onLine('# hadolint ignore=DL3006\nFROM a', 'DL3007', 1), '# hadolint ignore=DL3006,DL3007\nFROM a'));
  it('uses BuildKit’s comment for its checks', () => {
    assert.equal(onLine('FROM a AS B', 'StageNameCasing', 0), '# check=skip=StageNameCasing\nFROM a AS B');
    assert.equal(
      onLine('FROM a\n# check=skip=X\nRUN b', 'UndefinedVar', 2),
      'FROM a\n# check=skip=X,UndefinedVar\nRUN b',
    );
  });
  it('silences a file below its directives', () => {
    assert.equal(inFile('# syntax=x\r\nFROM a', 'DL3006'), '# syntax=x\r\n# hadolint global ignore=DL3006\r\nFROM a');
    assert.equal(inFile('# hadolint global ignore=DL1\nFROM a', 'DL2'), '# hadolint global ignore=DL1,DL2\nFROM a');
  });
  it('extends the check directive', () => {
    assert.equal(inFile('# syntax=x\nFROM a', 'UndefinedVar'), '# syntax=x\n# check=skip=UndefinedVar\nFROM a');
    assert.equal(
      inFile('# check=skip=A;error=true\nFROM a', 'UndefinedVar'),
      '# check=skip=A,UndefinedVar;error=true\nFROM a',
    );
    assert.equal(inFile('# check=error=true\nFROM a', 'UndefinedVar'), '# check=skip=UndefinedVar;error=true\nFROM a');
  });
});
