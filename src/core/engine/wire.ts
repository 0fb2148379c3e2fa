import { setMaxListeners } from 'node:events';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { addAbortSignal, Duplex, type Readable } from 'node:stream';
import { EngineError } from './errors.js';
import { toEngineError } from './wireErrors.js';

/** One call of the Engine API, as its reference writes it. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'HEAD';
  /** Without the version, each variable part escaped by {@link segment}. */
  readonly path: string;
  /** Absent values are left out; a list repeats its key. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly upload?: Readable | Uint8Array;
  readonly headers?: OutgoingHttpHeaders;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds within which the answer must begin, else the error is `silent`. */
  readonly answerWithin?: number;
}

/** docker-modem's entry: calls back with a response, or with a socket when `hijack` was asked and granted. */
export type Dial = (options: DialRequest, callback: (error: unknown, answer: unknown) => void) => void;

export interface DialRequest {
  readonly path: string;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly [option: string]: unknown;
}

/** Escapes an id or an image name for a path; an image name keeps its slashes. */
export function segment(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

const successes = { 101: true, 200: true, 201: true, 202: true, 204: true };

/** Carries calls to an engine and turns what fails into `EngineError`s. */
export class Wire {
  constructor(
    private readonly dial: Dial,
    /** What errors call the other side. */
    readonly address: string,
  ) {}

  /** The parsed answer; undefined when it is empty. */
  async json(request: WireRequest): Promise<unknown> {
    const text = await this.text(request);
    if (text.trim() === '') return undefined;
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new EngineError('notAnEngine', this.address, { cause: error });
    }
  }

  async text(request: WireRequest): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.bytes(await this.open(request), request.signal)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  }

  /** Reads a body to its end, so that its connection can be used again. */
  async drain(body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
    for await (const _ of this.bytes(body, signal));
  }

  /** The answer's body, not yet read. Aborting the signal ends it. */
  async open(request: WireRequest): Promise<IncomingMessage> {
    const response = (await this.call(request, { isStream: true })) as IncomingMessage;
    if (request.signal) addAbortSignal(request.signal, response);
    return response;
  }

  /** Iterates a body; a loss of the connection becomes an `EngineError`. Leaving the loop closes the connection. */
  async *bytes(body: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncIterable<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      throw toEngineError({ error, address: this.address, signal });
    }
  }

  /** The raw connection after an upgrade. Aborting the signal destroys it. */
  async upgrade(request: WireRequest): Promise<Duplex> {
    const socket = await this.call(request, { hijack: true });
    if (!(socket instanceof Duplex)) throw new EngineError('notAnEngine', this.address);
    if (request.signal) addAbortSignal(request.signal, socket);
    return socket;
  }

  private async call(request: WireRequest, mode: Readonly<Record<string, boolean>>): Promise<unknown> {
    // Many calls may share a signal; Node would take their listeners for a leak.
    if (request.signal) setMaxListeners(0, request.signal);
    const deadline = new Deadline(request.answerWithin, request.signal);
    try {
      deadline.signal?.throwIfAborted();
      return await new Promise((resolve, reject) => {
        this.dial({ ...dialOptions(request), ...mode, abortSignal: deadline.signal }, (error, answer) =>
          error ? reject(error) : resolve(answer),
        );
      });
    } catch (error) {
      if (deadline.passed && !request.signal?.aborted) throw new EngineError('silent', this.address);
      throw toEngineError({ error, address: this.address, signal: request.signal });
    } finally {
      deadline.settle();
    }
  }
}

/** Joins a caller's signal with a limit of time; without a limit it is the caller's signal alone. */
class Deadline {
  passed = false;
  readonly signal: AbortSignal | undefined;
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number | undefined, signal: AbortSignal | undefined) {
    this.signal = signal;
    if (milliseconds === undefined) return;
    const controller = new AbortController();
    this.timer = setTimeout(() => {
      this.passed = true;
      controller.abort();
    }, milliseconds);
    this.signal = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
  }

  settle(): void {
    clearTimeout(this.timer);
  }
}

function dialOptions({ method, path, query, body, upload, headers }: WireRequest): DialRequest {
  const present = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  return {
    method,
    path: `${path}?`,
    options: { _query: Object.fromEntries(present), _body: body ?? {} },
    // An upgrade's body must be complete with its headers, or its end would be read as the process's input.
    allowEmpty: body !== undefined,
    statusCodes: successes,
    ...(upload && { file: upload instanceof Uint8Array ? Buffer.from(upload) : upload }),
    headers: headers ?? {},
  };
}
