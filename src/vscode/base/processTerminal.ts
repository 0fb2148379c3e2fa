import * as l10n from '@vscode/l10n';
import type { Pseudoterminal } from 'vscode';
import { delay } from '../../core/base/async.js';
import { Emitter } from '../../core/base/event.js';
import type { ProcessSession } from '../../core/engine/engine.js';
import type { TerminalSize } from '../../core/engine/models.js';

/** A process behind a terminal. */
export interface TerminalProcess {
  readonly session: ProcessSession;
  /** Ends the process, because its terminal was closed. */
  end(): Promise<void>;
}

/** What a terminal runs, and what it says. */
export interface TerminalPlan {
  start(size: TerminalSize, signal: AbortSignal): Promise<TerminalProcess>;
  /** The words for an error. */
  explain(error: unknown): string;
  /** What to say under the output when the process has ended; undefined closes the terminal with its exit code. */
  farewell(exitCode: number | undefined): Promise<string | undefined>;
  /** Told what went wrong out of sight. */
  log(message: string, error: unknown): void;
}

type Stage = 'starting' | 'running' | 'ended' | 'closed';

/** Bytes written between two pauses: what an editor's terminal swallows while it stays responsive. */
const burst = 128 * 1024;
const pause = 15;

/**
 * What a terminal sends without a key: answers to what a program asked, focus, mouse.
 * Source: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
const sentByItself = /^\x1b(?:\[[?>]?[\d;]*[Rcnt]|\[[IO]$|\[<|[\]P])/;

/** A terminal over a process of the engine. An aborted or finished one leaves no stream behind. */
export class ProcessTerminal implements Pseudoterminal {
  private readonly writes = new Emitter<string>();
  private readonly closes = new Emitter<number | undefined>();
  private readonly controller = new AbortController();
  private stage: Stage = 'starting';
  private size: TerminalSize = { rows: 24, columns: 80 };
  private process: TerminalProcess | undefined;
  private typedAhead = '';
  private exitCode: number | undefined;

  readonly onDidWrite = this.writes.event;
  readonly onDidClose = this.closes.event;

  constructor(private readonly plan: TerminalPlan) {}

  open(dimensions: TerminalSize | undefined): void {
    if (dimensions) this.size = dimensions;
    void this.run();
  }

  setDimensions(dimensions: TerminalSize): void {
    this.size = { rows: dimensions.rows, columns: dimensions.columns };
    this.resize();
  }

  handleInput(input: string): void {
    if (this.stage === 'ended') {
      if (!sentByItself.test(input)) this.finish();
    } else if (this.process) this.process.session.write(input);
    else this.typedAhead += input;
  }

  close(): void {
    const running = this.stage === 'running' ? this.process : undefined;
    this.stage = 'closed';
    this.controller.abort();
    if (running) void this.end(running);
  }

  private async run(): Promise<void> {
    try {
      const process = await this.plan.start(this.size, this.controller.signal);
      if (this.stage === 'closed') return await this.end(process);
      this.begin(process);
      await this.show(process.session);
      const exitCode = await process.session.exitCode();
      process.session.dispose();
      await this.part(exitCode);
    } catch (error) {
      this.fail(error);
    }
  }

  private begin(process: TerminalProcess): void {
    this.stage = 'running';
    this.process = process;
    this.resize();
    if (this.typedAhead) process.session.write(this.typedAhead);
  }

  private async show({ output }: ProcessSession): Promise<void> {
    const decoder = new TextDecoder();
    let room = burst;
    for await (const { data } of output) {
      this.writes.fire(decoder.decode(data, { stream: true }));
      room -= data.length;
      if (room > 0) continue;
      room = burst;
      await delay(pause);
    }
  }

  private async part(exitCode: number | undefined): Promise<void> {
    if (this.stage === 'closed') return;
    this.stage = 'ended';
    this.exitCode = exitCode;
    const words = await this.plan.farewell(exitCode);
    if (words === undefined) this.finish();
    else this.say(words);
  }

  private fail(error: unknown): void {
    this.process?.session.dispose();
    // What a closed terminal's stream throws is its own end.
    if (this.stage === 'closed') return;
    this.stage = 'ended';
    this.say(this.plan.explain(error));
  }

  private finish(): void {
    this.stage = 'closed';
    this.closes.fire(this.exitCode);
  }

  private say(words: string): void {
    const line = `${words} ${l10n.t('Press any key to close the terminal.')}`;
    this.writes.fire(`\r\n\x1b[2m${line.replaceAll('\n', '\r\n')}\x1b[0m\r\n`);
  }

  private resize(): void {
    if (this.stage !== 'running') return;
    this.process?.session.resize(this.size).catch((error) => this.plan.log('A terminal could not be resized', error));
  }

  private async end(process: TerminalProcess): Promise<void> {
    try {
      await process.end();
    } catch (error) {
      this.plan.log('The process of a closed terminal could not be ended', error);
    } finally {
      process.session.dispose();
    }
  }
}
