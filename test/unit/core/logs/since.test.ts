import assert from 'node:assert/strict';
import { parseDuration, sinceAgo } from '../../../../src/core/logs/since.js';

describe('since', () => {
  const cases: Record<string, number | undefined> = {
    '30s': 30,
    '10m': 600,
    '2h': 7200,
    '1d': 86_400,
    '1h 30m': 5400,
    '1.5h': 5400,
    '': undefined,
    '10': undefined,
    m: undefined,
    '10m!': undefined,
    '2026-11-20': undefined,
  };
  for (const [text, seconds] of Object.entries(cases)) {
    it(`reads ${JSON.stringify(text)}`, () => assert.equal(parseDuration(text), seconds));
  }
  it('is told as the engine takes it', () => assert.equal(sinceAgo(60, 1_795_000_000_123), '1794999940.123000000'));
});
