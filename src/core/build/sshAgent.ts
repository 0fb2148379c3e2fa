import net from 'node:net';
import { BuildError } from './errors.js';
import { type GrpcCall, GrpcError, type GrpcMethod, unary } from './grpc.js';
import { firstText, MessageWriter, readFields } from './protobuf.js';

/** Where the SSH agent of this computer listens; undefined where none is known. */
export function agentAddress(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  return env['SSH_AUTH_SOCK'] || (platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : undefined);
}

/**
 * The session's calls that lend SSH agents, by id, to the steps that mount them.
 * Source: https://github.com/moby/buildkit/blob/master/session/sshforward/ssh.proto
 */
export function lendAgents(agents: Readonly<Record<string, string>>) {
  const byId = new Map(Object.entries(agents));
  const addressOf = (id: string) => {
    const address = byId.get(id || 'default');
    if (address === undefined) throw new GrpcError('notFound', `no SSH agent for ${id || 'default'}`);
    return address;
  };
  return {
    check: unary(async (request) => {
      (await connect(addressOf(firstText(request)))).destroy();
      return new Uint8Array(0);
    }),
    forward: (async (call, signal) => {
      const agent = await connect(addressOf(call.metadata('buildkit.ssh.id')[0] ?? ''));
      const end = () => agent.destroy();
      signal.addEventListener('abort', end, { once: true });
      try {
        await forward(call, agent);
      } catch (error) {
        // A step that ends takes its connection with it, in whatever state.
        throw new GrpcError('unknown', 'the connection to the SSH agent ended', { cause: error });
      } finally {
        signal.removeEventListener('abort', end);
        end();
      }
    }) satisfies GrpcMethod,
  };
}

function connect(address: string): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(address);
    socket.on('error', (cause) => reject(new BuildError('agentUnreachable', address, { cause })));
    socket.once('connect', () => resolve(socket));
  });
}

/** A step may use keys; it may not add, remove or lock them. Source: https://datatracker.ietf.org/doc/draft-ietf-sshm-ssh-agent/ */
const allowed = new Set([
  11, // SSH_AGENTC_REQUEST_IDENTITIES
  13, // SSH_AGENTC_SIGN_REQUEST
]);
const refusal = Buffer.from([0, 0, 0, 1, 5]); // SSH_AGENT_FAILURE

/** Carries one request after the other to the agent and its answer back, as the protocol asks for. */
async function forward(call: GrpcCall, agent: net.Socket): Promise<void> {
  const answers = agentMessages(agent);
  for await (const request of agentMessages(bytesOf(call.messages))) {
    let answer: Uint8Array = refusal;
    if (allowed.has(request[4] ?? 0)) {
      agent.write(request);
      const { value, done } = await answers.next();
      if (done) return;
      answer = value;
    }
    await call.send([new MessageWriter().bytes(1, answer).finish()]);
  }
}

async function* bytesOf(messages: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const message of messages)
    for (const field of readFields(message)) if (field.number === 1) yield field.bytes;
}

const longestMessage = 256 * 1024;

/** Whole messages of the agent protocol: four bytes of length, a type, what belongs to it. */
async function* agentMessages(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4) {
      const length = 4 + rest.readUInt32BE(0);
      if (length > longestMessage) throw new GrpcError('unknown', 'no message of an SSH agent');
      if (rest.length < length) break;
      yield rest.subarray(0, length);
      rest = rest.subarray(length);
    }
  }
  return undefined;
}
