/** An absolute address with a scheme (RFC 3986). */
export function isUrl(value: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(value) && !/[\s<>"{}|\\^`]/.test(value) && URL.canParse(value);
}

/** A time as RFC 3339 has it. */
export function isTimestamp(value: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](\d\d):(\d\d))$/.exec(value);
  if (!match) return false;
  const [, year, month, day, hour, minute, second, offsetHour, offsetMinute] = match.map(Number);
  const days = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  const isDate = inside(month, 1, 12) && inside(day, 1, days);
  const isTime = inside(hour, 0, 23) && inside(minute, 0, 59) && inside(second, 0, 60);
  return isDate && isTime && (match[7] === undefined || (inside(offsetHour, 0, 23) && inside(offsetMinute, 0, 59)));
}

function inside(value: number | undefined, low: number, high: number): boolean {
  return value !== undefined && value >= low && value <= high;
}

/** A version by Semantic Versioning 2. */
export function isSemver(value: string): boolean {
  const identifiers = String.raw`(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)`;
  const core = String.raw`(?:0|[1-9]\d*)`;
  return new RegExp(
    String.raw`^${core}\.${core}\.${core}(?:-${identifiers}(?:\.${identifiers})*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$`,
  ).test(value);
}

/** A mail address, the plain forms of RFC 5322. */
export function isEmail(value: string): boolean {
  const atom = String.raw`[A-Za-z0-9!#$%&'*+/=?^_\`{|}~-]+`;
  const local = String.raw`(?:${atom}(?:\.${atom})*|"(?:[^"\\]|\\.)*")`;
  const domain = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[^\]\s]+\])`;
  return new RegExp(`^${local}@${domain}$`).test(value);
}
