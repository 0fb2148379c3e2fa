import assert from 'node:assert/strict';
import { firstIndex, lastNotAbove } from '../../../../src/core/base/search.js';

describe('search in ordered lists', () => {
  it('finds the first that is far enough, as looking at each does', () => {
    for (let length = 0; length < 9; length++) {
      const list = Array.from({ length }, (_, index) => index * 2);
      for (let wanted = -1; wanted <= length * 2; wanted++) {
        const found = list.findIndex((item) => item >= wanted);
        assert.equal(
          firstIndex(list, (item) => item >= wanted),
          found === -1 ? length : found,
        );
      }
    }
  });

  it('finds the last that is not above, and the first where all are', () =>
    assert.deepEqual(
      [-1, 0, 4, 5, 9, 10].map((value) => lastNotAbove([0, 5, 5, 9], value)),
      [0, 0, 0, 2, 3, 3],
    ));
});
