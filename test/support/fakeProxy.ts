import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ServerCertificate } from './fakeRegistry.js';

/** An HTTP proxy on loopback that opens tunnels, which VS Code asks for on the way to plain http too. */
export class FakeProxy {
  /** `host:port` of every tunnel. */
  readonly targets: string[] = [];
  /** `user:password`, without which nothing gets through. */
  login: string | undefined;
  /** What it answers to everybody instead of letting something through: `403 Forbidden`, and headers. */
  refusal: string | undefined;
  private server: Server | undefined;

  /**
   * @param places the address behind a `host:port`; what is not named goes where it says
   * @param certificate what it shows where one speaks TLS with the proxy itself
   */
  constructor(
    private readonly places: Readonly<Record<string, string>> = {},
    private readonly certificate?: ServerCertificate,
  ) {}

  /** Listens on a port of loopback: any that is free, where none is given. */
  async start(port = 0): Promise<this> {
    const server = this.certificate ? createTlsServer(this.certificate) : createServer();
    server.on('connect', (incoming: IncomingMessage, socket: Duplex) => this.tunnel(incoming, socket));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.server = server;
    return this;
  }

  get url(): string {
    const { port } = (this.server?.address() ?? { port: 0 }) as AddressInfo;
    return `${this.certificate ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  stop(): Promise<void> {
    this.server?.closeAllConnections();
    return new Promise((resolve) => this.server?.close(() => resolve()) ?? resolve());
  }

  private tunnel({ url: target = '', headers }: IncomingMessage, socket: Duplex): void {
    this.targets.push(target);
    socket.on('error', () => {});
    const refusal = this.refusalFor(headers['proxy-authorization']);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
      return;
    }
    const there = connect(this.place(target), () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    there.on('error', () => socket.destroy());
  }

  private refusalFor(authorization: string | undefined): string | undefined {
    if (this.login === undefined) return this.refusal;
    const wanted = `Basic ${Buffer.from(this.login).toString('base64')}`;
    return authorization === wanted
      ? this.refusal
      : '407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="fake"';
  }

  private place(target: string): { host: string; port: number } {
    const [host = '', port] = (this.places[target] ?? target).split(':');
    return { host, port: Number(port) };
  }
}
