import assert from 'node:assert/strict';
import type { TransferProgress } from '../../../../src/core/engine/models.js';
import { addTransfer, noTransfer, transferTotals } from '../../../../src/core/engine/transfer.js';

const sum = (lines: readonly TransferProgress[]) => lines.reduce(addTransfer, noTransfer);
const a = 'aaaaaaaaaaaa';
const b = 'bbbbbbbbbbbb';

describe('progress of a pull or push', () => {
  it('sums bytes over layers and counts those that are done', () => {
    const transfer = sum([
      { id: 'latest', status: 'Pulling from library/nginx' },
      { id: a, status: 'Pulling fs layer' },
      { id: b, status: 'Already exists' },
      { id: a, status: 'Downloading', current: 30, total: 100 },
      { id: a, status: 'Downloading', current: 60, total: 100 },
    ]);
    assert.deepEqual(transferTotals(transfer), { done: 1, layers: 2, current: 60, total: 100 });
  });

  it('does not fall back when unpacking counts again', () => {
    const transfer = sum([
      { id: a, status: 'Downloading', current: 100, total: 100 },
      { id: a, status: 'Extracting', current: 5, total: 100 },
    ]);
    assert.equal(transferTotals(transfer).current, 100);
    assert.equal(transferTotals(addTransfer(transfer, { id: a, status: 'Pull complete' })).done, 1);
  });

  it('does not go beyond the total: a push counts the tar’s padding', () => {
    assert.equal(transferTotals(sum([{ id: a, status: 'Pushing', current: 150, total: 100 }])).current, 100);
  });

  it('finds the digest and whether anything was new', () => {
    const digest = `sha256:${'c'.repeat(64)}`;
    const pulled = sum([{ status: `Digest: ${digest}` }, { status: 'Status: Image is up to date for nginx:latest' }]);
    assert.deepEqual({ digest: pulled.digest, changed: pulled.changed }, { digest, changed: false });
    const pushed = sum([{ status: `1.0: digest: ${digest} size: 528` }]);
    assert.deepEqual({ digest: pushed.digest, changed: pushed.changed }, { digest, changed: true });
  });
});
