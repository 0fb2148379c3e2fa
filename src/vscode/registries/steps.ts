import { QuickInputButtons, ThemeIcon, window } from 'vscode';
import { DisposableStore } from '../../core/base/disposable.js';

/** One question of several. */
export interface Step {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly password?: boolean;
  /** A button beside the box. */
  readonly extra?: { readonly icon: string; readonly tooltip: string };
  /** Shown until the answer is changed. */
  readonly validationMessage?: string;
  /** What is wrong with an answer; undefined accepts it. */
  readonly problem?: (text: string) => string | undefined;
}

/** A text, or where the person wants to go instead. */
export type StepAnswer = { readonly text: string } | 'back' | 'extra' | 'end';

/** Asks one question; stays open while the person looks up a password elsewhere. */
export function askStep({ problem = () => undefined, extra, ...fields }: Step): Promise<StepAnswer> {
  const store = new DisposableStore();
  const box = store.add(window.createInputBox());
  Object.assign(box, fields, { ignoreFocusOut: true });
  const button = extra && { iconPath: new ThemeIcon(extra.icon), tooltip: extra.tooltip };
  box.buttons = [...(fields.step > 1 ? [QuickInputButtons.Back] : []), ...(button ? [button] : [])];
  return new Promise((resolve) => {
    const end = (answer: StepAnswer) => {
      resolve(answer);
      store.dispose();
    };
    store.add(
      box.onDidChangeValue(() => {
        box.validationMessage = undefined;
      }),
    );
    store.add(
      box.onDidAccept(() => {
        box.validationMessage = problem(box.value);
        if (box.validationMessage === undefined) end({ text: box.value });
      }),
    );
    store.add(box.onDidTriggerButton((pressed) => end(pressed === QuickInputButtons.Back ? 'back' : 'extra')));
    store.add(box.onDidHide(() => end('end')));
    box.show();
  });
}
