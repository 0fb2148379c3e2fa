import { Agent, type AgentOptions } from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { Endpoint, TcpEndpoint } from './endpoint.js';
import { SshDialer } from './ssh.js';

/** Milliseconds after which an unused connection is closed: a sleeping laptop leaves dead ones, and nobody needs it. */
const idleConnection = 15_000;

/**
 * Opens connections to an endpoint and keeps them for the next call, so that every kind of endpoint looks to the
 * HTTP client like one plain socket.
 */
export class TransportAgent extends Agent {
  private readonly connect: () => Duplex;
  private retired = false;

  /** `fresh` opens a new connection for each call: only that proves that the endpoint still listens. */
  constructor(endpoint: Endpoint, { fresh = false } = {}) {
    super({ keepAlive: !fresh, timeout: idleConnection, ...ownServerName });
    this.connect = connector(endpoint);
    this.on('free', (socket) => {
      if (this.retired) socket.destroy();
    });
  }

  override createConnection(_options: AgentOptions, _callback?: unknown): Duplex {
    return this.connect();
  }

  /** Closes what is idle; a connection in use is closed when its call ends. */
  retire(): void {
    this.retired = true;
    for (const sockets of Object.values(this.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
  }
}

/** TLS connections name their server themselves; Node would compile its pattern of IP addresses (4 ms) to find a name. */
const ownServerName = { servername: '' };

function connector(endpoint: Endpoint): () => Duplex {
  if (endpoint.kind === 'socket') return () => net.connect(endpoint.path);
  if (endpoint.kind === 'ssh') {
    const dialer = new SshDialer(endpoint);
    return () => dialer.dial();
  }
  return () => connectTcp(endpoint);
}

function connectTcp({ host, port, tls: material }: TcpEndpoint): Duplex {
  if (!material) return net.connect({ host, port, noDelay: true, keepAlive: true });
  const { verify, ...pem } = material;
  return tls.connect({ host, port, ...pem, rejectUnauthorized: verify, servername: net.isIP(host) ? '' : host });
}
