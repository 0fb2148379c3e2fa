let collator: Intl.Collator | undefined;

/** Orders names as people do: numbers by value, without regard to case, and no two different ones alike. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  // Making one takes some 8 ms, which nobody shall wait for who sorts nothing.
  collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b));
}
