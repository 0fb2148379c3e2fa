import { createHash, randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { jsonLines } from '../base/jsonLines.js';
import { BuildContext } from './context.js';
import { readDockerfile } from './dockerfiles.js';
import { BuildError } from './errors.js';
import type { BuildEvent } from './events.js';
import { diffCopy } from './fileSync.js';
import { GrpcError, type GrpcMethod, serveGrpc, unary } from './grpc.js';
import { firstText, MessageWriter } from './protobuf.js';
import { buildQuery } from './query.js';
import { giveSecrets } from './secrets.js';
import { lendAgents } from './sshAgent.js';
import { TraceDecoder } from './trace.js';
import type { BuildOptions, BuildTransport, Credentials } from './transport.js';

/**
 * Builds with BuildKit: `POST /build` with an empty body, so that output streams, beside a session of our own from
 * which the engine fetches the files it lacks, logins and secrets and uses the SSH agent.
 * A failure of the build is an `error` event; what the transport throws passes through.
 */
export async function* buildWithBuildkit(
  transport: BuildTransport,
  options: BuildOptions,
  signal?: AbortSignal,
): AsyncGenerator<BuildEvent> {
  await readDockerfile(options.dockerfile);
  const id = randomUUID();
  const local = new LocalFailure();
  const methods = sessionMethods(options, local);
  const connection = await transport.upgrade('/session', sessionHeaders(id, options, Object.keys(methods)), signal);
  const session = serveGrpc(connection, methods);
  try {
    const dockerfile = path.basename(options.dockerfile);
    const query = {
      ...buildQuery(options),
      dockerfile,
      version: '2',
      remote: 'client-session',
      session: id,
      buildid: id,
    };
    const body = await transport.build(query, new Uint8Array(0), {}, signal);
    for await (const event of readBuildkitOutput(body)) yield local.explain(event);
  } finally {
    session.dispose();
  }
}

/** Turns the body of a BuildKit build's answer into events. */
export async function* readBuildkitOutput(body: AsyncIterable<Uint8Array>): AsyncGenerator<BuildEvent> {
  const trace = new TraceDecoder();
  let imageId: string | undefined;
  for await (const line of jsonLines(body) as AsyncIterable<OutputLine>) {
    if (line.id === 'moby.buildkit.trace') yield* trace.decode(Buffer.from(String(line.aux), 'base64'));
    else if (line.id === 'moby.image.id' && typeof line.aux === 'object') imageId = line.aux.ID;
    else if (line.error !== undefined) return yield { type: 'error', message: line.error };
  }
  if (!imageId) throw new BuildError('noResult');
  yield { type: 'built', imageId };
}

interface OutputLine {
  readonly id?: string;
  readonly aux?: string | { readonly ID?: string };
  readonly error?: string;
}

/** What went wrong on this side: the engine only says that the sender failed. */
class LocalFailure {
  private error: unknown;

  /** Remembers what a method throws, for the build's last event. */
  watch(method: GrpcMethod): GrpcMethod {
    return async (call, signal) => {
      try {
        await method(call, signal);
      } catch (error) {
        if (!(error instanceof GrpcError)) this.error ??= error;
        throw error;
      }
    };
  }

  /** @throws the remembered error in place of the engine's account of it */
  explain(event: BuildEvent): BuildEvent {
    if (event.type === 'error' && this.error) throw this.error;
    return event;
  }
}

/** Only what the build was given is served: an engine that is offered an agent asks for it. */
function sessionMethods(options: BuildOptions, local: LocalFailure): Record<string, GrpcMethod> {
  const folders = {
    context: new BuildContext(options.contextDir),
    dockerfile: new BuildContext(path.dirname(options.dockerfile)),
  };
  const agents = options.ssh && lendAgents(options.ssh);
  return {
    '/grpc.health.v1.Health/Check': unary(async () => new MessageWriter().uint(1, 1).finish()),
    '/moby.filesync.v1.FileSync/DiffCopy': local.watch(diffCopy(folders)),
    '/moby.filesync.v1.Auth/Credentials': local.watch(
      unary((request) => answerCredentials(request, options.credentials)),
    ),
    '/moby.buildkit.secrets.v1.Secrets/GetSecret': local.watch(giveSecrets(options.secrets ?? {})),
    ...(agents && {
      '/moby.sshforward.v1.SSH/CheckAgent': local.watch(agents.check),
      '/moby.sshforward.v1.SSH/ForwardAgent': local.watch(agents.forward),
    }),
  };
}

async function answerCredentials(request: Uint8Array, credentials: Credentials | undefined): Promise<Uint8Array> {
  const host = firstText(request);
  const login = await credentials?.(host === 'registry-1.docker.io' ? 'docker.io' : host);
  if (!login) return new Uint8Array(0);
  // An identity token travels as the secret of nobody.
  const { username, password } = 'identitytoken' in login ? { username: '', password: login.identitytoken } : login;
  return new MessageWriter().text(1, username).text(2, password).finish();
}

function sessionHeaders(
  id: string,
  { contextDir }: BuildOptions,
  methods: readonly string[],
): Record<string, string | readonly string[]> {
  return {
    'X-Docker-Expose-Session-Uuid': id,
    'X-Docker-Expose-Session-Name': encodeURIComponent(path.basename(contextDir)),
    'X-Docker-Expose-Session-Sharedkey': sharedKey(contextDir),
    'X-Docker-Expose-Session-Grpc-Method': methods,
  };
}

/** The same for every build of a folder on this machine: the engine keeps its copy under it and asks only for changes. */
function sharedKey(contextDir: string): string {
  return createHash('sha256').update(`longshore\n${os.hostname()}\n${contextDir}`).digest('hex');
}
