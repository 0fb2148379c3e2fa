import { renameSync, rmSync } from 'node:fs';
import net, { type Server, type Socket } from 'node:net';

/** One socket path behind which a test puts one server after another, as daemons come, go and are replaced. */
export class ReplaceableServer {
  private server: Server | undefined;
  private readonly connections = new Set<Socket>();

  constructor(readonly socketPath: string) {}

  /** Lets this server answer in the place of the one before. */
  async serve(server: Server): Promise<void> {
    this.remove();
    server.on('connection', (socket: Socket) => {
      this.connections.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.connections.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.socketPath, resolve));
    this.server = server;
  }

  /** Leaves the socket's file behind with nobody listening, as a killed daemon does. */
  async abandon(): Promise<void> {
    this.remove();
    const elsewhere = `${this.socketPath}.x`;
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(elsewhere, resolve));
    renameSync(elsewhere, this.socketPath);
    await new Promise((resolve) => server.close(resolve));
  }

  /** Takes server and file away. */
  remove(): void {
    this.server?.close();
    this.server = undefined;
    for (const socket of this.connections) socket.destroy();
    rmSync(this.socketPath, { force: true });
  }
}
