import { bracketed } from '../base/bracketed.js';
import type { Endpoint } from '../engine/endpoint.js';
import type { Port } from '../engine/models.js';

/** A published port as an address that a browser takes. */
export interface WebAddress {
  readonly url: string;
  readonly containerPort: number;
  /** True for the ports that web servers commonly listen on. */
  readonly likely: boolean;
}

const securePorts = new Set([443, 8443, 9443]);
const webPorts = new Set([80, 81, 443, 1313, 3000, 3001, 4000, 4200, 5000, 5173, 5601, 7860, 8000, 8008, 8080, 8081]);
const moreWebPorts = new Set([8082, 8088, 8090, 8443, 8501, 8787, 8888, 9000, 9090, 9443, 15672]);

/** The addresses of a container's published TCP ports, likely web ports first; one for each host port. */
export function webAddresses(ports: readonly Port[], endpoint: Endpoint): WebAddress[] {
  const byHostPort = new Map<number, WebAddress>();
  for (const port of ports.filter((port) => !isTwin(port, ports))) {
    if (!port.hostPort || port.protocol !== 'tcp' || byHostPort.has(port.hostPort)) continue;
    const scheme = securePorts.has(port.containerPort) ? 'https' : 'http';
    byHostPort.set(port.hostPort, {
      url: `${scheme}://${hostOf(port, endpoint)}:${port.hostPort}`,
      containerPort: port.containerPort,
      likely: webPorts.has(port.containerPort) || moreWebPorts.has(port.containerPort),
    });
  }
  return [...byHostPort.values()].sort((a, b) => Number(b.likely) - Number(a.likely));
}

/** Engines publish a port for IPv6 beside IPv4, on another port of the host where the same one is taken there. */
function isTwin({ hostIp, containerPort, protocol }: Port, ports: readonly Port[]): boolean {
  const isSame = (other: Port) => other.containerPort === containerPort && other.protocol === protocol;
  return hostIp === '::' && ports.some((other) => other.hostIp === '0.0.0.0' && isSame(other));
}

/** Where a published port is reached from here: the engine's host, as the endpoint names it. */
export function hostOf({ hostIp }: Pick<Port, 'hostIp'>, endpoint: Endpoint): string {
  const anywhere = !hostIp || hostIp === '0.0.0.0' || hostIp === '::';
  if (!anywhere && !isLoopback(hostIp)) return bracketed(hostIp);
  if (endpoint.kind === 'socket' || !anywhere) return hostIp === '::1' ? bracketed(hostIp) : 'localhost';
  return bracketed(endpoint.host);
}

function isLoopback(ip: string): boolean {
  return ip === '::1' || ip.startsWith('127.');
}
