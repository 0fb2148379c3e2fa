import assert from 'node:assert/strict';
import { stateSince } from '../../../../src/core/explorer/stateSince.js';

const never = '0001-01-01T00:00:00Z';
const started = '2026-11-20T05:06:07.123456789Z';
const finished = '2026-11-20T06:00:00Z';

describe('since when a state is', () => {
  it('is the start of a running container', () =>
    assert.equal(
      stateSince({ State: { Running: true, StartedAt: started, FinishedAt: finished } }),
      Date.UTC(2026, 10, 20, 5, 6, 7, 123),
    ));
  it('is the end of a stopped one', () =>
    assert.equal(
      stateSince({ State: { Running: false, StartedAt: started, FinishedAt: finished } }),
      Date.UTC(2026, 10, 20, 6),
    ));
  it('is unknown of one that never ran, and of odd answers', () => {
    for (const state of [{ StartedAt: never, FinishedAt: never }, { FinishedAt: 5 }, {}, null, undefined])
      assert.equal(stateSince({ State: state }), undefined);
  });
});
