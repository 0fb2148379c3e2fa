import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import { shortId } from '../base/format.js';
import type {
  ComposeMembership,
  Container,
  ContainerState,
  EngineEvent,
  Health,
  Image,
  Mount,
  NetworkAddress,
  Port,
} from './models.js';
import { Row } from './row.js';
import { sinceOf } from './statusText.js';

/** Rows of an answer that should be a list; an answer that is none has no rows. */
export function rowsOf<T>(json: unknown, read: (row: unknown) => T): T[] {
  return Array.isArray(json) ? json.map((row) => read(row)) : [];
}

/** A row of `GET /containers/json` that was read at a moment. */
export function normalizeContainer(json: unknown, now = Date.now()): Container {
  const row = new Row(json);
  const id = idOf(row, json);
  const labels = row.textRecord('Labels');
  const status = row.text('Status');
  const compose = composeMembership(labels);
  const exitCode = exitCodeOf(status);
  const since = sinceOf(status, now);
  const sizeRw = row.optionalNumber('SizeRw');
  return {
    id,
    name: row.texts('Names').map(withoutSlash).find(isOwnName) ?? shortId(id),
    image: row.text('Image'),
    imageId: row.text('ImageID'),
    command: row.text('Command'),
    created: row.number('Created') * 1000,
    state: stateOf(row.text('State')),
    health: healthOf(status),
    status,
    ports: portsOf(row),
    mounts: row.list('Mounts').map((mount, place) => mountOf(row.row(mount, `Mounts[${place}]`))),
    networks: networksOf(row),
    labels,
    ...(exitCode !== undefined && { exitCode }),
    ...(since !== undefined && { since }),
    ...(compose && { compose }),
    ...(sizeRw !== undefined && { sizeRw }),
    ...problemOf(row),
  };
}

/** A row of `GET /images/json`. */
export function normalizeImage(json: unknown): Image {
  const row = new Row(json);
  return {
    id: idOf(row, json),
    tags: row.texts('RepoTags').filter(isNamed),
    digests: row.texts('RepoDigests').filter(isNamed),
    parentId: row.text('ParentId'),
    created: row.number('Created') * 1000,
    size: row.number('Size'),
    labels: row.textRecord('Labels'),
    ...problemOf(row),
  };
}

/** A line of `GET /events`; undefined when it says nothing that can be used. */
export function normalizeEvent(json: unknown): EngineEvent | undefined {
  const row = new Row(json);
  const actor = row.row(row.record('Actor'), 'Actor');
  const type = row.text('Type');
  const [action = '', ...detail] = row.text('Action').split(':');
  if (type === '' || action === '') return undefined;
  return {
    type,
    action,
    detail: detail.join(':').trim(),
    id: actor.text('ID'),
    attributes: actor.textRecord('Attributes'),
    time: row.number('time') * 1000,
  };
}

/** A row without an id is known by what it says, wherever in the list it stands. */
function idOf(row: Row, json: unknown): string {
  const id = row.text('Id');
  if (id !== '') return id;
  row.problems.push(l10n.t('{0} is missing', 'Id'));
  const hash = createHash('sha256').update(JSON.stringify(json) ?? '');
  return `?${hash.digest('hex').slice(0, 11)}`;
}

function problemOf(row: Row): { problem?: string } {
  return row.problems.length > 0 ? { problem: row.problems.join('; ') } : {};
}

const withoutSlash = (name: string) => name.replace(/^\//, '');
/** A linked container is also listed as `/other/alias`. */
const isOwnName = (name: string) => name !== '' && !name.includes('/');
const isNamed = (reference: string) => reference !== '' && !reference.includes('<none>');

const states: readonly string[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

function stateOf(text: string): ContainerState {
  const state = text.toLowerCase();
  return states.includes(state) ? (state as ContainerState) : 'unknown';
}

/** The list tells health only inside its sentence: `Up 3 hours (unhealthy)`, `Up 2 seconds (health: starting)`. */
function healthOf(status: string): Health {
  const [, word] = /\((?:health: )?(starting|healthy|unhealthy)\)/.exec(status) ?? [];
  return (word as Health | undefined) ?? 'none';
}

function exitCodeOf(status: string): number | undefined {
  const [, code] = /^(?:Exited|Restarting) \((-?\d+)\)/.exec(status) ?? [];
  return code === undefined ? undefined : Number(code);
}

function portsOf(row: Row): Port[] {
  return row.list('Ports').map((json, place) => {
    const port = row.row(json, `Ports[${place}]`);
    const hostPort = port.optionalNumber('PublicPort');
    const hostIp = port.text('IP');
    return {
      containerPort: port.number('PrivatePort'),
      protocol: port.text('Type') || 'tcp',
      ...(hostPort && { hostPort }),
      ...(hostIp && { hostIp }),
    };
  });
}

function mountOf(mount: Row): Mount {
  const type = mount.text('Type');
  return {
    type,
    source: (type === 'volume' && mount.text('Name')) || mount.text('Source'),
    destination: mount.text('Destination'),
    readOnly: !(mount.optionalFlag('RW') ?? true),
  };
}

function networksOf(row: Row): NetworkAddress[] {
  const settings = row.row(row.record('NetworkSettings'), 'NetworkSettings');
  return Object.entries(settings.record('Networks')).map(([network, json]) => ({
    network,
    ipAddress: settings.row(json, `NetworkSettings.Networks.${network}`).text('IPAddress'),
  }));
}

/** Source of the labels: https://github.com/docker/compose/blob/main/pkg/api/labels.go */
function composeMembership(labels: Readonly<Record<string, string>>): ComposeMembership | undefined {
  const label = (name: string) => labels[`com.docker.compose.${name}`];
  const project = label('project');
  if (!project) return undefined;
  const workingDir = label('project.working_dir');
  return {
    project,
    service: label('service') ?? '',
    number: Number(label('container-number')) || 1,
    configFiles: (label('project.config_files') ?? '').split(',').filter((file) => file !== ''),
    ...(workingDir && { workingDir }),
  };
}
