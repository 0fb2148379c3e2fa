import Dockerode from 'dockerode';
import { abortable } from '../base/async.js';
import { jsonLines } from '../base/jsonLines.js';
import { agreeByHeader, readVersion } from './apiVersion.js';
import { buildCalls } from './buildCalls.js';
import { containerCalls, inspectJson } from './containerCalls.js';
import { type Endpoint, formatEndpoint } from './endpoint.js';
import type { BuildEngine, ContainerEngine, Engine, ImageEngine } from './engine.js';
import { EngineError } from './errors.js';
import { imageCalls } from './imageCalls.js';
import type { EngineEvent, EngineVersion, InspectJson } from './models.js';
import { normalizeEvent } from './normalize.js';
import { TransportAgent } from './transport.js';
import { type Dial, Wire } from './wire.js';

export interface EngineOptions {
  /** Milliseconds that a silent engine gets for its first answer. */
  readonly answerWithin?: number;
  /** The API version of calls, in place of the newest that both sides speak. */
  readonly pinned?: string | undefined;
  /** Go with every call. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A Docker Engine (or Podman's Docker-compatible API) at one endpoint, over dockerode's HTTP client. */
export class DockerodeEngine implements Engine {
  readonly containers: ContainerEngine;
  readonly images: ImageEngine;
  readonly build: BuildEngine;
  private readonly agent: TransportAgent;
  /** Speaks paths without a version: what must work before the version is known, and proves that the engine lives. */
  private readonly plain: Wire;
  private readonly wire: Wire;
  private readonly answerWithin: number;
  private readonly pinned: string | undefined;
  /** The API version of calls. */
  private agreed: string | undefined;
  private known: Promise<EngineVersion> | undefined;

  constructor(
    readonly endpoint: Endpoint,
    { answerWithin = 10_000, pinned, headers = {} }: EngineOptions = {},
  ) {
    this.agent = new TransportAgent(endpoint);
    this.answerWithin = answerWithin;
    this.pinned = pinned;
    const address = formatEndpoint(endpoint);
    const proof = endpoint.kind === 'ssh' ? this.agent : new TransportAgent(endpoint, { fresh: true });
    const basePath = endpoint.kind === 'tcp' ? endpoint.basePath : undefined;
    this.plain = new Wire(modemDial(proof, headers, basePath), address);
    const dial = modemDial(this.agent, headers, basePath);
    this.wire = new Wire((options, callback) => this.dialVersioned(dial, options, callback), address);
    this.containers = containerCalls(this.wire);
    this.images = imageCalls(this.wire);
    this.build = buildCalls(this.wire);
  }

  async ping(signal?: AbortSignal): Promise<void> {
    const request = { method: 'GET', path: '/_ping', signal, answerWithin: this.answerWithin } as const;
    try {
      const answer = await this.plain.open(request);
      await this.plain.drain(answer, signal);
      if (!this.pinned) this.agreed = agreeByHeader(answer.headers['api-version']) ?? this.agreed;
    } catch (error) {
      throw this.agreed ? error : this.estranged(error);
    }
  }

  version(signal?: AbortSignal): Promise<EngineVersion> {
    this.known ??= this.askVersion().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return abortable(this.known, signal);
  }

  async info(signal?: AbortSignal): Promise<InspectJson> {
    return inspectJson(await this.wire.json({ method: 'GET', path: '/info', signal }), this.wire.address);
  }

  async events(signal: AbortSignal): Promise<AsyncIterable<EngineEvent>> {
    const body = await this.wire.open({ method: 'GET', path: '/events', signal });
    return this.readEvents(this.wire.bytes(body, signal));
  }

  dispose(): void {
    this.agent.retire();
  }

  private async *readEvents(bytes: AsyncIterable<Uint8Array>): AsyncIterable<EngineEvent> {
    for await (const line of jsonLines(bytes)) {
      const event = normalizeEvent(line);
      if (event) yield event;
    }
    throw new EngineError('connectionLost', this.wire.address);
  }

  private async askVersion(): Promise<EngineVersion> {
    const request = { method: 'GET', path: '/version', answerWithin: this.answerWithin } as const;
    const json = await this.plain.json(request).catch((error: unknown) => {
      throw this.estranged(error);
    });
    return readVersion(json, this.plain.address, this.pinned);
  }

  /** At first contact, what no engine answers means that there is none. */
  private estranged(error: unknown): unknown {
    const isStrange = EngineError.is(error, 'notFound', 'badRequest', 'engineFailed', 'unauthorized', 'connectionLost');
    return isStrange ? new EngineError('notAnEngine', this.plain.address, { cause: error }) : error;
  }

  private async agreedVersion(): Promise<string> {
    if (!this.agreed) await this.ping();
    this.agreed ??= (await this.version()).negotiated;
    return this.agreed;
  }

  private dialVersioned(dial: Dial, options: Parameters<Dial>[0], callback: Parameters<Dial>[1]): void {
    this.agreedVersion().then(
      (version) => dial({ ...options, path: `/v${version}${options.path}` }, callback),
      (error: unknown) => callback(error, undefined),
    );
  }
}

/** dockerode reads the environment even when told everything, and lets a bad DOCKER_HOST throw or win. */
function modemDial(agent: TransportAgent, headers: Readonly<Record<string, string>>, basePath = ''): Dial {
  const { DOCKER_HOST: hidden } = process.env;
  delete process.env['DOCKER_HOST'];
  try {
    const options = { socketPath: '/', host: null, port: null, protocol: 'http', agent };
    const { modem } = new Dockerode(options as unknown as Dockerode.DockerOptions);
    return (request, callback) => {
      const path = `${basePath}${request.path}`;
      modem.dial({ ...request, path, headers: { ...headers, ...request.headers } }, callback);
    };
  } finally {
    if (hidden !== undefined) process.env['DOCKER_HOST'] = hidden;
  }
}
