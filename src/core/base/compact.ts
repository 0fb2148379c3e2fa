const none: readonly never[] = [];

/** A list to be kept for long: `push` leaves room for 16 more items, many times what a list of one or two needs. */
export function compact<T>(items: readonly T[]): readonly T[] {
  return items.length === 0 ? none : items.slice();
}
