import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { quoteWord } from '../base/shellWords.js';
import type { SshEndpoint } from './endpoint.js';
import { EngineError } from './errors.js';

/** Handshakes at once: sshd drops connections beyond its MaxStartups (10) that have not logged in yet. */
const handshakesAtOnce = 6;
/** Milliseconds after which a connection counts as logged in although no answer has come yet (a slow call). */
const handshakeTime = 5000;

/** Opens connections to an engine through the system's ssh, which brings the user's config, agents and jump hosts. */
export class SshDialer {
  private handshaking = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly endpoint: SshEndpoint) {}

  dial(): Duplex {
    return new SshConnection(sshArguments(this.endpoint), (start) => this.admit(start));
  }

  /** Calls `start` when there is room for one more handshake; the function it gets makes room again. */
  private admit(start: (release: () => void) => void): void {
    if (this.handshaking >= handshakesAtOnce) {
      this.waiting.push(() => this.admit(start));
      return;
    }
    this.handshaking += 1;
    let holds = true;
    start(() => {
      if (!holds) return;
      holds = false;
      this.handshaking -= 1;
      this.waiting.shift()?.();
    });
  }
}

/** What ssh is started with: never a question on a terminal that is not there, never an option made of the address. */
export function sshArguments({ user, host, port, socketPath }: SshEndpoint): string[] {
  if (host.startsWith('-') || user?.startsWith('-')) throw new EngineError('endpointInvalid', `ssh://${host}`);
  return [
    '-o',
    'BatchMode=yes',
    '-o',
    'ConnectTimeout=30',
    '-T',
    ...(user ? ['-l', user] : []),
    ...(port ? ['-p', String(port)] : []),
    '--',
    host,
    'docker',
    // ssh joins its arguments to one line for the login shell on the other side.
    ...(socketPath ? ['--host', quoteWord(`unix://${socketPath}`)] : []),
    'system',
    'dial-stdio',
  ];
}

type Admit = (start: (release: () => void) => void) => void;

/** One ssh process as a socket. */
class SshConnection extends Duplex {
  private stderr = '';
  private answered = false;
  private child: ReturnType<typeof this.spawn> | undefined;
  private release = () => {};
  private ready: (() => void)[] = [];
  private idleTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly args: readonly string[],
    admit: Admit,
  ) {
    super({ allowHalfOpen: true });
    admit((release) => this.start(release));
  }

  private start(release: () => void): void {
    this.release = release;
    if (this.destroyed) {
      release();
      return;
    }
    const child = this.spawn();
    this.child = child;
    setTimeout(release, handshakeTime).unref();
    child.on('error', (error) => this.destroy(new EngineError('sshFailed', error.message, { cause: error })));
    child.on('close', (code) => this.onClose(code));
    child.stdin.on('error', () => {});
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-4000);
    });
    child.stdout.on('data', (data: Uint8Array) => {
      this.answered = true;
      this.release();
      if (!this.push(data)) child.stdout.pause();
    });
    for (const go of this.ready.splice(0)) go();
  }

  private spawn() {
    return spawn('ssh', this.args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  }

  private onClose(code: number | null): void {
    this.release();
    if (this.answered) this.push(null);
    else this.destroy(new EngineError('sshFailed', this.stderr.trim() || `exit ${code}`));
  }

  override _read(): void {
    this.child?.stdout.resume();
  }

  override _write(data: Uint8Array, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (!this.child) return void this.ready.push(() => this._write(data, _encoding, done));
    if (this.child.stdin.write(data)) done();
    else this.child.stdin.once('drain', () => done());
  }

  override _final(done: (error?: Error | null) => void): void {
    if (!this.child) return void this.ready.push(() => this._final(done));
    this.child.stdin.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.idleTimer);
    this.child?.kill();
    this.release();
    done(error);
  }

  // What Node's HTTP agent asks of a socket. It sets the timeout each time the connection becomes idle.
  setTimeout(milliseconds: number): this {
    clearTimeout(this.idleTimer);
    if (milliseconds > 0) this.idleTimer = setTimeout(() => this.emit('timeout'), milliseconds).unref();
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
