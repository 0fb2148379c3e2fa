import { type LogLine, timeOf } from './lines.js';

/** Milliseconds. */
const tolerance = 2000;
const lookEvery = 200;

/** How far the lines that arrive are behind those that are written, whatever the clock of the engine says. */
export class Lag {
  /** The least difference seen between our clock and a line's time: that of a line which arrived at once. */
  private atBest = Number.POSITIVE_INFINITY;
  private lastLook = Number.NEGATIVE_INFINITY;

  constructor(private readonly now: () => number = Date.now) {}

  /** Whole seconds when it is too far, else 0. Looks only now and then, so that it can be asked for every line. */
  secondsBehind(lines: readonly LogLine[]): number {
    const now = this.now();
    if (now - this.lastLook < lookEvery) return 0;
    this.lastLook = now;
    const last = lines.at(-1);
    const age = last ? now - Date.parse(timeOf(last)) : Number.NaN;
    if (Number.isNaN(age)) return 0;
    this.atBest = Math.min(this.atBest, age);
    const behind = age - this.atBest;
    return behind > tolerance ? Math.ceil(behind / 1000) : 0;
  }
}
