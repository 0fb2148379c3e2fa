/** How many characters two texts have in common at their beginning, and how many of the others at their end. */
export function commonEnds(a: string, b: string): { readonly start: number; readonly end: number } {
  const shorter = Math.min(a.length, b.length);
  const start = longest(shorter, (from, to) => a.slice(from, to) === b.slice(from, to));
  const end = longest(
    shorter - start,
    (from, to) => a.slice(a.length - to, a.length - from) === b.slice(b.length - to, b.length - from),
  );
  return { start, end };
}

/** The most characters that are the same. Halves of texts are compared a hundred times as fast as their characters. */
function longest(limit: number, areSame: (from: number, to: number) => boolean): number {
  let known = 0;
  let high = limit;
  while (known < high) {
    const middle = (known + high + 1) >> 1;
    if (areSame(known, middle)) known = middle;
    else high = middle - 1;
  }
  return known;
}
