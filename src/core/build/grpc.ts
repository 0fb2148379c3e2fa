import http2, { type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import { type Disposable, toDisposable } from '../base/disposable.js';
import { ReasonError } from '../base/errors.js';
import { drained } from './drained.js';

/**
 * A gRPC server for one connection: BuildKit is the client of the builder's session.
 * Written on node:http2 because @grpc/grpc-js is 423 kB for what these lines do.
 * Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
export interface GrpcCall {
  /** Values of a metadata key in their order. */
  metadata(key: string): readonly string[];
  readonly messages: AsyncIterable<Uint8Array>;
  /** Sends messages in one write; resolves when more may be sent. */
  send(messages: readonly Uint8Array[]): Promise<void>;
}

/** Answers a call; what it throws becomes the call's status. */
export type GrpcMethod = (call: GrpcCall, signal: AbortSignal) => Promise<void>;

const statusCodes = { unknown: 2, notFound: 5, unimplemented: 12 } as const;

export class GrpcError extends ReasonError<keyof typeof statusCodes> {}

/** A method of one request and one answer. */
export function unary(answer: (request: Uint8Array) => Promise<Uint8Array>): GrpcMethod {
  return async (call) => {
    for await (const request of call.messages) return call.send([await answer(request)]);
  };
}

/** Serves `/package.Service/Method` paths until the connection ends or is disposed. */
export function serveGrpc(connection: Duplex, methods: Readonly<Record<string, GrpcMethod>>): Disposable {
  const session: ServerHttp2Session = http2.performServerHandshake(connection);
  const controller = new AbortController();
  const close = toDisposable(() => {
    controller.abort();
    session.destroy();
    connection.destroy();
  });
  session.on(
    'stream',
    (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, _flags: number, rawHeaders: readonly string[]) => {
      void answerCall(stream, headers, rawHeaders, methods, controller.signal);
    },
  );
  // The engine's own answer says what went wrong; a lost session adds nothing.
  session.on('error', () => close.dispose());
  session.on('close', () => close.dispose());
  connection.on('error', () => close.dispose());
  return close;
}

async function answerCall(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  rawHeaders: readonly string[],
  methods: Readonly<Record<string, GrpcMethod>>,
  signal: AbortSignal,
): Promise<void> {
  let trailers: Record<string, string | number> = { 'grpc-status': 0 };
  stream.on('error', () => {});
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  try {
    const method = methods[String(headers[':path'])];
    if (!method) throw new GrpcError('unimplemented');
    await method(callOf(stream, rawHeaders), signal);
  } catch (error) {
    const reason = error instanceof GrpcError ? error.reason : 'unknown';
    const message = encodeURIComponent(error instanceof Error ? error.message : String(error));
    trailers = { 'grpc-status': statusCodes[reason], 'grpc-message': message };
  }
  if (!stream.destroyed) stream.end();
}

function callOf(stream: ServerHttp2Stream, rawHeaders: readonly string[]): GrpcCall {
  return {
    metadata: (key) => rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1] === key),
    messages: readFrames(stream),
    send: (messages) => sendFrames(stream, messages),
  };
}

/** Messages of a stream: a flag byte, four bytes of length, the message. */
async function* readFrames(stream: ServerHttp2Stream): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  // Leaving an ordinary loop over the stream would reset it, which BuildKit takes for a failure.
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let length = frameLength(rest); length <= rest.length; length = frameLength(rest)) {
      yield rest.subarray(5, length);
      rest = rest.subarray(length);
    }
  }
}

function frameLength(bytes: Uint8Array): number {
  if (bytes.length < 5) return Number.POSITIVE_INFINITY;
  return 5 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
}

async function sendFrames(stream: ServerHttp2Stream, messages: readonly Uint8Array[]): Promise<void> {
  if (stream.destroyed) throw new GrpcError('unknown', 'the call has ended');
  if (!stream.write(Buffer.concat(messages.flatMap((message) => [frameHeader(message), message]))))
    await drained(stream);
}

function frameHeader(message: Uint8Array): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(message.length, 1);
  return header;
}
