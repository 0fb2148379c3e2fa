import { bracketed } from '../base/bracketed.js';
import { isRecord } from '../base/record.js';
import type { Container, ContainerSpec, InspectJson } from '../engine/models.js';

/** One published port of a new container. */
export type PublishedPort = NonNullable<ContainerSpec['ports']>[number];

/** A published port with what the choice of its host port met. */
export interface ChosenPort {
  readonly port: PublishedPort;
  /** Set when the wanted host port was taken: by whom, and which one it was. */
  readonly moved?: { readonly from: number; readonly holder: string };
}

/** Says who holds a port of the host, undefined for a free one. */
export type PortHolder = (hostPort: number, protocol: string) => string | undefined | Promise<string | undefined>;

const highestPort = 65535;

/** The ports that an image exposes, from `Config.ExposedPorts` of its inspect JSON, in ascending order. */
export function exposedPorts(inspect: InspectJson): { containerPort: number; protocol: string }[] {
  const config = inspect['Config'];
  const exposed = isRecord(config) ? config['ExposedPorts'] : undefined;
  return Object.keys(isRecord(exposed) ? exposed : {})
    .map((text) => {
      const [port, protocol = 'tcp'] = text.split('/');
      return { containerPort: Number(port), protocol };
    })
    .filter(({ containerPort }) => isPort(containerPort))
    .sort((a, b) => a.containerPort - b.containerPort);
}

/** Gives every port a free host port: the wanted one (its own number where none is named), else the next free one. */
export async function chooseHostPorts(wanted: readonly PublishedPort[], holder: PortHolder): Promise<ChosenPort[]> {
  const used = new Set<string>();
  const chosen: ChosenPort[] = [];
  for (const port of wanted) {
    const from = port.hostPort ?? port.containerPort;
    const { hostPort, firstHolder } = await nextFree(from, port.protocol, used, holder);
    used.add(`${hostPort}/${port.protocol}`);
    const moved = firstHolder !== undefined && { moved: { from, holder: firstHolder } };
    chosen.push({ port: { ...port, hostPort }, ...moved });
  }
  return chosen;
}

async function nextFree(from: number, protocol: string, used: ReadonlySet<string>, holder: PortHolder) {
  let firstHolder: string | undefined;
  for (let hostPort = from; hostPort <= highestPort; hostPort += 1) {
    const held = used.has(`${hostPort}/${protocol}`) ? '' : await holder(hostPort, protocol);
    if (held === undefined) return { hostPort, firstHolder };
    firstHolder ??= held;
  }
  return { hostPort: 0, firstHolder };
}

/** Looks for the holder of a host port among containers. */
export function containerHolding(
  containers: readonly Container[],
  hostPort: number,
  protocol: string,
): Container | undefined {
  return containers.find((container) =>
    container.ports.some((port) => port.hostPort === hostPort && port.protocol === protocol),
  );
}

/** Reads `80`, `8080:80`, `127.0.0.1:8080:80`, `[::1]:8080:80`, each with `/udp` if so; undefined when it is none of these. */
export function parsePort(text: string): PublishedPort | undefined {
  const match = /^(?:(?:(\[[0-9a-fA-F:]+\]|\d+(?:\.\d+){3}):)?(\d+)?:)?(\d+)(?:\/(tcp|udp|sctp))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, ip, host, container, protocol = 'tcp'] = match;
  const containerPort = Number(container);
  const hostPort = host === undefined ? undefined : Number(host);
  if (!isPort(containerPort) || (hostPort !== undefined && !isPort(hostPort))) return undefined;
  return {
    containerPort,
    protocol,
    ...(hostPort !== undefined && { hostPort }),
    ...(ip && { hostIp: ip.replace(/[[\]]/g, '') }),
  };
}

/** The form that `docker run -p` takes and {@link parsePort} reads. */
export function formatPort({ containerPort, protocol, hostPort, hostIp }: PublishedPort): string {
  const host = hostPort ? `${hostPort}` : '';
  const ip = hostIp ? `${bracketed(hostIp)}:` : '';
  const ending = protocol === 'tcp' ? '' : `/${protocol}`;
  return `${ip}${host || ip ? `${host}:` : ''}${containerPort}${ending}`;
}

function isPort(number: number): boolean {
  return Number.isInteger(number) && number > 0 && number <= highestPort;
}
