import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import {
  defaultValue,
  lookupIn,
  scopeBefore,
  variablesOf,
} from '../../../../../src/core/dockerfile/features/variables.js';

/** The value of X at the end of the file. */
function valueOfX(text: string): string | undefined {
  return lookupIn(scopeBefore(parseDockerfile(text), undefined))('X');
}

describe('variables', () => {
  it('knows defaults, quotes and escapes', () => {
    assert.equal(valueOfX('FROM a\nENV X=1'), '1');
    assert.equal(valueOfX('FROM a\nENV X="a b"'), 'a b');
    assert.equal(valueOfX('FROM a\nENV X=a\\ b'), 'a b');
    assert.equal(valueOfX('FROM a\nENV X a b'), 'a b');
    assert.equal(valueOfX("FROM a\nENV A=1\nENV X='$A'"), '$A');
  });
  it('replaces what is known at that place', () => {
    assert.equal(valueOfX('FROM a\nENV A=1\nENV X=$A/${A}\nENV A=2'), '1/1');
    assert.equal(valueOfX('FROM a\nENV A=1 X=$A'), undefined);
    assert.equal(valueOfX('FROM a\nENV X=1\nENV X=$X$X\nENV X=$X$X'), '1111');
  });
  it('knows modifiers', () => {
    assert.equal(valueOfX('FROM a\nARG A=\nENV X=${A:-d}'), 'd');
    assert.equal(valueOfX('FROM a\nARG A=\nENV X=${A-d}'), '');
    assert.equal(valueOfX('FROM a\nARG A=1\nENV X=${A:+y}'), 'y');
    assert.equal(valueOfX('FROM a\nARG A=1\nENV X=${A:-${B}}'), '1');
    assert.equal(valueOfX('FROM a\nARG A=1.2\nENV X=${A%.*}'), undefined);
  });
  it('takes global defaults, and parents’ variables', () => {
    assert.equal(valueOfX('ARG X=1\nFROM a\nARG X'), '1');
    assert.equal(valueOfX('ARG X=1\nFROM a'), undefined);
    assert.equal(valueOfX('FROM a AS b\nENV X=1\nFROM b'), '1');
    assert.equal(valueOfX('ARG V=1\nARG X=$V-b\nFROM a\nARG X'), '1-b');
  });
  it('does not know what a build or a base image sets', () => {
    assert.equal(valueOfX('FROM a\nARG X'), undefined);
    assert.equal(valueOfX('FROM a\nENV X=$PATH:/x'), undefined);
  });
  it('ends on names that lead to themselves, and on values that double', () => {
    assert.equal(valueOfX('FROM a\nARG X=$X'), undefined);
    assert.equal(valueOfX(`FROM a\nENV X=x\n${'ENV X=$X$X\n'.repeat(60)}`), undefined);
    const long = parseDockerfile(`FROM a\nENV X=x\n${'ENV X=$X:y\n'.repeat(5000)}`);
    const last = variablesOf(long).declarations.at(-1);
    assert.ok(last);
    assert.doesNotThrow(() => defaultValue(last));
  });
});
