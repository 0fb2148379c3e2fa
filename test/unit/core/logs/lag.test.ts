import assert from 'node:assert/strict';
import { Lag } from '../../../../src/core/logs/lag.js';
import type { LogLine } from '../../../../src/core/logs/lines.js';

const at = (time: number): LogLine[] => [
  { stream: 'stdout', bytes: Buffer.from(`${new Date(time).toISOString()} text`), ended: true },
];

describe('lag of a log', () => {
  let now: number;
  let lag: Lag;
  beforeEach(() => {
    now = 1_795_000_000_000;
    lag = new Lag(() => now);
  });

  /** Lines that were written so long ago arrive, one each second. */
  const arrive = (...ages: readonly number[]) =>
    ages.map((age) => {
      now += 1000;
      return lag.secondsBehind(at(now - age));
    });

  it('is none as long as lines come soon after they were written', () =>
    assert.deepEqual(arrive(5, 900, 30, 1500), [0, 0, 0, 0]));

  it('is seen when it grows', () => assert.deepEqual(arrive(5, 700, 1400, 2100), [0, 0, 0, 3]));

  it('does not depend on the clock of the engine', () => {
    const skew = 3_600_000;
    assert.deepEqual(arrive(skew, skew + 500, skew + 5000), [0, 0, 5]);
    assert.deepEqual(arrive(-skew, -skew + 2500), [0, 3]);
  });

  it('is not seen in old lines that are caught up with', () =>
    assert.deepEqual(arrive(3_600_000, 1_800_000, 600_000, 0), [0, 0, 0, 0]));

  it('is none for lines without a time', () =>
    assert.equal(lag.secondsBehind([{ stream: 'stdout', bytes: Buffer.from('x'), ended: true }]), 0));
});
