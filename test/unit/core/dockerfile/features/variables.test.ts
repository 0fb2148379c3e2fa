import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { scopeBefore } from '../../../../../src/core/dockerfile/features/stageNames.js';
import { variablesOf } from '../../../../../src/core/dockerfile/features/variables.js';
import { defaultValue, shownValue } from '../../../../../src/core/dockerfile/features/variableValues.js';

/** The value of X at the end of the file. */
function valueOfX(text: string): string | undefined {
  const declaration = scopeBefore(parseDockerfile(text), undefined).get('X');
  return declaration && defaultValue(declaration);
}

/** What is shown of it. */
function shownX(text: string): string | undefined {
  const declaration = scopeBefore(parseDockerfile(text), undefined).get('X');
  return declaration && shownValue(declaration);
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
    assert.equal(valueOfX('FROM a\nARG A\nENV X=${A:-d}'), 'd');
    assert.equal(valueOfX('FROM a\nARG A\nENV X=${A:+y}'), '');
    assert.equal(valueOfX('FROM a\nARG A\nENV X=${A:?set it}'), undefined);
    assert.equal(valueOfX('FROM a\nENV X=${A:-d}'), undefined);
  });
  it('cuts and replaces as shells do', () => {
    const changed = (value: string, modifier: string) => valueOfX(`FROM a\nARG A=${value}\nENV X=\${A${modifier}}`);
    assert.equal(changed('1.2.3', '%.*'), '1.2');
    assert.equal(changed('1.2.3', '%%.*'), '1');
    assert.equal(changed('a/b/c', '#*/'), 'b/c');
    assert.equal(changed('a/b/c', '##*/'), 'c');
    assert.equal(changed('v1.2', '#v'), '1.2');
    assert.equal(changed('1.2', '#v'), '1.2');
    assert.equal(changed('1.2', '%?'), '1.');
    assert.equal(changed('a-b-c', '/-/_'), 'a_b-c');
    assert.equal(changed('a-b-c', '//-/_'), 'a_b_c');
    assert.equal(changed('a-b-c', '//-*/'), 'a');
    assert.equal(changed('a.b', '//./'), 'ab');
    assert.equal(changed('a*b', '#a\\*'), undefined);
  });
  it('gives up on patterns that would take long', () => {
    const text = `FROM a\nARG A=${'a'.repeat(400)}\nENV X=\${A//${'*a'.repeat(40)}b/}`;
    assert.equal(valueOfX(text), undefined);
    assert.equal(valueOfX(text.replace(/a{400}/, 'aab')), 'aab');
  });
  it('shows what it does not know as it is written', () => {
    assert.equal(shownX('FROM a\nENV X=${A:-d}'), '${A:-d}');
    assert.equal(shownX('FROM a\nARG A=1\nENV X=$A$C'), '1$C');
    assert.equal(shownX('FROM a\nENV X=/x:$PATH'), '/x:$PATH');
    assert.equal(shownX('FROM a\nARG X'), undefined);
  });
  it('knows what is not set before the stages', () => {
    const image = (text: string) => parseDockerfile(text).stages[0]?.base;
    assert.deepEqual(image('FROM node:${V:-22}'), { text: 'node:22', isComplete: true });
    assert.deepEqual(image('ARG V\nARG W=${V:-22}\nFROM node:$W'), { text: 'node:22', isComplete: true });
    assert.deepEqual(image('ARG R\nFROM ${R:+$R/}node'), { text: 'node', isComplete: true });
    assert.deepEqual(image('ARG V\nFROM node:$V'), { text: 'node:$V', isComplete: false });
    assert.deepEqual(image('FROM a:${TARGETARCH:-x}'), { text: 'a:${TARGETARCH:-x}', isComplete: false });
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
