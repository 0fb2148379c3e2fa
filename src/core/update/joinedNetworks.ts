import { shortId } from '../base/format.js';
import { isRecord } from '../base/record.js';
import type { InspectJson } from '../engine/models.js';
import { Row } from '../engine/row.js';

/** A network with the `EndpointSettings` that a container was given in it. */
export interface JoinedNetwork {
  readonly name: string;
  readonly endpoint: InspectJson;
}

/** How a container is put into its networks again. */
export interface JoinedNetworks {
  /** For `HostConfig.NetworkMode`. */
  readonly mode: string;
  /** Given while the container is created; absent where the mode says it all. */
  readonly primary?: JoinedNetwork;
  readonly others: readonly JoinedNetwork[];
}

/** Reads the networks of a container's inspect: names, aliases and fixed addresses, not what the engine chose. */
export function joinedNetworks(container: InspectJson): JoinedNetworks {
  const row = new Row(container);
  const mode = new Row(row.record('HostConfig')).text('NetworkMode');
  const entries = Object.entries(new Row(row.record('NetworkSettings')).record('Networks'));
  if (/^(host|none)$|^container:/.test(mode) || entries.length === 0) return { mode, others: [] };
  const joined = entries.map(([name, json]) => ({ name, endpoint: givenEndpoint(json, row.text('Id')) }));
  const index = entries.findIndex(([name, json]) => isPrimary(mode, name, json));
  // It has left the network that it was created in.
  const first = joined[Math.max(index, 0)];
  const others = joined.filter((network) => network !== first);
  const isPlain = index >= 0 && Object.keys(first?.endpoint ?? {}).length === 0;
  return { mode: index < 0 ? (first?.name ?? mode) : mode, others, ...(first && !isPlain && { primary: first }) };
}

function isPrimary(mode: string, name: string, json: unknown): boolean {
  const isDefault = mode === 'default' || mode === '';
  if (isDefault) return name === 'bridge' || name === 'nat';
  return name === mode || (isRecord(json) && json['NetworkID'] === mode);
}

const given = ['IPAMConfig', 'Links', 'Aliases', 'DriverOpts', 'GwPriority', 'MacAddress'];

function givenEndpoint(json: unknown, containerId: string): InspectJson {
  const endpoint = new Row(json);
  const aliases = endpoint.texts('Aliases').filter((alias) => alias !== shortId(containerId));
  const mac = givenMac(json);
  const fields = { ...(isRecord(json) ? json : {}), Aliases: aliases, MacAddress: mac };
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => given.includes(key) && !isNothing(value)));
}

/**
 * From API 1.44 on a fixed address stands where engines also show the one that they chose; `DNSNames` came with that
 * version. Older ones keep it in `Config`. What an engine made of the IP address is not kept.
 */
function givenMac(json: unknown): string | undefined {
  const endpoint = new Row(json);
  const bytes = endpoint
    .text('IPAddress')
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'));
  const mac = endpoint.text('MacAddress');
  return isRecord(json) && 'DNSNames' in json && mac !== ['02', '42', ...bytes].join(':') ? mac : undefined;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}
