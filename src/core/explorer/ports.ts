import { bracketed } from '../base/bracketed.js';
import type { Port } from '../engine/models.js';

const everyAddress = new Set(['', '0.0.0.0', '::', '*']);

/** Published ports as `8080→80`, each once although engines list IPv4 and IPv6 apart; in the order of the host's ports. */
export function publishedPorts(ports: readonly Port[]): string[] {
  const published = ports.filter((port) => port.hostPort !== undefined && port.hostPort > 0);
  const inOrder = published.sort((a, b) => (a.hostPort ?? 0) - (b.hostPort ?? 0));
  return [...new Set(inOrder.map(publishedPort))];
}

function publishedPort({ hostIp = '', hostPort, containerPort, protocol }: Port): string {
  const address = everyAddress.has(hostIp) ? '' : `${bracketed(hostIp)}:`;
  return `${address}${hostPort}→${containerPort}${protocolSuffix(protocol)}`;
}

/** Ports that the image exposes and nobody published, as `80` or `53/udp`. */
export function exposedPorts(ports: readonly Port[]): string[] {
  const exposed = ports.filter((port) => !port.hostPort);
  return [...new Set(exposed.map((port) => `${port.containerPort}${protocolSuffix(port.protocol)}`))];
}

function protocolSuffix(protocol: string): string {
  return protocol === 'tcp' || protocol === '' ? '' : `/${protocol}`;
}
