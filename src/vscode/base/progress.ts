import { ProgressLocation, window } from 'vscode';
import { inTime } from '../../core/base/async.js';
import { withoutLinks } from '../../core/base/plainText.js';
import { toSignal } from './cancellation.js';

/** What work behind a notification is given. */
export type Work<T> = (report: (message: string) => void, signal: AbortSignal) => Promise<T>;

/** Runs long work behind a notification with a cancel button; `report` changes its line. */
export function withProgress<T>(title: string, work: Work<T>): Promise<T> {
  return Promise.resolve(
    window.withProgress(optionsFor(title), (progress, token) =>
      work((message) => progress.report({ message: withoutLinks(message) }), toSignal(token)),
    ),
  );
}

const quick = 500;

/** The same for work that is mostly quick: the notification comes only when half a second was not enough. */
export async function withDelayedProgress<T>(title: string, work: Work<T>): Promise<T> {
  const controller = new AbortController();
  let message = '';
  let show = (text: string) => {
    message = text;
  };
  const result = work((text) => show(text), controller.signal);
  const settled = result.then(yes, yes);
  if (await inTime(settled, quick)) return result;
  await window.withProgress(optionsFor(title), (progress, token) => {
    token.onCancellationRequested(() => controller.abort());
    show = (text) => progress.report({ message: withoutLinks(text) });
    if (message) show(message);
    return settled;
  });
  return result;
}

const yes = () => true;

function optionsFor(title: string) {
  return { location: ProgressLocation.Notification, cancellable: true, title: withoutLinks(title) };
}
