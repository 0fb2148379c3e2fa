import { isRecord } from '../base/record.js';
import type { ContainerEngine } from './engine.js';
import { EngineError } from './errors.js';
import { demultiplex, unframed } from './frames.js';
import { GivenImages } from './givenImages.js';
import type { Container, ContainerSpec, InspectJson, LogOptions, OutputChunk } from './models.js';
import { normalizeContainer, rowsOf } from './normalize.js';
import { attachToContainer, execInContainer } from './processSession.js';
import { Row } from './row.js';
import { segment, type Wire, type WireRequest } from './wire.js';

/** The container calls of the Engine API over a wire. */
export function containerCalls(wire: Wire): ContainerEngine {
  const at = (id: string, call: string) => `/containers/${segment(id)}${call}`;
  const act = async (request: Omit<WireRequest, 'method'>) => {
    await wire.text({ method: 'POST', ...request });
  };
  const inspect = async (id: string, signal?: AbortSignal) =>
    inspectJson(await wire.json({ method: 'GET', path: at(id, '/json'), signal }), wire.address);
  const givenImages = new GivenImages(inspect);
  const list: ContainerEngine['list'] = async ({ sizes, ids } = {}, signal) => {
    const filters = ids && JSON.stringify({ id: ids });
    const query = { all: true, size: sizes, filters };
    const answer = await wire.json({ method: 'GET', path: '/containers/json', query, signal });
    const now = Date.now();
    const rows = rowsOf(answer, (row) => normalizeContainer(row, now));
    return givenImages.restore(ids ? rows.filter((row) => ids.includes(row.id)) : rows, signal);
  };
  return {
    list,
    find: async (id, signal): Promise<Container | undefined> => (await list({ ids: [id] }, signal))[0],
    inspect,
    create: (spec, signal) => {
      const query = { name: spec.name, platform: spec.platform };
      return createContainer(wire, query, createBody(spec), signal);
    },
    createFrom: (name, body, signal) => createContainer(wire, { name }, body, signal),
    connect: (id, network, endpoint, signal) => {
      const path = `/networks/${segment(network)}/connect`;
      return act({ path, body: { Container: id, EndpointConfig: endpoint }, signal });
    },
    start: (id, signal) => act({ path: at(id, '/start'), signal }),
    stop: (id, options, signal) => act({ path: at(id, '/stop'), query: { t: options?.graceSeconds }, signal }),
    restart: (id, signal) => act({ path: at(id, '/restart'), signal }),
    pause: (id, signal) => act({ path: at(id, '/pause'), signal }),
    unpause: (id, signal) => act({ path: at(id, '/unpause'), signal }),
    kill: (id, unixSignal, signal) => act({ path: at(id, '/kill'), query: { signal: unixSignal }, signal }),
    rename: (id, name, signal) => act({ path: at(id, '/rename'), query: { name }, signal }),
    remove: async (id, { force, volumes } = {}, signal) => {
      await wire.text({ method: 'DELETE', path: at(id, ''), query: { force, v: volumes }, signal });
    },
    wait: async (id, signal) => exitCode(await wire.json({ method: 'POST', path: at(id, '/wait'), signal })),
    logs: (id, options, signal) => logs(wire, () => inspect(id, signal), at(id, '/logs'), options, signal),
    exec: (id, spec, signal) => execInContainer(wire, id, spec, signal),
    attach: (id, options, signal) => attachToContainer(wire, id, options, signal),
  };
}

async function createContainer(
  wire: Wire,
  query: NonNullable<WireRequest['query']>,
  body: InspectJson,
  signal?: AbortSignal,
) {
  const path = '/containers/create';
  const answer = new Row(await wire.json({ method: 'POST', path, query, body, signal }));
  return { id: answer.text('Id'), warnings: answer.texts('Warnings') };
}

/** Source: https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerCreate */
function createBody(spec: ContainerSpec): Record<string, unknown> {
  const ports = spec.ports ?? [];
  const key = (port: { containerPort: number; protocol: string }) => `${port.containerPort}/${port.protocol}`;
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const port of ports) {
    const binding = { HostIp: port.hostIp ?? '', HostPort: port.hostPort ? String(port.hostPort) : '' };
    bindings[key(port)] = [...(bindings[key(port)] ?? []), binding];
  }
  return {
    Image: spec.image,
    Cmd: spec.command,
    Entrypoint: spec.entrypoint,
    Env: spec.env,
    Labels: spec.labels,
    WorkingDir: spec.workingDir,
    User: spec.user,
    ...(spec.interactive && terminal),
    ExposedPorts: Object.fromEntries(ports.map((port) => [key(port), {}])),
    HostConfig: {
      PortBindings: bindings,
      AutoRemove: spec.autoRemove ?? false,
      NetworkMode: spec.network,
      Mounts: spec.mounts?.map(({ type, source, target, readOnly }) => ({
        Type: type,
        Source: source,
        Target: target,
        ReadOnly: readOnly,
      })),
    },
  };
}

const terminal = {
  Tty: true,
  OpenStdin: true,
  StdinOnce: true,
  AttachStdin: true,
  AttachStdout: true,
  AttachStderr: true,
};

async function* logs(
  wire: Wire,
  inspect: () => Promise<InspectJson>,
  path: string,
  { follow, tail, since, until, timestamps }: LogOptions,
  signal?: AbortSignal,
): AsyncIterable<OutputChunk> {
  const config = (await inspect())['Config'];
  const query = { follow, tail: tail ?? 'all', since, until, timestamps, stdout: true, stderr: true };
  const bytes = wire.bytes(await wire.open({ method: 'GET', path, query, signal }), signal);
  const hasTerminal = isRecord(config) && config['Tty'] === true;
  yield* hasTerminal ? unframed(bytes) : demultiplex(bytes);
}

function exitCode(answer: unknown): number {
  const row = new Row(answer);
  const message = isRecord(row.record('Error')) ? new Row(row.record('Error')).text('Message') : '';
  if (message) throw new EngineError('engineFailed', message);
  return row.number('StatusCode');
}

/** What an inspect call must answer: one object. */
export function inspectJson(answer: unknown, address: string): InspectJson {
  if (!isRecord(answer)) throw new EngineError('notAnEngine', address);
  return answer;
}
