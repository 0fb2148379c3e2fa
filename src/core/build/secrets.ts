import { readFile } from 'node:fs/promises';
import { BuildError } from './errors.js';
import { GrpcError, type GrpcMethod, unary } from './grpc.js';
import { firstText, MessageWriter } from './protobuf.js';

/**
 * `Secrets/GetSecret`: the content of the file that has the asked id, read when a step asks for it and not before.
 * Source: https://github.com/moby/buildkit/blob/master/session/secrets/secrets.proto
 */
export function giveSecrets(files: Readonly<Record<string, string>>): GrpcMethod {
  const byId = new Map(Object.entries(files));
  return unary(async (request) => {
    const id = firstText(request);
    const file = byId.get(id);
    if (file === undefined) throw new GrpcError('notFound', `secret ${id} not found`);
    return new MessageWriter().bytes(1, await readSecret(file)).finish();
  });
}

async function readSecret(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new BuildError('secretUnreadable', file, { cause });
  }
}
