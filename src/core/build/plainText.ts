import { StringDecoder } from 'node:string_decoder';
import * as l10n from '@vscode/l10n';
import { formatBytes } from '../base/format.js';
import type { BuildEvent } from './events.js';

interface Step {
  readonly number: number;
  readonly name: string;
  /** Of its latest run: BuildKit may take up a step again. */
  started: number;
  ended: boolean;
  readonly outputs: Map<string, OutputLines>;
}

const maxLineLength = 64 * 1024;

/** Renders events as BuildKit's `--progress=plain` does, without colours: `#5 0.312 text`, `#5 DONE 1.2s`. */
export class PlainText {
  private readonly steps = new Map<string, Step>();
  private last: Step | undefined;

  /** The lines that a batch of events adds, each with its line end; empty when there are none. */
  render(events: Iterable<BuildEvent>): string {
    const lines = [...events].flatMap((event) => this.linesOf(event));
    return lines.map((line) => `${line}\n`).join('');
  }

  private linesOf(event: BuildEvent): string[] {
    switch (event.type) {
      case 'stepStarted':
        return this.start(event.step, event.name, event.time);
      case 'stepFinished':
        return this.end(event.step, (seconds) => (event.cached ? 'CACHED' : `DONE ${seconds}s`), event.time);
      case 'stepCanceled':
        return this.end(event.step, () => 'CANCELED', event.time);
      case 'stepFailed':
        return this.end(event.step, () => `ERROR: ${event.message}`, event.time);
      case 'log':
        return this.log(event);
      case 'transfer': {
        const amount = event.current > 0 ? ` ${formatBytes(event.current)}` : '';
        return event.done
          ? this.about(event.step, [`${event.name}${amount} ${seconds(event.milliseconds)}s done`])
          : [];
      }
      case 'warning':
        return ['', `WARNING: ${[event.message, event.detail, event.url].filter(Boolean).join('\n  ')}`];
      case 'built':
        return ['', l10n.t('Built {0}', event.imageId)];
      case 'error':
        return ['', `ERROR: ${event.message}`];
    }
  }

  private start(id: string, name: string, started: number): string[] {
    const known = this.steps.get(id);
    if (known) Object.assign(known, { started, ended: false });
    else {
      const number = this.steps.size + 1;
      this.steps.set(id, { number, name: stripControls(name), started, ended: false, outputs: new Map() });
    }
    return this.about(id, []);
  }

  private end(id: string, say: (seconds: string) => string, time: number): string[] {
    const step = this.steps.get(id);
    if (!step) return [];
    const rest = [...step.outputs.values()].flatMap((output) => output.flush());
    const lines = this.about(id, [...this.stamped(step, rest, time), say(seconds(time - step.started))]);
    step.ended = true;
    return lines;
  }

  private log({ step: id, output, data, time }: Extract<BuildEvent, { type: 'log' }>): string[] {
    const step = this.steps.get(id);
    if (!step) return [];
    const known = step.outputs.get(output) ?? new OutputLines();
    step.outputs.set(output, known);
    return this.about(id, this.stamped(step, known.push(data), time));
  }

  private stamped(step: Step, lines: readonly string[], time: number): string[] {
    return lines.map((line) => `${(Math.max(0, time - step.started) / 1000).toFixed(3)} ${line}`);
  }

  /** Lines of one step; says whose they are whenever another step spoke before. */
  private about(id: string, lines: readonly string[]): string[] {
    const step = this.steps.get(id);
    if (!step) return [];
    const prefix = `#${step.number}`;
    const leaving = this.last && !this.last.ended ? [`#${this.last.number} ...`] : [];
    const heading = this.last === step ? [] : [...leaving, ...(this.last ? [''] : []), `${prefix} ${step.name}`];
    this.last = step;
    return [...heading, ...lines.map((line) => `${prefix} ${line}`)];
  }
}

/** Puts bytes together to lines: characters and escape sequences split by chunks stay whole. */
class OutputLines {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  push(data: Uint8Array): string[] {
    const lines = (this.rest + this.decoder.write(Buffer.from(data))).split(/\r\n|\n/);
    this.rest = lines.pop() ?? '';
    if (this.rest.length > maxLineLength) lines.push(...this.flush());
    return lines.map(finishLine);
  }

  flush(): string[] {
    const rest = this.rest + this.decoder.end();
    this.rest = '';
    return rest === '' ? [] : [finishLine(rest)];
  }
}

/** What a terminal would show in the end of a line that was drawn several times over. */
function finishLine(line: string): string {
  return stripControls(line.replace(/\r+$/, '').split('\r').at(-1) ?? '');
}

/** Removes escape sequences (ECMA-48: CSI, OSC and other strings, single functions) and control characters but tabs. */
export function stripControls(text: string): string {
  return text
    .replace(/(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/g, '')
    .replace(/\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?/g, '')
    .replace(/\u001b[ -/]*[0-~]/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

function seconds(milliseconds: number): string {
  return (Math.max(0, milliseconds) / 1000).toFixed(1);
}
