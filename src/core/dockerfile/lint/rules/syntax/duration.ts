const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of a duration as Go writes them, or the code of what is wrong: Go's time.ParseDuration. */
export function parseDuration(
  text: string,
): number | 'FLAG_INVALID_DURATION' | 'FLAG_MISSING_DURATION' | 'FLAG_UNKNOWN_UNIT' {
  const [, sign = '', body = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0;
  if (body === '') return 'FLAG_INVALID_DURATION';
  const part = /(\d+(?:\.\d*)?|\.\d+)([^\d.]*)/y;
  let sum = 0;
  while (part.lastIndex < body.length) {
    const [, amount, unit = ''] = part.exec(body) ?? [];
    if (amount === undefined) return 'FLAG_INVALID_DURATION';
    if (unit === '') return 'FLAG_MISSING_DURATION';
    const factor = units[unit];
    if (factor === undefined) return 'FLAG_UNKNOWN_UNIT';
    sum += Number(amount) * factor;
  }
  return sign === '-' ? -sum : sum;
}
