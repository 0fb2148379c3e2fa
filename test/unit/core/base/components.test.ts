import assert from 'node:assert/strict';
import { componentsOf } from '../../../../src/core/base/components.js';
import { randomNumbers } from '../../../support/randomNumbers.js';

/** By looking from each node at all that it reaches. */
function reachedFrom(edges: readonly (readonly number[])[], from: number): ReadonlySet<number> {
  const seen = new Set([from]);
  for (const node of seen) for (const target of edges[node] ?? []) seen.add(target);
  return seen;
}

describe('components of a graph', () => {
  it('hold the nodes that reach each other', () => {
    const random = randomNumbers(7);
    for (let graph = 0; graph < 500; graph++) {
      const count = random(12);
      const edges = Array.from({ length: count }, () => Array.from({ length: random(4) }, () => random(count)));
      const reached = edges.map((_, node) => reachedFrom(edges, node));
      const components = componentsOf(edges);
      for (let a = 0; a < count; a++) {
        for (let b = 0; b < count; b++) {
          const isOne = reached[a]?.has(b) === true && reached[b]?.has(a) === true;
          assert.equal(components[a] === components[b], isOne, JSON.stringify({ edges, a, b }));
        }
      }
    }
  });

  it('are found in a graph as deep as it is long', () => {
    const edges = Array.from({ length: 100_000 }, (_, node) => [(node + 1) % 100_000]);
    assert.equal(new Set(componentsOf(edges)).size, 1);
  });
});
