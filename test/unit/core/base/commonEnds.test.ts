import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commonEnds } from '../../../../src/core/base/commonEnds.js';

describe('commonEnds', () => {
  it('counts what two texts begin and end with, and no character twice', () => {
    assert.deepEqual(commonEnds('abcd', 'abxcd'), { start: 2, end: 2 });
    assert.deepEqual(commonEnds('aa', 'aaa'), { start: 2, end: 0 });
    assert.deepEqual(commonEnds('', 'a'), { start: 0, end: 0 });
  });
  it('stops at the first character that is another', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { start, end } = commonEnds(a, b);
        const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
        assert.equal(a.slice(0, start), b.slice(0, start));
        assert.equal(a.slice(a.length - end), b.slice(b.length - end));
        assert.ok(left === '' || right === '' || (left[0] !== right[0] && left.at(-1) !== right.at(-1)));
      }),
    );
  });
});
