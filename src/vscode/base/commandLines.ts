import * as l10n from '@vscode/l10n';
import { type OutputChannel, window } from 'vscode';
import type { Disposable } from '../../core/base/disposable.js';
import { plainText } from '../../core/base/plainText.js';
import { quoteWords } from '../../core/base/shellWords.js';

/** The output channel that shows what a person would have typed for each action; made when the first one comes. */
export class CommandLines implements Disposable {
  private channel: OutputChannel | undefined;

  /** Appends one command, given as its words (`docker`, `stop`, `web`); words never hold secrets. */
  add(words: readonly string[]): void {
    this.append(quoteWords(words));
  }

  /** Appends a comment on what no command says. */
  note(text: string): void {
    this.append(`# ${plainText(text)}`);
  }

  dispose(): void {
    this.channel?.dispose();
  }

  private append(line: string): void {
    this.channel ??= window.createOutputChannel(l10n.t('Docker Commands'), 'shellscript');
    this.channel.appendLine(line);
  }
}
