import { delay, inTime } from '../base/async.js';
import type { Disposable } from '../base/disposable.js';
import { EngineError, type EngineErrorReason } from '../engine/errors.js';
import type { LogOptions, OutputChunk } from '../engine/models.js';
import { Lag } from './lag.js';
import { LineReader, type LogLine, timeOf } from './lines.js';
import { Place } from './place.js';

/** What a follower of a log needs of an engine. */
export interface LogSource {
  read(id: string, options: LogOptions, signal: AbortSignal): AsyncIterable<OutputChunk>;
  /** Undefined when the container is gone. */
  run(id: string, signal: AbortSignal): Promise<ContainerRun | undefined>;
  /** Begins to notice changes of the container and of the connection. */
  watch(id: string): ChangeWatch;
}

/** The present or last run of a container. */
export interface ContainerRun {
  readonly running: boolean;
  /** As the engine writes it, another text meaning another run; empty when it has never been started. */
  readonly startedAt: string;
  readonly exitCode?: number;
}

export interface ChangeWatch extends Disposable {
  /** Resolves when something has changed since the watch began or since the last call. */
  next(signal: AbortSignal): Promise<void>;
}

export type LogEvent =
  /** `old` lines were written before the log was opened: a finite number that must not be dropped. */
  | { readonly kind: 'lines'; readonly lines: readonly LogLine[]; readonly old: boolean }
  /** A run began after the first look; `again` unless it is the container's first. */
  | { readonly kind: 'started'; readonly again: boolean }
  | { readonly kind: 'stopped'; readonly exitCode?: number }
  | { readonly kind: 'neverStarted' }
  /** So much is written that reading fell this many seconds behind; the log goes on with what is written now. */
  | { readonly kind: 'skipped'; readonly seconds: number }
  /** The engine went away; the log goes on when it is back. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'removed' };

export interface FollowOptions {
  /** Number of last lines to begin with, or every line when absent. */
  readonly tail?: number;
  /** `seconds.nanoseconds` since 1970. */
  readonly since?: string;
}

/** Reopening asks for no more lines than this: engines search a log quickly from its end, slowly from its start. */
const resumeTail = 100_000;
/** Lines to go on with after reading fell behind. */
const skipTail = 1000;
/** Milliseconds before a log that ended while its container runs is opened again, and between looks for a lost engine. */
const reopenDelay = 300;
const retryDelay = 2000;

/**
 * A container's log for as long as somebody reads it, over restarts of the container and of the engine, without a gap
 * and without a line twice; ends when the container is removed. The signal ends it with an AbortError.
 */
export async function* followLog(
  source: LogSource,
  id: string,
  options: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<LogEvent> {
  const position = { place: new Place(), lag: new Lag() };
  let run = await source.run(id, signal);
  let tail = resumeTail;
  while (run) {
    const end = yield* readToEnd(source, id, readOptions(options, position.place, tail), position, signal);
    tail = end === 'behind' ? skipTail : resumeTail;
    if (end === 'behind') continue;
    if (end === 'lost') yield { kind: 'lost' };
    const next: ContainerRun | undefined =
      end === 'lost' ? await runAfterLoss(source, id, signal) : yield* nextRun(source, id, run, signal);
    if (next && next.startedAt !== run.startedAt) yield { kind: 'started', again: run.startedAt !== '' };
    run = next;
  }
  yield { kind: 'removed' };
}

function readOptions(options: FollowOptions, { since }: Place, tail: number): LogOptions {
  const from = since === undefined ? options : { since, tail };
  return { ...from, follow: true, timestamps: true };
}

interface Position {
  readonly place: Place;
  readonly lag: Lag;
}

/** Why reading ended: the stream did, the engine went away, or so much is written that there is no keeping up. */
type End = 'ended' | 'lost' | 'behind';

async function* readToEnd(
  source: LogSource,
  id: string,
  options: LogOptions,
  { place, lag }: Position,
  signal: AbortSignal,
): AsyncGenerator<LogEvent, End> {
  const reader = new LineReader();
  const isOld = ageCheck(options.tail);
  place.reopen();
  try {
    for await (const chunk of source.read(id, options, signal)) {
      const lines = place.advance(reader.push(chunk));
      if (lines.length === 0) continue;
      const old = isOld(lines);
      yield { kind: 'lines', lines, old };
      const seconds = old ? 0 : lag.secondsBehind(lines);
      if (seconds === 0) continue;
      yield { kind: 'skipped', seconds };
      return 'behind';
    }
  } catch (error) {
    if (EngineError.is(error, 'notFound')) return 'ended';
    if (!isLoss(error)) throw error;
    return 'lost';
  }
  const rest = place.advance(reader.end());
  if (rest.length > 0) yield { kind: 'lines', lines: rest, old: isOld(rest) };
  return 'ended';
}

/** Waits for more to read: the run went on after a hiccup, or there was another; undefined when the container is gone. */
async function* nextRun(
  source: LogSource,
  id: string,
  last: ContainerRun,
  signal: AbortSignal,
): AsyncGenerator<LogEvent, ContainerRun | undefined> {
  const watch = source.watch(id);
  let isSaid = false;
  try {
    for (;;) {
      const run = await reachableRun(source, id, watch, signal);
      if (!run || run.startedAt !== last.startedAt) return run;
      if (run.running) {
        await delay(reopenDelay, signal);
        return run;
      }
      if (!isSaid) yield endOf(run);
      isSaid = true;
      await watch.next(signal);
    }
  } finally {
    watch.dispose();
  }
}

/** Whatever became of the container meanwhile, what its log has gained is read next. */
async function runAfterLoss(source: LogSource, id: string, signal: AbortSignal): Promise<ContainerRun | undefined> {
  const watch = source.watch(id);
  try {
    const run = await reachableRun(source, id, watch, signal);
    await delay(reopenDelay, signal);
    return run;
  } finally {
    watch.dispose();
  }
}

function endOf({ startedAt, exitCode }: ContainerRun): LogEvent {
  if (startedAt === '') return { kind: 'neverStarted' };
  return exitCode === undefined ? { kind: 'stopped' } : { kind: 'stopped', exitCode };
}

/** The container's run as soon as the engine can be asked. */
async function reachableRun(
  source: LogSource,
  id: string,
  watch: ChangeWatch,
  signal: AbortSignal,
): Promise<ContainerRun | undefined> {
  for (;;) {
    try {
      return await source.run(id, signal);
    } catch (error) {
      if (!isLoss(error)) throw error;
    }
    const look = new AbortController();
    await inTime(watch.next(AbortSignal.any([signal, look.signal])), retryDelay);
    look.abort();
  }
}

/** An engine answered when the log was opened: what seems to be none now is one that ends or starts. */
const losses = new Set<EngineErrorReason>([
  'notAnEngine',
  'connectionLost',
  'connectionRefused',
  'socketMissing',
  'hostNotFound',
  'silent',
  'sshFailed',
]);

function isLoss(error: unknown): boolean {
  return EngineError.is(error) && losses.has(error.reason);
}

/** Tells lines that were there when the log was opened, by their number or by their time to the second. */
function ageCheck(tail: number | undefined): (lines: readonly LogLine[]) => boolean {
  const opened = new Date().toISOString().slice(0, 19);
  let left = tail ?? 0;
  let isPast = true;
  return (lines) => {
    const [first] = lines;
    if (isPast && first) isPast = timeOf(first) !== '' && timeOf(first).slice(0, 19) < opened;
    left -= lines.length;
    return isPast || left + lines.length > 0;
  };
}
