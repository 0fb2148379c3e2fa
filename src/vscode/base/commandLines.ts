import * as l10n from '@vscode/l10n';
import { type OutputChannel, window } from 'vscode';
import type { Disposable } from '../../core/base/disposable.js';
import { quoteWords } from '../../core/spec/shellWords.js';

/** The output channel that shows what a person would have typed for each action; made when the first one comes. */
export class CommandLines implements Disposable {
  private channel: OutputChannel | undefined;

  /** Appends one command, given as its words (`docker`, `stop`, `web`); words never hold secrets. */
  add(words: readonly string[]): void {
    this.channel ??= window.createOutputChannel(l10n.t('Docker Commands'), 'shellscript');
    this.channel.appendLine(quoteWords(words));
  }

  dispose(): void {
    this.channel?.dispose();
  }
}
