import assert from 'node:assert/strict';
import { formatDuration } from '../../../../src/core/base/format.js';
import { sinceOf } from '../../../../src/core/engine/statusText.js';

const now = Date.UTC(2026, 10, 20, 12, 34, 56);
const ageOf = (status: string) => formatDuration(now - (sinceOf(status, now) ?? Number.NaN));

describe('the sentence of a container', () => {
  it('tells since when, in every form that engines write', () => {
    assert.deepEqual(
      [
        'Up Less than a second',
        'Up 59 seconds (healthy)',
        'Up About a minute',
        'Up 5 minutes (health: starting)',
        'Exited (1) About an hour ago',
        'Up 47 hours',
        'Exited (137) 13 days ago',
        'Up 3 weeks (Paused)',
        'Up 2 months',
        'Exited (0) 2 years ago',
      ].map(ageOf),
      ['', '', '1 minute', '5 minutes', '1 hour', '47 hours', '13 days', '3 weeks', '2 months', '2 years'],
    );
  });

  it('tells nothing where it names no time', () => {
    for (const status of ['Created', 'Dead', 'Removal In Progress', 'Restarting (1) 5 seconds ago', 'Up', ''])
      assert.equal(sinceOf(status, now), undefined, status);
  });

  it('tells the same when it is read again before it changes', () => {
    const inTheHour = [0, 20, 40, 59].map((minutes) => Date.UTC(2026, 10, 20, 12, minutes));
    assert.equal(new Set(inTheHour.map((moment) => sinceOf('Up 3 hours', moment))).size, 1);
  });
});
