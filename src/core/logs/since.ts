const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of a duration as people write it, `90s`, `10m`, `2h`, `1d`, `1h30m`; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const compact = text.replace(/\s+/g, '').toLowerCase();
  if (!/^(\d+(\.\d+)?[smhdw])+$/.test(compact)) return undefined;
  const parts = [...compact.matchAll(/(\d+(?:\.\d+)?)([smhdw])/g)];
  return parts.reduce((sum, [, number, unit = 's']) => sum + Number(number) * (secondsOf[unit] ?? 0), 0);
}

/** A moment this many seconds before now (milliseconds since 1970), in the form that engines take. */
export function sinceAgo(seconds: number, now: number): string {
  const milliseconds = String(Math.max(0, Math.round(now - seconds * 1000))).padStart(4, '0');
  return `${milliseconds.slice(0, -3)}.${milliseconds.slice(-3)}000000`;
}
