import type { ReportError } from './reportError.js';

/** What a button of a message does. */
export interface Offer {
  readonly title: string;
  run(): unknown;
}

/** `showNote`, `showWarning` or `showError`. */
type ShowMessage = (message: string, ...buttons: readonly string[]) => Thenable<string | undefined>;

/** Shows a message with buttons and goes on; what a pressed one cannot do is reported by itself. */
export function offer(report: ReportError, show: ShowMessage, message: string, offers: readonly Offer[]): void {
  const follow = async (title: string | undefined) => {
    try {
      await offers.find((one) => one.title === title)?.run();
    } catch (error) {
      report(title ?? message, error);
    }
  };
  void show(message, ...offers.map((one) => one.title)).then(follow);
}
