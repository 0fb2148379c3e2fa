/**
 * Orders names of Docker's, whose letters are ASCII, as people do: numbers by value, without regard to case, and no two
 * different ones alike. An `Intl.Collator` does the same, but making one holds up the first view by 10 to 30 ms.
 */
export function compareNames(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [endA, endB] = [endOfNumber(a, i), endOfNumber(b, j)];
    const areNumbers = endA > i && endB > j;
    const order = areNumbers ? Number(a.slice(i, endA)) - Number(b.slice(j, endB)) : weightAt(a, i) - weightAt(b, j);
    if (order) return order;
    i = areNumbers ? endA : i + 1;
    j = areNumbers ? endB : j + 1;
  }
  return a.length - i - (b.length - j) || (a < b ? -1 : Number(a > b));
}

function endOfNumber(text: string, start: number): number {
  let end = start;
  while (isBetween(text.charCodeAt(end), '0', '9')) end += 1;
  return end;
}

/** An underscore parts words, so it comes before what continues one. */
function weightAt(text: string, place: number): number {
  const code = text.charCodeAt(place);
  if (code === underscore) return 0;
  return isBetween(code, 'A', 'Z') ? code + toLowerCase : code;
}

const isBetween = (code: number, first: string, last: string) =>
  code >= first.charCodeAt(0) && code <= last.charCodeAt(0);

const underscore = '_'.charCodeAt(0);
const toLowerCase = 'a'.charCodeAt(0) - 'A'.charCodeAt(0);
