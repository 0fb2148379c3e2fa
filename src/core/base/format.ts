import * as l10n from '@vscode/l10n';

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes in decimal units with three significant digits, as the docker CLI prints them: `12.3MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))}${byteUnits[unit]}`;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The age of a moment in words, from the coarsest unit that fits: `3 hours ago`. Times are milliseconds since 1970. */
export function formatAge(then: number, now: number): string {
  const age = Math.max(0, now - then);
  if (age < minute) return l10n.t('just now');
  if (age < hour) return plural(Math.floor(age / minute), l10n.t('1 minute ago'), (n) => l10n.t('{0} minutes ago', n));
  if (age < day) return plural(Math.floor(age / hour), l10n.t('1 hour ago'), (n) => l10n.t('{0} hours ago', n));
  if (age < 30 * day) return plural(Math.floor(age / day), l10n.t('1 day ago'), (n) => l10n.t('{0} days ago', n));
  if (age < 365 * day)
    return plural(Math.floor(age / (30 * day)), l10n.t('1 month ago'), (n) => l10n.t('{0} months ago', n));
  return plural(Math.floor(age / (365 * day)), l10n.t('1 year ago'), (n) => l10n.t('{0} years ago', n));
}

function plural(count: number, one: string, many: (count: number) => string): string {
  return count === 1 ? one : many(count);
}

/** The first twelve hexadecimal digits of an id, as the docker CLI shows it. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

/** A moment in local time, the same in every language: `2026-11-20 14:05:09`. */
export function formatTime(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}
