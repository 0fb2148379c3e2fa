import assert from 'node:assert/strict';
import { parseAgain } from '../../../../../src/core/dockerfile/document.js';
import { Environment, environments } from '../../../../../src/core/dockerfile/lint/rules/shell/environment.js';

const proxies = 8;

/** The names at each RUN and ONBUILD, those of proxies left out. */
function namesIn(text: string): readonly (readonly string[])[] {
  const { document } = parseAgain(text);
  return [...environments(document).values()].map((env) => [...env].slice(proxies));
}

describe('environments of scripts', () => {
  it('hold what is set before, in its stage and those it is built on', () => {
    const text = `ARG G
FROM a AS one
ENV A=1 B=2
RUN x
ENV A=3 C=4
RUN x
FROM one
ARG D
RUN x
FROM one
ENV E=1
RUN x`;
    assert.deepEqual(namesIn(text), [
      ['A', 'B'],
      ['A', 'B', 'C'],
      ['A', 'B', 'C', 'D'],
      ['A', 'B', 'C', 'E'],
    ]);
  });

  it('of triggers hold what triggers set', () => {
    assert.deepEqual(namesIn('FROM a\nENV A=1\nONBUILD ENV B=2\nONBUILD RUN x\nRUN x'), [['B'], ['B'], ['A']]);
  });

  it('know no names that are set later', () => {
    const first = new Environment(new Map());
    const second = first.with(['A']);
    const other = first.with(['B']);
    assert.deepEqual(
      [first, second, other].map((env) => [...env]),
      [[], ['A'], ['B']],
    );
    assert.deepEqual([first.has('A'), second.has('A'), other.has('A'), other.has('B')], [false, true, false, true]);
    assert.equal(second.with(['A']), second);
  });

  it('stay the same while the text above stays the same', () => {
    const text = (last: string) => `FROM a\nENV A=1\nRUN x\nENV ${last}=2\nRUN x`;
    const before = parseAgain(text('B'));
    const after = parseAgain(text('C'), before.cache);
    const [one, two] = environments(before.document).values();
    const [same, changed] = environments(after.document).values();
    assert.equal(same, one);
    assert.notEqual(changed, two);
    assert.deepEqual([...(changed ?? [])].slice(proxies), ['A', 'C']);
  });
});
