/**
 * For each node of a graph a number that it shares with the nodes that it reaches and that reach it. `edges` holds, by
 * node, the nodes it leads to. Source: https://en.wikipedia.org/wiki/Tarjan%27s_strongly_connected_components_algorithm
 */
export function componentsOf(edges: readonly (readonly number[])[]): readonly number[] {
  const component: number[] = [];
  /** When a node was met, and the earliest node still open that it reaches. */
  const met: number[] = [];
  const lowest: number[] = [];
  const open: number[] = [];
  let count = 0;
  const meet = (node: number) => {
    met[node] = count;
    lowest[node] = count++;
    open.push(node);
  };
  const close = (node: number) => {
    for (let last = open.pop(); last !== undefined; last = last === node ? undefined : open.pop())
      component[last] = node;
  };
  const lower = (node: number, to: number) => {
    lowest[node] = Math.min(lowest[node] ?? to, to);
  };
  const walk = (root: number) => {
    meet(root);
    const path = [{ node: root, edge: 0 }];
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const { node } = step;
      const target = edges[node]?.[step.edge++];
      if (target === undefined) {
        path.pop();
        if (lowest[node] === met[node]) close(node);
        const from = path.at(-1);
        if (from) lower(from.node, lowest[node] ?? 0);
      } else if (met[target] === undefined) {
        meet(target);
        path.push({ node: target, edge: 0 });
      } else if (component[target] === undefined) lower(node, met[target] ?? 0);
    }
  };
  for (const node of edges.keys()) if (met[node] === undefined) walk(node);
  return component;
}
