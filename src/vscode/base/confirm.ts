import { window } from 'vscode';
import { plainText } from '../../core/base/plainText.js';

/** Asks once before something is destroyed; `what` is the question, `detail` names the objects, `verb` is the button. */
export async function confirm(what: string, detail: string, verb: string): Promise<boolean> {
  return (await window.showWarningMessage(plainText(what), { modal: true, detail }, verb)) === verb;
}

/** One button of a question. */
export interface Choice<T> {
  readonly title: string;
  readonly value: T;
}

/** The same with several ways to go on; undefined when the person does not want any. */
export async function choose<T>(what: string, detail: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
  const titles = choices.map((choice) => choice.title);
  const title = await window.showWarningMessage(plainText(what), { modal: true, detail }, ...titles);
  return choices.find((choice) => choice.title === title)?.value;
}
