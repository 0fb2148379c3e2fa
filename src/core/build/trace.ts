import type { BuildEvent, BuildWarning, StepPosition } from './events.js';
import { type Field, fieldText, readFields } from './protobuf.js';

/**
 * Turns BuildKit's status messages (`moby.buildkit.trace` lines) into events.
 * Source: https://github.com/moby/buildkit/blob/master/api/services/control/control.proto (StatusResponse)
 */
export class TraceDecoder {
  /** What was told of each step; BuildKit repeats its steps as they grow. */
  private readonly steps = new Map<string, 'running' | 'ended'>();
  private readonly doneTransfers = new Set<string>();

  /**
   * A step's start, output and end stand together in the result, in this order.
   * @throws RangeError when the message is cut short
   */
  decode(message: Uint8Array): BuildEvent[] {
    const fields = [...readFields(message)].sort((a, b) => a.number - b.number);
    const starts: BuildEvent[] = [];
    const ends = fields.flatMap((field) => (field.number === 1 ? this.vertex(field.bytes, starts) : []));
    const output = fields.flatMap((field): BuildEvent[] => {
      if (field.number === 2) return [...this.transfer(field.bytes)];
      if (field.number === 3) return [logOf(field.bytes)];
      return field.number === 4 ? [warningOf(field.bytes)] : [];
    });
    return groupBySteps([...starts, ...output, ...ends]);
  }

  /** Adds a step's start to `events` and returns its end. */
  private vertex(message: Uint8Array, events: BuildEvent[]): BuildEvent[] {
    const vertex = readVertex(message);
    const { step, name, started, completed } = vertex;
    if (started === 0 && !vertex.cached && vertex.error === '') return [];
    const ended = completed > 0 || vertex.error !== '';
    const known = this.steps.get(step);
    if (known === 'ended' && ended) return [];
    if (known !== 'running') {
      const position = stepPosition(name);
      events.push({ type: 'stepStarted', step, name, ...(position && { position }), time: started });
    }
    this.steps.set(step, ended ? 'ended' : 'running');
    return ended ? [endOf(vertex)] : [];
  }

  private *transfer(message: Uint8Array): Generator<BuildEvent> {
    const status = { name: '', step: '', current: 0, total: 0, timestamp: 0, started: 0, completed: 0 };
    for (const field of readFields(message)) {
      if (field.number === 1) status.name = fieldText(field);
      else if (field.number === 2) status.step = fieldText(field);
      else if (field.number === 4) status.current = Number(field.varint);
      else if (field.number === 5) status.total = Number(field.varint);
      else if (field.number === 6) status.timestamp = timeOf(field);
      else if (field.number === 7) status.started = timeOf(field);
      else if (field.number === 8) status.completed = timeOf(field);
    }
    const { step, name, current, total, completed } = status;
    const key = `${step} ${name}`;
    if (this.doneTransfers.has(key)) return;
    if (completed > 0) this.doneTransfers.add(key);
    const milliseconds = Math.max(0, (completed || status.timestamp) - status.started);
    yield { type: 'transfer', step, name, current, total, milliseconds, done: completed > 0 };
  }
}

function groupBySteps(events: readonly BuildEvent[]): BuildEvent[] {
  const groups = new Map<string, BuildEvent[]>();
  for (const event of events) {
    const step = 'step' in event ? event.step : '';
    const group = groups.get(step);
    if (group) group.push(event);
    else groups.set(step, [event]);
  }
  return [...groups.values()].flat();
}

function readVertex(message: Uint8Array) {
  const vertex = { step: '', name: '', cached: false, error: '', started: 0, completed: 0 };
  for (const field of readFields(message)) {
    if (field.number === 1) vertex.step = fieldText(field);
    else if (field.number === 3) vertex.name = fieldText(field);
    else if (field.number === 4) vertex.cached = field.varint !== 0n;
    else if (field.number === 5) vertex.started = timeOf(field);
    else if (field.number === 6) vertex.completed = timeOf(field);
    else if (field.number === 7) vertex.error = fieldText(field);
  }
  return vertex;
}

function endOf(vertex: { step: string; cached: boolean; error: string; completed: number }): BuildEvent {
  const { step, cached, error: message, completed: time } = vertex;
  if (message === '') return { type: 'stepFinished', step, cached, time };
  // A step that BuildKit stopped because another one failed; the words are all the trace has.
  if (message.endsWith('context canceled')) return { type: 'stepCanceled', step, time };
  return { type: 'stepFailed', step, message, time };
}

function logOf(message: Uint8Array): BuildEvent {
  const log = { step: '', stream: 0, time: 0, data: new Uint8Array(0) as Uint8Array };
  for (const field of readFields(message)) {
    if (field.number === 1) log.step = fieldText(field);
    else if (field.number === 2) log.time = timeOf(field);
    else if (field.number === 3) log.stream = Number(field.varint);
    else if (field.number === 4) log.data = field.bytes;
  }
  const { step, time, data } = log;
  return { type: 'log', step, output: log.stream === 2 ? 'stderr' : 'stdout', data, time };
}

function warningOf(bytes: Uint8Array): BuildEvent {
  let message = '';
  const detail: string[] = [];
  const rest: { url?: string; lines?: NonNullable<BuildWarning['lines']> } = {};
  for (const field of readFields(bytes)) {
    if (field.number === 3) message = fieldText(field);
    else if (field.number === 4) detail.push(fieldText(field));
    else if (field.number === 5 && field.bytes.length > 0) rest.url = fieldText(field);
    else if (field.number === 7) rest.lines ??= linesOf(field.bytes);
  }
  return { type: 'warning', message, detail: detail.join('\n'), ...rest };
}

/** Of a `pb.Range`: the lines of its two positions. */
function linesOf(range: Uint8Array): { start: number; end: number } {
  const lineOf = (number: number) => {
    const position = [...readFields(range)].find((field) => field.number === number);
    const line = position && [...readFields(position.bytes)].find((field) => field.number === 1);
    return Number(line?.varint ?? 0n);
  };
  return { start: lineOf(1), end: lineOf(2) };
}

/** Reads `[linux/amd64 build  2/12] RUN …`: the number may be padded, the stage absent. */
export function stepPosition(name: string): StepPosition | undefined {
  const match = /^\[(?:([^\]]*?)\s+|\s*)(\d+)\/(\d+)\] /.exec(name);
  if (!match) return undefined;
  const stage = match[1]?.split(' ').at(-1);
  return { counts: 'layers', ...(stage && { stage }), index: Number(match[2]), total: Number(match[3]) };
}

/** Milliseconds of a `google.protobuf.Timestamp`. */
function timeOf(field: Field): number {
  let time = 0;
  for (const part of readFields(field.bytes)) {
    if (part.number === 1) time += Number(part.varint) * 1000;
    else if (part.number === 2) time += Number(part.varint) / 1e6;
  }
  return time;
}
