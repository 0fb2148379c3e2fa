import type { OutputChunk, OutputStream } from '../engine/models.js';

/** One line of a log as bytes, without its line end; decoded only when somebody looks at it. */
export interface LogLine {
  readonly stream: OutputStream;
  readonly bytes: Uint8Array;
  /** False for a piece of a line that goes on, or that was never ended. */
  readonly ended: boolean;
}

const newline = 10;
/** A line that gets this long is handed on in pieces, so that memory stays flat. */
const maxLineBytes = 256 * 1024;

/** Cuts the chunks of a log into lines, each stream on its own. */
export class LineReader {
  private readonly partial: Record<OutputStream, Uint8Array[]> = { stdout: [], stderr: [] };

  /** The lines that a chunk completes, in their order. */
  push({ stream, data }: OutputChunk): LogLine[] {
    const lines: LogLine[] = [];
    let start = 0;
    for (let end = data.indexOf(newline); end >= 0; end = data.indexOf(newline, start)) {
      lines.push({ stream, bytes: this.join(stream, data.subarray(start, end)), ended: true });
      start = end + 1;
    }
    if (start < data.length) this.keep(stream, data.subarray(start), lines);
    return lines;
  }

  /** What is left without a line end. */
  end(): LogLine[] {
    const streams: OutputStream[] = ['stdout', 'stderr'];
    return streams
      .filter((stream) => this.partial[stream].length > 0)
      .map((stream) => ({ stream, bytes: this.join(stream, new Uint8Array()), ended: false }));
  }

  private keep(stream: OutputStream, rest: Uint8Array, lines: LogLine[]): void {
    const parts = this.partial[stream];
    parts.push(rest);
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    if (length >= maxLineBytes) lines.push({ stream, bytes: this.join(stream, new Uint8Array()), ended: false });
  }

  private join(stream: OutputStream, last: Uint8Array): Uint8Array {
    const parts = this.partial[stream];
    if (parts.length === 0) return last;
    this.partial[stream] = [];
    return Buffer.concat([...parts, last]);
  }
}

/** A decoded line; `time` is what the engine wrote before it when timestamps were asked for, else empty. */
export interface LogText {
  readonly time: string;
  readonly text: string;
}

const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) /;
const longestTime = 40;
/**
 * The engine stores long lines in pieces of this many bytes and stamps each.
 * Source: https://github.com/moby/moby/blob/v27.0.0/daemon/logger/copier.go (defaultBufSize)
 */
const pieceBytes = 16 * 1024;

/** The time before a line, as the engine wrote it: `2026-11-20T05:06:07.123456789Z`; empty where there is none. */
export function timeOf({ bytes }: LogLine): string {
  return stampOf(bytes).slice(0, -1);
}

/** Decodes a line that was read with timestamps. */
export function textOf({ bytes }: LogLine): LogText {
  const stamp = stampOf(bytes);
  if (stamp === '') return { time: '', text: decode(bytes) };
  const body = bytes.subarray(stamp.length);
  return { time: stamp.slice(0, -1), text: body.length > pieceBytes ? joinPieces(body) : decode(body) };
}

function joinPieces(bytes: Uint8Array): string {
  const pieces: Uint8Array[] = [];
  let rest = bytes;
  while (rest.length > pieceBytes) {
    const next = rest.subarray(pieceBytes);
    pieces.push(rest.subarray(0, pieceBytes));
    rest = next.subarray(stampOf(next).length);
  }
  return decode(Buffer.concat([...pieces, rest]));
}

function stampOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, longestTime)).toString('latin1');
  return timePattern.exec(head)?.[0] ?? '';
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
