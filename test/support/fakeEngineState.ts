import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type FakeOutput, FakeProcess, type FakeSpec } from './fakeEngineProcess.js';

/** What an engine answers instead of doing as asked. */
export class FakeRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface FakeContainer {
  readonly id: string;
  name: string;
  readonly image: string;
  readonly imageId: string;
  readonly spec: FakeSpec;
  readonly created: number;
  readonly labels: Record<string, string>;
  readonly ports: readonly { readonly container: string; readonly host: number }[];
  readonly autoRemove: boolean;
  readonly networks: string[];
  state: 'created' | 'running' | 'paused' | 'exited';
  exitCode: number;
  /** Overrides in what the list answers. */
  readonly row: Record<string, unknown>;
  process: FakeProcess | undefined;
  /** One entry a line, of every run. */
  readonly log: FakeOutput[];
  /** Emits `started` with the process, `line` with a log entry, `ended` with the exit code. */
  readonly signs: EventEmitter;
}

export interface FakeImage {
  readonly id: string;
  readonly tags: string[];
  readonly created: number;
  readonly size: number;
}

/** The objects of a fake engine and the rules that real engines keep about them. */
export class FakeEngineState {
  readonly containers = new Map<string, FakeContainer>();
  readonly images = new Map<string, FakeImage>();
  readonly execs = new Map<string, FakeProcess>();
  /** Emits `event` with each message of `/events`. */
  readonly events = new EventEmitter().setMaxListeners(0);
  private nextPort = 40_000;

  constructor(readonly folder: string) {}

  emit(type: string, action: string, id: string, attributes: Record<string, string> = {}): void {
    const now = Date.now();
    const message = { Type: type, Action: action, Actor: { ID: id, Attributes: attributes }, scope: 'local' };
    this.events.emit('event', { ...message, time: Math.floor(now / 1000), timeNano: now * 1e6 });
  }

  addImage(...tags: string[]): FakeImage {
    const image = { id: `sha256:${randomBytes(32).toString('hex')}`, tags, created: Date.now(), size: 1_982_347 };
    this.images.set(image.id, image);
    for (const name of tags) this.emit('image', 'tag', image.id, { name });
    return image;
  }

  addContainer(name: string, options: Partial<FakeContainer> = {}): FakeContainer {
    const container: FakeContainer = {
      id: randomBytes(32).toString('hex'),
      name,
      image: 'busybox',
      imageId: [...this.images.keys()][0] ?? 'sha256:0',
      spec: { command: ['sleep', '100'], tty: false, env: [] },
      created: Date.now(),
      labels: {},
      ports: [],
      autoRemove: false,
      networks: ['bridge'],
      state: 'created',
      exitCode: 0,
      row: {},
      process: undefined,
      log: [],
      signs: new EventEmitter(),
      ...options,
    };
    this.containers.set(container.id, container);
    this.emitFor(container, 'create');
    return container;
  }

  emitFor(container: FakeContainer, action: string, more: Record<string, string> = {}): void {
    this.emit('container', action, container.id, { image: container.image, name: container.name, ...more });
  }

  container(name: string): FakeContainer {
    const found =
      this.containers.get(name) ??
      [...this.containers.values()].find((one) => one.name === name || (name.length > 5 && one.id.startsWith(name)));
    if (!found) throw new FakeRefusal(404, `No such container: ${name}`);
    return found;
  }

  image(name: string): FakeImage {
    const tag = /[:@][^/]*$/.test(name) ? name : `${name}:latest`;
    const found = this.images.get(name) ?? [...this.images.values()].find((one) => one.tags.includes(tag));
    if (!found) throw new FakeRefusal(404, `No such image: ${name.startsWith('sha256:') ? name : tag}`);
    return found;
  }

  /** True where the container's tag belongs to another image by now. */
  hasLostTag({ image, imageId }: FakeContainer): boolean {
    return [...this.images.values()].some(({ id, tags }) => id !== imageId && tags.includes(image));
  }

  /** The port for a published one; refuses what another running container has. */
  claimPort(host: number): number {
    if (host === 0) return this.nextPort++;
    const taken = [...this.containers.values()].some(
      (one) => one.process && one.ports.some((port) => port.host === host),
    );
    if (taken)
      throw new FakeRefusal(
        500,
        `driver failed programming external connectivity on endpoint: Bind for 0.0.0.0:${host} failed: port is already allocated`,
      );
    return host;
  }

  startContainer(container: FakeContainer): void {
    if (container.state === 'paused')
      throw new FakeRefusal(409, 'cannot start a paused container, try unpause instead');
    if (container.process) throw new FakeRefusal(304, '');
    for (const port of container.ports) this.claimPort(port.host);
    container.process = new FakeProcess(container.spec, this.folder);
    container.state = 'running';
    this.emitFor(container, 'start');
    container.process.onOutput((output) => logLines(container, output));
    container.process.onExit((code) => this.ended(container, code));
    container.signs.emit('started', container.process);
  }

  private ended(container: FakeContainer, code: number): void {
    container.state = 'exited';
    container.exitCode = code;
    container.process = undefined;
    this.emitFor(container, 'die', { exitCode: String(code) });
    container.signs.emit('ended', code);
    if (container.autoRemove) this.removeContainer(container);
  }

  removeContainer(container: FakeContainer): void {
    this.containers.delete(container.id);
    this.emitFor(container, 'destroy');
  }

  dispose(): void {
    for (const container of this.containers.values()) container.process?.kill('SIGKILL');
    for (const exec of this.execs.values()) exec.kill('SIGKILL');
  }
}

function logLines(container: FakeContainer, { time, type, data }: FakeOutput): void {
  for (const line of data.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const entry = { time, type, data: Buffer.from(line, 'latin1') };
    container.log.push(entry);
    container.signs.emit('line', entry);
  }
}

export function sendJson(response: ServerResponse, json: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(status === 304 || status === 204 ? undefined : `${JSON.stringify(json)}\n`);
}
