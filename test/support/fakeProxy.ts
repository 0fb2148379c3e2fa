import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** An HTTP proxy on loopback that writes down what goes through. */
export class FakeProxy {
  /** `host:port` of every tunnel and of every request without one. */
  readonly targets: string[] = [];
  /** Answers instead with 407 where true. */
  asksForLogin = false;
  private server: Server | undefined;

  /** @param places the address behind a `host:port`; what is not named goes where it says */
  constructor(private readonly places: Readonly<Record<string, string>> = {}) {}

  /** Listens on a port of loopback: any that is free, where none is given. */
  async start(port = 0): Promise<this> {
    const server = createServer((incoming, response) => this.forward(incoming, response));
    server.on('connect', (incoming: IncomingMessage, socket: Duplex) => this.tunnel(incoming.url ?? '', socket));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.server = server;
    return this;
  }

  get url(): string {
    const { port } = (this.server?.address() ?? { port: 0 }) as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop(): Promise<void> {
    this.server?.closeAllConnections();
    return new Promise((resolve) => this.server?.close(() => resolve()) ?? resolve());
  }

  private tunnel(target: string, socket: Duplex): void {
    this.targets.push(target);
    socket.on('error', () => {});
    if (this.asksForLogin) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="fake"\r\n\r\n');
      return;
    }
    const there = connect(this.place(target), () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    there.on('error', () => socket.destroy());
  }

  private forward(incoming: IncomingMessage, response: ServerResponse): void {
    const { host, pathname, search, port } = new URL(incoming.url ?? '');
    this.targets.push(port ? host : `${host}:80`);
    const { method, headers } = incoming;
    const there = request({ ...this.place(host), method, headers, path: pathname + search }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    there.on('error', () => response.destroy());
    incoming.pipe(there);
  }

  private place(target: string): { host: string; port: number } {
    const [host = '', port] = (this.places[target] ?? target).split(':');
    return { host, port: Number(port) };
  }
}
