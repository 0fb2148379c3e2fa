import * as l10n from '@vscode/l10n';
import { formatBytes } from '../../core/base/format.js';
import type { TransferProgress } from '../../core/engine/models.js';
import { addTransfer, noTransfer, type Transfer, transferTotals } from '../../core/engine/transfer.js';
import { withProgress } from './progress.js';

const interval = 100;

/** Follows a pull or push behind a notification: layers done, bytes moved, a cancel button. */
export function followTransfer(
  title: string,
  start: (signal: AbortSignal) => Promise<AsyncIterable<TransferProgress>>,
): Promise<Transfer> {
  return withProgress(title, async (report, signal) => reportTransfer(await start(signal), report));
}

/** Follows a pull or push as a part of longer work. */
export async function reportTransfer(
  lines: AsyncIterable<TransferProgress>,
  report: (message: string) => void,
): Promise<Transfer> {
  let transfer = noTransfer;
  let reported = 0;
  for await (const line of lines) {
    transfer = addTransfer(transfer, line);
    if (Date.now() - reported < interval) continue;
    reported = Date.now();
    report(describe(transfer, line));
  }
  return transfer;
}

function describe(transfer: Transfer, line: TransferProgress): string {
  const { done, layers, current, total } = transferTotals(transfer);
  if (layers === 0) return line.status;
  const count = l10n.t('{0} of {1} layers', done, layers);
  return total > 0 ? `${count}, ${formatBytes(current)} / ${formatBytes(total)}` : count;
}
