/** SSH agents to lend to builds, and a program for images that talks to them. */
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Planted, temporaryFolder, uproot } from './buildContexts.js';

export interface TestAgent {
  readonly address: string;
  dispose(): void;
}

/** An agent with one key, called `fake key`, that remembers the types of the messages it was sent. */
export class FakeSshAgent implements TestAgent {
  readonly address = path.join(temporaryFolder(), 'agent.sock');
  readonly asked: number[] = [];
  private readonly server = net.createServer((socket) => {
    socket.on('data', (request) => {
      this.asked.push(request[4] ?? 0);
      const body = Buffer.concat([Buffer.from([12, 0, 0, 0, 1]), text('key'), text('fake key')]);
      socket.write(Buffer.concat([length(body), body]));
    });
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(this.address, resolve));
    return this;
  }

  dispose(): void {
    this.server.close();
    uproot(path.dirname(this.address));
  }
}

/** OpenSSH's agent with one new key; undefined where it is not installed. */
export async function startSshAgent(comment: string): Promise<TestAgent | undefined> {
  const folder = temporaryFolder();
  const address = path.join(folder, 'agent.sock');
  const key = path.join(folder, 'key');
  const run = promisify(execFile);
  try {
    const { stdout } = await run('ssh-agent', ['-a', address]);
    const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(stdout)?.[1]);
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', key]);
    await run('ssh-add', ['-q', key], { env: { ...process.env, SSH_AUTH_SOCK: address } });
    const dispose = () => {
      process.kill(pid);
      uproot(folder);
    };
    return { address, dispose };
  } catch (error) {
    uproot(folder);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Files of an image `FROM scratch` in which this machine's Perl runs as `/perl`. */
export function perl(): Record<string, Planted> {
  const program = realpathSync('/usr/bin/perl');
  const libraries = execFileSync('ldd', [program], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
  return Object.fromEntries(
    [['perl', program], ...libraries.map((file) => [`libraries${file}`, file])].map(([name = '', file = '']) => [
      name,
      { content: readFileSync(file), mode: 0o755 },
    ]),
  );
}

/** A Perl program that sends messages of these types, without a body, to the agent of `SSH_AUTH_SOCK` and prints each answer. */
export function asking(...types: readonly number[]): string {
  return [
    'socket(S,1,1,0); connect(S, pack("Sa*", 1, $ENV{SSH_AUTH_SOCK})) or die "no agent: $!";',
    `for my $type (${types.join(',')}) {`,
    'syswrite(S, pack("NC", 1, $type)); sysread(S, my $answer, 65536);',
    '$answer =~ s/[^ -~]//g; print "answer to $type: $answer\\n"; }',
  ].join(' ');
}

function text(value: string): Buffer {
  return Buffer.concat([length(Buffer.from(value)), Buffer.from(value)]);
}

function length({ length: bytes }: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(bytes);
  return header;
}
