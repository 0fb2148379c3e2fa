const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Source: https://github.com/docker/go-units/blob/master/duration.go */
const units: Readonly<Record<string, number>> = {
  second,
  minute,
  hour,
  day,
  week: 7 * day,
  month: 30 * day,
  year: 365 * day,
};

/**
 * When a container started, or ended if it runs no longer, in milliseconds since 1970: all that a list tells of it is
 * its sentence at that moment, `Up 5 minutes`, `Exited (1) About an hour ago`. As exact as the sentence, and the same for
 * as long as the sentence grows with the clock. Undefined where the sentence tells no time.
 */
export function sinceOf(status: string, now: number): number | undefined {
  const [, amount = '', word = ''] =
    /^(?:Up|Exited \(-?\d+\)) (Less than a|About an?|\d+) (second|minute|hour|day|week|month|year)s?\b/.exec(status) ??
    [];
  const unit = units[word];
  if (unit === undefined) return undefined;
  const count = amount.startsWith('Less') ? 0 : Number(amount) || 1;
  // Whole units, so that a list that is read again a moment later says the same.
  return Math.floor(now / unit - count) * unit;
}
