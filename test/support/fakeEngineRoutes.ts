/** What a fake engine answers. Shapes and sentences are those of Docker 20.10, held to it by test/contract. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FakeCall } from './fakeEngine.js';
import { imageRoutes } from './fakeEngineImages.js';
import { type FakeOutput, FakeProcess } from './fakeEngineProcess.js';
import { type FakeContainer, FakeRefusal, sendJson } from './fakeEngineState.js';

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  handle(call: FakeCall): void | Promise<void>;
}

const get = (pattern: RegExp, handle: Route['handle']): Route => ({ method: 'GET', pattern, handle });
const post = (pattern: RegExp, handle: Route['handle']): Route => ({ method: 'POST', pattern, handle });
const remove = (pattern: RegExp, handle: Route['handle']): Route => ({ method: 'DELETE', pattern, handle });

export const routes: readonly Route[] = [
  get(/^\/_ping$/, ({ response }) => void response.end('OK')),
  get(/^\/version$/, version),
  get(/^\/info$/, ({ response, state }) => sendJson(response, { Containers: state.containers.size, Name: 'fake' })),
  get(/^\/events$/, events),
  get(/^\/containers\/json$/, listContainers),
  post(/^\/containers\/create$/, createContainer),
  get(/^\/containers\/(.+)\/json$/, (call) => sendJson(call.response, containerJson(target(call)))),
  get(/^\/containers\/(.+)\/logs$/, logs),
  post(/^\/containers\/(.+)\/start$/, (call) => done(call, () => call.state.startContainer(target(call)))),
  post(/^\/containers\/(.+)\/stop$/, stop),
  post(/^\/containers\/(.+)\/restart$/, restart),
  post(/^\/containers\/(.+)\/kill$/, kill),
  post(/^\/containers\/(.+)\/pause$/, (call) => done(call, () => pause(call))),
  post(/^\/containers\/(.+)\/unpause$/, (call) => done(call, () => unpause(call))),
  post(/^\/containers\/(.+)\/rename$/, (call) => done(call, () => rename(call))),
  post(/^\/containers\/(.+)\/wait$/, wait),
  post(/^\/containers\/(.+)\/resize$/, resizeContainer),
  post(/^\/containers\/(.+)\/attach$/, attach),
  post(/^\/containers\/(.+)\/exec$/, createExec),
  remove(/^\/containers\/(.+)$/, removeContainer),
  post(/^\/networks\/(.+)\/connect$/, connectNetwork),
  post(/^\/exec\/(.+)\/start$/, startExec),
  post(/^\/exec\/(.+)\/resize$/, resizeExec),
  get(/^\/exec\/(.+)\/json$/, execJson),
  ...imageRoutes,
];

function version({ engine, response }: FakeCall): void {
  const { apiVersion, minApiVersion, options } = engine;
  const name = options.product === 'podman' ? 'Podman Engine' : 'Engine';
  sendJson(response, {
    Version: '20.10.24',
    ApiVersion: apiVersion,
    MinAPIVersion: minApiVersion,
    Os: 'linux',
    Arch: 'amd64',
    KernelVersion: '6.1',
    Components: [{ Name: name, Version: '20.10.24' }],
  });
}

function events({ engine, state, response }: FakeCall): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.flushHeaders();
  follow(engine.streams, response);
  const send = (message: unknown) => response.write(`${JSON.stringify(message)}\n`);
  state.events.on('event', send);
  response.on('close', () => state.events.off('event', send));
}

function follow(streams: Set<ServerResponse | Socket>, stream: ServerResponse | Socket): void {
  streams.add(stream);
  stream.on('close', () => streams.delete(stream));
}

function listContainers({ state, query, response }: FakeCall): void {
  const { id: ids } = JSON.parse(query.get('filters') || '{}') as { id?: string[] };
  const rows = [...state.containers.values()]
    .filter((one) => !ids || ids.includes(one.id))
    .map((one) => ({ ...containerRow(one), ...(state.hasLostTag(one) && { Image: one.imageId }) }));
  sendJson(response, query.get('all') === 'true' ? rows : rows.filter((row) => row.State === 'running'));
}

function containerRow(container: FakeContainer) {
  const { id, name, image, imageId, spec, created, labels, state, exitCode, row } = container;
  const sentences = { created: 'Created', running: 'Up 1 second', paused: 'Up 1 second (Paused)' };
  return {
    Id: id,
    Names: [`/${name}`],
    Image: image,
    ImageID: imageId,
    Command: spec.command.join(' '),
    Created: Math.floor(created / 1000),
    Ports: container.process ? container.ports.map(portRow) : [],
    Labels: labels,
    State: state,
    Status: state === 'exited' ? `Exited (${exitCode}) 1 second ago` : sentences[state],
    HostConfig: { NetworkMode: 'default' },
    NetworkSettings: { Networks: { bridge: { IPAddress: container.process ? '172.17.0.2' : '' } } },
    Mounts: [],
    ...row,
  };
}

function portRow(port: { container: string; host: number }) {
  const [number, protocol] = port.container.split('/');
  return { IP: '0.0.0.0', PrivatePort: Number(number), PublicPort: port.host, Type: protocol };
}

function containerJson(container: FakeContainer) {
  const { id, name, image, imageId, labels, state, exitCode, spec, ports, autoRemove, networks } = container;
  const running = container.process !== undefined;
  const bindings = ports.map((port) => [port.container, [{ HostIp: '', HostPort: String(port.host) }]]);
  return {
    Id: id,
    Name: `/${name}`,
    Image: imageId,
    State: { Status: state, Running: running, Paused: state === 'paused', ExitCode: exitCode },
    RestartCount: 0,
    Config: { Image: image, Labels: labels, Tty: spec.tty, Env: spec.env, Cmd: spec.command },
    HostConfig: { NetworkMode: 'default', AutoRemove: autoRemove, PortBindings: Object.fromEntries(bindings) },
    NetworkSettings: { Networks: Object.fromEntries(networks.map((network) => [network, {}])) },
    Mounts: [],
  };
}

async function connectNetwork({ state, parts, response, body }: FakeCall): Promise<void> {
  state.container(String((await body())['Container'])).networks.push(parts[0] ?? '');
  sendJson(response, undefined, 200);
}

async function createContainer({ state, query, response, body }: FakeCall): Promise<void> {
  const spec = (await body()) as Record<string, never> & { Image: string };
  const name = query.get('name') ?? `fake_${state.containers.size}`;
  const other = [...state.containers.values()].find((one) => one.name === name);
  const image = state.image(spec.Image);
  if (other) throw nameTaken(name, other);
  const bindings = Object.entries(spec['HostConfig']?.['PortBindings'] ?? {}) as [string, { HostPort: string }[]][];
  const container = state.addContainer(name, {
    image: spec.Image,
    imageId: image.id,
    spec: { command: spec['Cmd'] ?? ['sh'], tty: spec['Tty'] ?? false, env: spec['Env'] ?? [] },
    labels: spec['Labels'] ?? {},
    autoRemove: spec['HostConfig']?.['AutoRemove'] ?? false,
    ports: bindings.flatMap(([container, hosts]) =>
      hosts.map(({ HostPort }) => ({ container, host: Number(HostPort) || state.claimPort(0) })),
    ),
  });
  sendJson(response, { Id: container.id, Warnings: [] }, 201);
}

function nameTaken(name: string, { id }: FakeContainer): FakeRefusal {
  return new FakeRefusal(
    409,
    `Conflict. The container name "/${name}" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
  );
}

function target({ state, parts }: FakeCall): FakeContainer {
  return state.container(parts[0] ?? '');
}

function done({ response }: FakeCall, act: () => void): void {
  act();
  sendJson(response, undefined, 204);
}

function runningTarget(call: FakeCall): { container: FakeContainer; process: FakeProcess } {
  const container = target(call);
  if (!container.process) throw new FakeRefusal(409, `Container ${container.id} is not running`);
  return { container, process: container.process };
}

async function end(call: FakeCall, container: FakeContainer): Promise<void> {
  const { process } = container;
  if (!process) return;
  const ended = new Promise((resolve) => container.signs.once('ended', resolve));
  call.state.emitFor(container, 'kill', { signal: '15' });
  const grace = Number(call.query.get('t') ?? 10);
  process.kill(grace === 0 ? 'SIGKILL' : 'SIGTERM');
  const timer = setTimeout(() => process.kill('SIGKILL'), grace * 1000);
  await ended;
  clearTimeout(timer);
  call.state.emitFor(container, 'stop');
}

async function stop(call: FakeCall): Promise<void> {
  const container = target(call);
  if (!container.process) throw new FakeRefusal(304, '');
  await end(call, container);
  sendJson(call.response, undefined, 204);
}

async function restart(call: FakeCall): Promise<void> {
  const container = target(call);
  await end(call, container);
  call.state.startContainer(container);
  call.state.emitFor(container, 'restart');
  sendJson(call.response, undefined, 204);
}

function kill(call: FakeCall): void {
  const container = target(call);
  const { process } = container;
  if (!process)
    throw new FakeRefusal(409, `Cannot kill container: ${container.name}: Container ${container.id} is not running`);
  const signal = (call.query.get('signal') ?? 'SIGKILL').replace(/^(?!SIG)/, 'SIG');
  process.kill(signal as NodeJS.Signals);
  call.state.emitFor(container, 'kill', { signal });
  sendJson(call.response, undefined, 204);
}

function pause(call: FakeCall): void {
  const { container, process } = runningTarget(call);
  if (container.state === 'paused') throw new FakeRefusal(409, `Container ${container.id} is already paused`);
  process.kill('SIGSTOP');
  container.state = 'paused';
  call.state.emitFor(container, 'pause');
}

function unpause(call: FakeCall): void {
  const container = target(call);
  if (container.state !== 'paused') throw new FakeRefusal(500, `Container ${container.id} is not paused`);
  container.process?.kill('SIGCONT');
  container.state = 'running';
  call.state.emitFor(container, 'unpause');
}

function rename(call: FakeCall): void {
  const container = target(call);
  const name = call.query.get('name') ?? '';
  const other = [...call.state.containers.values()].find((one) => one.name === name);
  if (other) throw nameTaken(name, other);
  const oldName = container.name;
  container.name = name;
  call.state.emitFor(container, 'rename', { oldName: `/${oldName}` });
}

function removeContainer(call: FakeCall): void {
  const container = target(call);
  if (container.process && call.query.get('force') !== 'true')
    throw new FakeRefusal(
      409,
      `You cannot remove a ${container.state} container ${container.id}. Stop the container before attempting removal or force remove`,
    );
  container.process?.kill('SIGKILL');
  done(call, () => call.state.removeContainer(container));
}

function wait(call: FakeCall): void {
  const container = target(call);
  const answer = (code: number) => sendJson(call.response, { StatusCode: code });
  if (!container.process && call.query.get('condition') !== 'next-exit') {
    answer(container.exitCode);
    return;
  }
  call.response.writeHead(200, { 'Content-Type': 'application/json' });
  call.response.flushHeaders();
  container.signs.once('ended', (code: number) => call.response.end(JSON.stringify({ StatusCode: code })));
}

function frame({ type, data }: FakeOutput): Buffer {
  const header = Buffer.alloc(8);
  header[0] = type;
  header.writeUInt32BE(data.length, 4);
  return Buffer.concat([header, data]);
}

function logs(call: FakeCall): void {
  const { engine, query, response } = call;
  const container = target(call);
  const [since, until] = ['since', 'until'].map((name) => Number(query.get(name) ?? 0) * 1000);
  const wanted = container.log.filter(({ time }) => (!since || time >= since) && (!until || time <= until));
  const tail = query.get('tail') ?? 'all';
  const encode = (line: FakeOutput) => {
    const stamp =
      query.get('timestamps') === 'true' ? `${new Date(line.time).toISOString().replace('Z', '000000Z')} ` : '';
    const data = Buffer.concat([Buffer.from(stamp), line.data]);
    return container.spec.tty ? data : frame({ ...line, data });
  };
  response.writeHead(200);
  response.flushHeaders();
  for (const line of tail === 'all' ? wanted : wanted.slice(wanted.length - Math.min(Number(tail), wanted.length)))
    response.write(encode(line));
  if (query.get('follow') !== 'true' || !container.process) return void response.end();
  follow(engine.streams, response);
  const send = (line: FakeOutput) => response.write(encode(line));
  container.signs.on('line', send);
  container.signs.once('ended', () => response.end());
  response.on('close', () => container.signs.off('line', send));
}

function hijack({ engine, request }: FakeCall): Socket {
  const { socket } = request;
  socket.write(
    'HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n',
  );
  follow(engine.streams, socket);
  return socket;
}

function join(socket: Socket, process: FakeProcess): void {
  process.onOutput((output) => socket.write(process.spec.tty ? output.data : frame(output)));
  process.onExit(() => socket.end());
  socket.on('data', (data: Buffer) => process.write(data));
  socket.on('end', () => process.endInput());
}

function attach(call: FakeCall): void {
  const container = target(call);
  const socket = hijack(call);
  if (container.process) join(socket, container.process);
  else container.signs.once('started', (process: FakeProcess) => join(socket, process));
}

async function createExec(call: FakeCall): Promise<void> {
  const { container } = runningTarget(call);
  if (container.state === 'paused')
    throw new FakeRefusal(409, `Container ${container.id} is paused, unpause the container before exec`);
  const spec = (await call.body()) as { Cmd: string[]; Tty: boolean; Env?: string[] };
  const id = `${container.id.slice(0, 32)}${String(call.state.execs.size).padStart(32, '0')}`;
  const process = new FakeProcess({ command: spec.Cmd, tty: spec.Tty, env: spec.Env ?? [] }, call.state.folder, false);
  call.state.execs.set(id, process);
  call.state.emitFor(container, `exec_create: ${spec.Cmd.join(' ')}`);
  sendJson(call.response, { Id: id }, 201);
}

function exec({ state, parts }: FakeCall): FakeProcess {
  const found = state.execs.get(parts[0] ?? '');
  if (!found) throw new FakeRefusal(404, `No such exec instance: ${parts[0]}`);
  return found;
}

function startExec(call: FakeCall): void {
  const process = exec(call);
  const socket = hijack(call);
  process.start();
  join(socket, process);
}

function resizeExec(call: FakeCall): void {
  exec(call).resize(call.query.get('h') ?? '', call.query.get('w') ?? '');
  sendJson(call.response, undefined, 200);
}

function resizeContainer(call: FakeCall): void {
  runningTarget(call).process.resize(call.query.get('h') ?? '', call.query.get('w') ?? '');
  sendJson(call.response, undefined, 200);
}

function execJson(call: FakeCall): void {
  const { running, exitCode } = exec(call);
  sendJson(call.response, { Running: running, ExitCode: exitCode });
}
