import type { Duplex, Readable } from 'node:stream';
import type { Disposable } from '../base/disposable.js';
import type { Endpoint } from './endpoint.js';
import type {
  Container,
  ContainerSpec,
  EngineEvent,
  EngineVersion,
  ExecSpec,
  Image,
  ImageRemoval,
  InspectJson,
  LogOptions,
  OutputChunk,
  RegistryAuth,
  TerminalSize,
  TransferProgress,
} from './models.js';

/**
 * A container engine, as callers need it. Every call throws an `EngineError` (errors.ts) or an AbortError.
 * Source of the semantics: https://docs.docker.com/reference/api/engine/
 */
export interface Engine extends Disposable {
  readonly endpoint: Endpoint;
  /** Cheapest proof of life, over a connection of its own; the first one settles the API version that calls use. */
  ping(signal?: AbortSignal): Promise<void>;
  /** Asks once and remembers. */
  version(signal?: AbortSignal): Promise<EngineVersion>;
  info(signal?: AbortSignal): Promise<InspectJson>;
  /**
   * Follows events until aborted. Resolves when the subscription is in force, so that a list made after it misses
   * nothing; the iteration throws `connectionLost` when the engine goes away.
   */
  events(signal: AbortSignal): Promise<AsyncIterable<EngineEvent>>;
  readonly containers: ContainerEngine;
  readonly images: ImageEngine;
  readonly build: BuildEngine;
}

export interface ContainerEngine {
  /**
   * Every container, stopped ones too, or those of the full `ids` that are still there.
   * A row that cannot be read carries a `problem`. `sizes` is slow on big engines.
   */
  list(
    options?: { readonly sizes?: boolean; readonly ids?: readonly string[] },
    signal?: AbortSignal,
  ): Promise<Container[]>;
  /** The list row of one container, undefined when it is gone. */
  find(id: string, signal?: AbortSignal): Promise<Container | undefined>;
  inspect(id: string, signal?: AbortSignal): Promise<InspectJson>;
  create(spec: ContainerSpec, signal?: AbortSignal): Promise<{ id: string; warnings: readonly string[] }>;
  /** Makes a container of a body as the API reference writes it, with all that a spec does not offer. */
  createFrom(
    name: string,
    body: InspectJson,
    signal?: AbortSignal,
  ): Promise<{ id: string; warnings: readonly string[] }>;
  /** Joins a network; `endpoint` holds the API's `EndpointSettings`. */
  connect(id: string, network: string, endpoint: InspectJson, signal?: AbortSignal): Promise<void>;
  start(id: string, signal?: AbortSignal): Promise<void>;
  /** Grace period in seconds; the container's own when absent. */
  stop(id: string, options?: { readonly graceSeconds?: number }, signal?: AbortSignal): Promise<void>;
  restart(id: string, signal?: AbortSignal): Promise<void>;
  pause(id: string, signal?: AbortSignal): Promise<void>;
  unpause(id: string, signal?: AbortSignal): Promise<void>;
  kill(id: string, unixSignal?: string, signal?: AbortSignal): Promise<void>;
  rename(id: string, name: string, signal?: AbortSignal): Promise<void>;
  remove(
    id: string,
    options?: { readonly force?: boolean; readonly volumes?: boolean },
    signal?: AbortSignal,
  ): Promise<void>;
  /** Resolves with the exit code when the container stops. */
  wait(id: string, signal?: AbortSignal): Promise<number>;
  logs(id: string, options: LogOptions, signal?: AbortSignal): AsyncIterable<OutputChunk>;
  /** Starts a process in a running container. */
  exec(id: string, spec: ExecSpec, signal?: AbortSignal): Promise<ProcessSession>;
  /** Connects to the container's first process; start the container after it so that no output is lost. */
  attach(id: string, options: { readonly tty: boolean }, signal?: AbortSignal): Promise<ProcessSession>;
}

/** A process with its terminal or pipes. */
export interface ProcessSession extends Disposable {
  /** Ends when the process's output ends. */
  readonly output: AsyncIterable<OutputChunk>;
  write(data: string | Uint8Array): void;
  /** Closes standard input; output continues. */
  endInput(): void;
  resize(size: TerminalSize): Promise<void>;
  /** Undefined while unknown. Ask after the output has ended. */
  exitCode(): Promise<number | undefined>;
}

export interface ImageEngine {
  list(signal?: AbortSignal): Promise<Image[]>;
  find(id: string, signal?: AbortSignal): Promise<Image | undefined>;
  inspect(reference: string, signal?: AbortSignal): Promise<InspectJson>;
  history(reference: string, signal?: AbortSignal): Promise<readonly InspectJson[]>;
  /** `repository` without a tag. */
  tag(reference: string, repository: string, tag: string, signal?: AbortSignal): Promise<void>;
  /** Without `force`, a tag of several is only untagged. */
  remove(reference: string, options?: { readonly force?: boolean }, signal?: AbortSignal): Promise<ImageRemoval>;
  pull(
    reference: string,
    options: { readonly auth?: RegistryAuth; readonly platform?: string },
    signal?: AbortSignal,
  ): AsyncIterable<TransferProgress>;
  /** `reference` with its tag: without one the engine would push all tags. */
  push(
    reference: string,
    options: { readonly auth?: RegistryAuth },
    signal?: AbortSignal,
  ): AsyncIterable<TransferProgress>;
}

/** The engine's raw build endpoints; `core/build` speaks BuildKit's and the classic builder's protocols over them. */
export interface BuildEngine {
  /** `POST /build`; resolves when the answer's headers are in, the stream is the body. A list repeats its key (`t`). */
  build(
    query: Readonly<Record<string, string | readonly string[]>>,
    body: Readable | Uint8Array,
    options?: { readonly headers?: Readonly<Record<string, string>> },
    signal?: AbortSignal,
  ): Promise<Readable>;
  /** `POST /session` or `POST /grpc` upgraded to h2c: the raw connection. */
  upgrade(
    path: '/session' | '/grpc',
    headers: Readonly<Record<string, string | readonly string[]>>,
    signal?: AbortSignal,
  ): Promise<Duplex>;
}
