import { window } from 'vscode';
import { withoutLinks } from '../../core/base/plainText.js';

/** Says something in a notification, in which text from engines and registries stays text; resolves with the button that was pressed. */
export function showNote(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return window.showInformationMessage(withoutLinks(message), ...buttons);
}

/** The same for what a person should look at. */
export function showWarning(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return window.showWarningMessage(withoutLinks(message), ...buttons);
}

/** The same for what failed. */
export function showError(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return window.showErrorMessage(withoutLinks(message), ...buttons);
}
