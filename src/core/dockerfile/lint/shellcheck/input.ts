import { Lines } from '../../lines.js';
import type { Span } from '../../mappedText.js';
import type { Range } from '../../range.js';
import type { ShellScript } from '../rules/shell/shellScripts.js';
import type { ShellcheckSpan } from './comments.js';

/** A part of the text that stands in the file, too. */
interface Segment extends Span {
  readonly rangeOf: (span: Span) => Range;
}

/**
 * What says nothing about a RUN: line ends of the file, files that only the build has, ash being checked as dash.
 * SC2002 (a cat too many), SC2236 and SC2237 (`! -n` and `! -z`) are off in ShellCheck 0.11 and in the hadolint that
 * has it; older ones still tell them.
 */
const excluded = 'SC1017,SC1090,SC1091,SC2002,SC2187,SC2236,SC2237';

/** A script as ShellCheck is given it, and the way back from its places to those of the file. */
export class ShellcheckInput {
  readonly shell: string;
  /** Variables of ENV and ARG, exported on a line of their own, then the script with its here-documents. */
  readonly text: string;
  readonly #segments: readonly Segment[];
  #lines: Lines | undefined;

  constructor(script: ShellScript) {
    this.shell = script.shell;
    const { text, segments } = assemble(script);
    this.text = text;
    this.#segments = segments;
  }

  /** The same for scripts of which ShellCheck says the same. */
  get key(): string {
    return `${this.shell}\n${this.text}`;
  }

  /** The command line before the names of files. */
  get args(): readonly string[] {
    return ['--norc', '--format=json1', `--shell=${this.shell}`, `--exclude=${excluded}`];
  }

  /** The place in the file, at the latest the script's end; undefined for what was only put around the script. */
  rangeOf(place: ShellcheckSpan): Range | undefined {
    const start = Math.min(this.#offset(place.line, place.column), this.#segments.at(-1)?.end ?? 0);
    const segment = this.#segments.find((candidate) => start >= candidate.start && start <= candidate.end);
    if (!segment) return undefined;
    const end = Math.min(Math.max(this.#offset(place.endLine, place.endColumn), start), segment.end);
    return segment.rangeOf({ start: start - segment.start, end: end - segment.start });
  }

  #offset(line: number, column: number): number {
    this.#lines ??= new Lines(this.text);
    const text = this.#lines.textOf(line - 1);
    let at = 0;
    for (let points = 1; points < column && at < text.length; points++)
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    return this.#lines.start(line - 1) + at;
  }
}

/** An own first line with `#!` stays the first. */
function assemble({ script, instruction, env }: ShellScript): { text: string; segments: Segment[] } {
  const names = [...env].filter((name) => /^[A-Za-z_]\w*$/.test(name));
  const first = script.list.start;
  const shebang = /^#!.*\n?/.exec(script.text.slice(first))?.[0].length ?? 0;
  const segments: Segment[] = [];
  let text = '';
  const add = (part: string, rangeOf: Segment['rangeOf']) => {
    segments.push({ start: text.length, end: text.length + part.length, rangeOf });
    text += part;
  };
  const addScript = (from: number, to?: number) =>
    add(script.text.slice(from, to), ({ start, end }) =>
      script.rangeOf(instruction, { start: start + from, end: end + from }),
    );
  if (shebang > 0) addScript(first, first + shebang);
  text += `export ${names.map((name) => `${name}=1`).join(' ')}\n`;
  addScript(first + shebang);
  for (const { body, name } of script.form === 'shell' ? instruction.heredocs : []) {
    text += '\n';
    add(body.text, (span) => instruction.rangeIn(body, span));
    text += name;
  }
  return { text: `${text}\n`, segments };
}
