import { isRecord } from '../base/record.js';
import type { InspectJson } from '../engine/models.js';
import { Row } from '../engine/row.js';

interface Volume {
  readonly name: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/**
 * The `Binds` and `Mounts` of a container's inspect, with the volumes that the engine named by itself added by that
 * name, so that another container goes on with their content.
 */
export function volumesByName(container: InspectJson): {
  readonly Binds: readonly string[];
  readonly Mounts: unknown[];
} {
  const row = new Row(container);
  const hostConfig = new Row(row.record('HostConfig'));
  const volumes = row.list('Mounts').flatMap(volumeOf);
  // Without a colon it is a place alone, whose volume has got a name since.
  const binds = hostConfig.texts('Binds').filter((bind) => bind.includes(':'));
  const mounts = hostConfig.list('Mounts').map((mount) => withSource(mount, volumes));
  const named = new Set([
    ...binds.map((bind) => bind.slice(0, bind.indexOf(':'))),
    ...mounts.flatMap((mount) => (isRecord(mount) ? [mount['Source']] : [])),
  ]);
  const nameless = volumes.filter(({ name }) => !named.has(name));
  return { Binds: binds, Mounts: [...mounts, ...nameless.map(mountOf)] };
}

function volumeOf(json: unknown): Volume[] {
  const mount = new Row(json);
  const name = mount.text('Name');
  if (mount.text('Type') !== 'volume' || name === '') return [];
  return [{ name, target: mount.text('Destination'), readOnly: mount.optionalFlag('RW') === false }];
}

function withSource(json: unknown, volumes: readonly Volume[]): unknown {
  const mount = new Row(json);
  if (!isRecord(json) || mount.text('Type') !== 'volume' || mount.text('Source') !== '') return json;
  const target = withoutSlash(mount.text('Target'));
  const volume = volumes.find((one) => withoutSlash(one.target) === target);
  return volume ? { ...json, Source: volume.name } : json;
}

function mountOf({ name, target, readOnly }: Volume) {
  return { Type: 'volume', Source: name, Target: target, ReadOnly: readOnly };
}

const withoutSlash = (path: string) => path.replace(/\/+$/, '');
