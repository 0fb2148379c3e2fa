import * as l10n from '@vscode/l10n';
import type { Event, Pseudoterminal } from 'vscode';
import { Emitter } from '../../core/base/event.js';
import { type FollowOptions, followLog, type LogSource } from '../../core/logs/follow.js';
import { type LogOwner, terminalPrinter } from '../../core/logs/print.js';
import { LogPump } from '../../core/logs/pump.js';

/** A log among those that one terminal shows. */
export interface ShownLog {
  readonly id: string;
  readonly owner: LogOwner;
}

export interface LogPlan {
  readonly logs: readonly ShownLog[];
  readonly source: LogSource;
  readonly follow: FollowOptions;
  readonly timestamps: boolean;
  /** The words for an error. */
  explain(error: unknown): string;
}

const ctrlC = '\u0003';

/** A read-only terminal over the logs of one or several containers; closing it ends their streams. */
export class LogTerminal implements Pseudoterminal {
  private readonly writes = new Emitter<string>();
  private readonly controller = new AbortController();
  private hasEnded = false;
  readonly onDidWrite: Event<string> = this.writes.event;

  constructor(private readonly plan: LogPlan) {}

  /** False once nothing more can come. */
  get isLive(): boolean {
    return !this.hasEnded && !this.controller.signal.aborted;
  }

  open(): void {
    void this.run();
  }

  /** Ctrl+C stops following, as a person expects of a log. */
  handleInput(input: string): void {
    if (input === ctrlC) this.controller.abort();
  }

  close(): void {
    this.controller.abort();
    this.writes.dispose();
  }

  private async run(): Promise<void> {
    const { logs, source, follow, timestamps, explain } = this.plan;
    const { signal } = this.controller;
    const pump = new LogPump<LogOwner>(terminalPrinter({ timestamps, explain }), (text) => this.writes.fire(text));
    await pump.run(logs.map(({ id, owner }) => ({ owner, events: followLog(source, id, follow, signal) })));
    this.hasEnded = true;
    if (signal.aborted) this.writes.fire(`\u001b[0;2m… ${l10n.t('no longer followed')}\u001b[0m\r\n`);
  }
}
