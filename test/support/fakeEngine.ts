/** A Docker Engine in the test's own process: HTTP on a unix socket in a temporary folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { routes } from './fakeEngineRoutes.js';
import { FakeEngineState, FakeRefusal, sendJson } from './fakeEngineState.js';

export interface FakeEngineOptions {
  readonly apiVersion?: string;
  readonly minApiVersion?: string;
  /** Requests without a version are what real engines always take. */
  readonly product?: 'docker' | 'podman';
}

/** One request as its handler sees it. */
export interface FakeCall {
  readonly engine: FakeEngine;
  readonly state: FakeEngineState;
  /** The variable parts of the path. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  body(): Promise<Record<string, unknown>>;
}

/** Takes a request over; true when it has dealt with it. */
export type Interception = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

export class FakeEngine {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'fake-engine-'));
  readonly socketPath = path.join(this.folder, 'docker.sock');
  readonly state = new FakeEngineState(this.folder);
  /** `GET /containers/json`, without version and query, in the order in which they came. */
  readonly requests: string[] = [];
  /** Follows of events and logs, and attached processes, that are open now. */
  readonly streams = new Set<ServerResponse | Socket>();
  /** What happens before the usual answer. */
  intercept: Interception = () => false;
  private server: http.Server | undefined;
  private readonly connections = new Set<Socket>();

  /** May change: the daemon behind a socket is replaced by another version. */
  constructor(public options: FakeEngineOptions = {}) {}

  get endpoint(): { readonly kind: 'socket'; readonly path: string } {
    return { kind: 'socket', path: this.socketPath };
  }

  get openConnections(): number {
    return this.connections.size;
  }

  count(request: string): number {
    return this.requests.filter((one) => one === request).length;
  }

  /** Listens; a stopped engine can be started again with what it had. */
  async start(): Promise<this> {
    rmSync(this.socketPath, { force: true });
    const server = http.createServer((request, response) => void this.answer(request, response));
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket as Socket, head));
    server.on('connection', (socket) => {
      this.connections.add(socket);
      socket.on('close', () => this.connections.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.socketPath, resolve));
    this.server = server;
    return this;
  }

  /** Like SIGTERM to a daemon: the socket goes at once, open streams stay. */
  stopListening(): void {
    this.server?.close();
    this.server = undefined;
    rmSync(this.socketPath, { force: true });
  }

  /** Cuts every connection, as the end of the daemon's process does. */
  dropConnections(): void {
    for (const socket of this.connections) socket.destroy();
  }

  stop(): void {
    this.stopListening();
    this.dropConnections();
  }

  dispose(): void {
    this.stop();
    this.state.dispose();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://engine');
    const [, version, route = '/'] = /^(?:\/v(\d+\.\d+))?(\/.*)$/.exec(url.pathname) ?? [];
    this.requests.push(`${request.method} ${route}`);
    response.setHeader('Api-Version', this.apiVersion);
    if (this.intercept(request, response, route)) return;
    try {
      this.checkVersion(version);
      await this.dispatch(route, { ...this.callOf(request, response), query: url.searchParams });
    } catch (error) {
      const status = error instanceof FakeRefusal ? error.status : 500;
      if (!response.headersSent) sendJson(response, { message: (error as Error).message }, status);
    }
  }

  private upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    // Node leaves an upgrade's body to us; Docker's clients send it whole, with the headers.
    const length = Number(request.headers['content-length'] ?? 0);
    const body = head.subarray(0, length);
    if (head.length > length) socket.unshift(head.subarray(length));
    const response = new http.ServerResponse(request);
    response.assignSocket(socket);
    response.shouldKeepAlive = false;
    response.on('finish', () => socket.end());
    socket.on('error', () => {});
    Object.assign(request, { upgradeBody: body });
    void this.answer(request, response);
  }

  private callOf(request: IncomingMessage, response: ServerResponse): Omit<FakeCall, 'query'> {
    return {
      engine: this,
      state: this.state,
      parts: [],
      request,
      response,
      body: () => readBody(request),
    };
  }

  private async dispatch(route: string, call: FakeCall): Promise<void> {
    for (const { method, pattern, handle } of routes) {
      const match = method === call.request.method ? pattern.exec(route) : undefined;
      if (match) return void (await handle({ ...call, parts: match.slice(1).map(decodeURIComponent) }));
    }
    throw new FakeRefusal(404, 'page not found');
  }

  get apiVersion(): string {
    return this.options.apiVersion ?? '1.41';
  }

  get minApiVersion(): string {
    return this.options.minApiVersion ?? '1.12';
  }

  private checkVersion(version: string | undefined): void {
    if (!version) return;
    const [newest, oldest, asked] = [this.apiVersion, this.minApiVersion, version].map((text) =>
      Number(text.split('.')[1]),
    );
    if (asked! > newest!)
      throw new FakeRefusal(
        400,
        `client version ${version} is too new. Maximum supported API version is ${this.apiVersion}`,
      );
    if (asked! < oldest!)
      throw new FakeRefusal(
        400,
        `client version ${version} is too old. Minimum supported API version is ${this.minApiVersion}, please upgrade your client to a newer version`,
      );
  }
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const { upgradeBody } = request as { upgradeBody?: Buffer };
  if (upgradeBody) return upgradeBody.length > 0 ? JSON.parse(upgradeBody.toString()) : {};
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : {};
}
