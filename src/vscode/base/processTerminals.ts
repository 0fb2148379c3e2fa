import { type Terminal, ThemeIcon, window } from 'vscode';
import type { Disposable } from '../../core/base/disposable.js';
import { errorText } from '../../core/base/errors.js';
import type { Logger } from '../../core/base/logger.js';
import { withoutIcons } from '../../core/base/plainText.js';
import { ProcessTerminal, type TerminalPlan } from './processTerminal.js';
import { explain } from './reportError.js';

/** Terminals over processes of the engine; a process ends with its terminal, all of them with the window. */
export class ProcessTerminals implements Disposable {
  private readonly open = new Map<Terminal, ProcessTerminal>();
  private readonly watch: Disposable;

  constructor(private readonly logger: Logger) {
    this.watch = window.onDidCloseTerminal((terminal) => this.open.delete(terminal));
  }

  /** Opens a terminal and shows it. */
  show(name: string, plan: Pick<TerminalPlan, 'start' | 'farewell'>): Terminal {
    const pty = new ProcessTerminal({
      ...plan,
      explain: (error) => explain(error).message,
      log: (message, error) => this.logger.warn(`${message}: ${errorText(error)}`),
    });
    const terminal = window.createTerminal({
      name: withoutIcons(name),
      pty,
      iconPath: new ThemeIcon('terminal'),
      isTransient: true,
    });
    this.open.set(terminal, pty);
    terminal.show();
    return terminal;
  }

  dispose(): void {
    this.watch.dispose();
    for (const pty of this.open.values()) pty.close();
    this.open.clear();
  }
}
