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
  const age = formatDuration(now - then);
  return age === '' ? l10n.t('just now') : l10n.t('{0} ago', age);
}

/**
 * Milliseconds in words, in the unit that the docker CLI would take: `3 hours`; empty for less than a minute.
 * Source: https://github.com/docker/go-units/blob/master/duration.go
 */
export function formatDuration(milliseconds: number): string {
  const count = (unit: number) => Math.floor(milliseconds / unit);
  if (milliseconds < minute) return '';
  if (milliseconds < 2 * minute) return l10n.t('1 minute');
  if (milliseconds < hour) return l10n.t('{0} minutes', count(minute));
  if (milliseconds < 2 * hour) return l10n.t('1 hour');
  if (milliseconds < 2 * day) return l10n.t('{0} hours', count(hour));
  if (milliseconds < 14 * day) return l10n.t('{0} days', count(day));
  if (milliseconds < 60 * day) return l10n.t('{0} weeks', count(7 * day));
  if (milliseconds < 2 * 365 * day) return l10n.t('{0} months', count(30 * day));
  return l10n.t('{0} years', count(365 * day));
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
