import { type LogLine, timeOf } from './lines.js';

/**
 * How far a log has been read, exact to the line: the newest time, and how many lines had it. A log that is opened again
 * begins with that time, so those lines come a second time and are left out.
 */
export class Place {
  private newest = '';
  private count = 0;
  private repeated = 0;

  /** `seconds.nanoseconds` to read on from, undefined before the first line. */
  get since(): string | undefined {
    const [, second = '', fraction = '', zone = ''] = /^([^.Z+]+)(?:\.(\d+))?(.*)$/.exec(this.newest) ?? [];
    const milliseconds = Date.parse(second + zone);
    if (Number.isNaN(milliseconds)) return undefined;
    return `${milliseconds / 1000}.${fraction.padEnd(9, '0')}`;
  }

  /** To be called before the log is opened again. */
  reopen(): void {
    this.repeated = this.count;
  }

  /** Takes note of lines and returns those that are new. */
  advance(lines: readonly LogLine[]): readonly LogLine[] {
    const fresh = this.repeated > 0 ? this.withoutRepeated(lines) : lines;
    const last = fresh.at(-1);
    if (!last) return fresh;
    const time = timeOf(last);
    if (time !== this.newest) this.count = 0;
    this.newest = time;
    for (let i = fresh.length - 1; i >= 0 && this.isNewest(fresh[i]); i -= 1) this.count += 1;
    return fresh;
  }

  private withoutRepeated(lines: readonly LogLine[]): readonly LogLine[] {
    let skipped = 0;
    while (skipped < lines.length && skipped < this.repeated && this.isNewest(lines[skipped])) skipped += 1;
    this.repeated = skipped === lines.length ? this.repeated - skipped : 0;
    return lines.slice(skipped);
  }

  private isNewest(line: LogLine | undefined): boolean {
    return line !== undefined && timeOf(line) === this.newest;
  }
}
