import * as l10n from '@vscode/l10n';
import { type OutputChannel, window } from 'vscode';
import type { Disposable } from '../../core/base/disposable.js';
import type { BuildEvent } from '../../core/build/events.js';
import { PlainText } from '../../core/build/plainText.js';

const flushEvery = 50;

/** The output channel of all builds; made when the first one comes. */
export class BuildOutput implements Disposable {
  private channel: OutputChannel | undefined;
  private readonly running = new Set<BuildLog>();

  /** Opens a build's log; while several run, each line says whose it is. */
  open(label: string, heading: readonly string[]): BuildLog {
    this.channel ??= window.createOutputChannel(`Longshore: ${l10n.t('Build')}`);
    const { channel } = this;
    const log = new BuildLog((text) => channel.append(this.running.size > 1 ? withLabel(text, label) : text));
    this.running.add(log);
    log.onEnd = () => this.running.delete(log);
    log.write([...heading, '']);
    this.show();
    return log;
  }

  /** Reveals the channel; the focus stays where it is. */
  show(): void {
    this.channel?.show(true);
  }

  dispose(): void {
    for (const log of this.running) log.end();
    this.channel?.dispose();
  }
}

/** Writes one build's events as text, many of them in one go: each append costs a message to the window. */
export class BuildLog {
  onEnd: () => void = () => {};
  private readonly text = new PlainText();
  private pending = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly append: (text: string) => void) {}

  add(event: BuildEvent): void {
    this.push(this.text.render([event]));
  }

  write(lines: readonly string[]): void {
    this.push(lines.map((line) => `${line}\n`).join(''));
  }

  end(): void {
    this.flush();
    this.onEnd();
  }

  private push(text: string): void {
    if (text === '') return;
    this.pending += text;
    this.timer ??= setTimeout(() => this.flush(), flushEvery);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.pending !== '') this.append(this.pending);
    this.pending = '';
  }
}

function withLabel(text: string, label: string): string {
  return text.replace(/^(?=.)/gm, `[${label}] `);
}
