import { isDeepStrictEqual } from 'node:util';
import { shortId } from '../base/format.js';
import type { InspectJson } from '../engine/models.js';
import { Row } from '../engine/row.js';
import { type JoinedNetwork, joinedNetworks } from './joinedNetworks.js';
import { volumesByName } from './volumesByName.js';

/** How a container is made again. */
export interface Recreation {
  /** Of `POST /containers/create`. */
  readonly body: InspectJson;
  /** Networks to join before the start: engines older than API 1.44 take only one while they create. */
  readonly networks: readonly JoinedNetwork[];
}

/**
 * The same container with another image: what its inspect says, without what the old image gave, for that now comes
 * from the new one. Engines write both into one `Config`.
 * Source: https://github.com/moby/moby/blob/v20.10.24/daemon/commit.go, `merge`
 */
export function recreation(container: InspectJson, oldImage: InspectJson, newImageId: string): Recreation {
  const { mode, primary, others } = joinedNetworks(container);
  const hostConfig = { ...new Row(container).record('HostConfig'), ...volumesByName(container), NetworkMode: mode };
  return {
    body: {
      ...ownConfig(container, new Row(oldImage).record('Config'), newImageId),
      HostConfig: hostConfig,
      ...(primary && { NetworkingConfig: { EndpointsConfig: { [primary.name]: primary.endpoint } } }),
    },
    networks: others,
  };
}

/** Values that follow the image where the container has the image's. */
const inherited = ['User', 'WorkingDir', 'StopSignal', 'Healthcheck', 'ArgsEscaped'];

function ownConfig(container: InspectJson, imageFields: InspectJson, newImageId: string): InspectJson {
  const fields = new Row(container).record('Config');
  const [config, image] = [new Row(fields), new Row(imageFields)];
  const imageEnv = image.list('Env');
  const own: Record<string, unknown> = {
    ...fields,
    Env: config.list('Env').filter((entry) => !imageEnv.includes(entry)),
    Labels: ownLabels(config, image, newImageId),
    ExposedPorts: entriesBeside(config, image, 'ExposedPorts'),
    Volumes: entriesBeside(config, image, 'Volumes'),
    ...ownCommand(config, image),
  };
  for (const key of inherited) if (isDeepStrictEqual(fields[key], imageFields[key])) delete own[key];
  if (!hasOwnHostname(container)) for (const key of ['Hostname', 'Domainname']) delete own[key];
  return own;
}

/** Where an entry point is given the image's command does not count, so one that is like the image's was given too. */
function ownCommand(config: Row, image: Row): InspectJson {
  const [entrypoint, command] = [config.list('Entrypoint'), config.list('Cmd')];
  const imageCommand = image.list('Cmd');
  const inherits = isDeepStrictEqual(entrypoint, image.list('Entrypoint'));
  // An empty word is how the API says "none": an empty list would let the image's in.
  if (!inherits || (command.length === 0 && imageCommand.length > 0))
    return { Entrypoint: entrypoint.length > 0 ? entrypoint : [''], Cmd: command };
  return { Entrypoint: undefined, Cmd: isDeepStrictEqual(command, imageCommand) ? undefined : command };
}

const composeImage = 'com.docker.compose.image';

/** Compose keeps the image's id in a label, and would make a container anew where that is the old one. */
function ownLabels(config: Row, image: Row, newImageId: string): InspectJson {
  const labels = entriesBeside(config, image, 'Labels');
  return composeImage in labels ? { ...labels, [composeImage]: newImageId } : labels;
}

function entriesBeside(config: Row, image: Row, key: string): InspectJson {
  const given = image.record(key);
  return Object.fromEntries(
    Object.entries(config.record(key)).filter(([name, value]) => !isDeepStrictEqual(given[name], value)),
  );
}

/** A name that the engine made of the id, or that belongs to a namespace of another's, was not given. */
function hasOwnHostname(container: InspectJson): boolean {
  const row = new Row(container);
  const hostConfig = new Row(row.record('HostConfig'));
  if (hostConfig.text('UTSMode') === 'host' || hostConfig.text('NetworkMode').startsWith('container:')) return false;
  return new Row(row.record('Config')).text('Hostname') !== shortId(row.text('Id'));
}
