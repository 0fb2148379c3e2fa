import { createHash, type Hash } from 'node:crypto';
import { abortError } from '../base/async.js';
import { RegistryError } from './errors.js';
import type { Transport } from './http.js';

/** Reads a whole body of at most `limit` bytes; a longer or slower one is a `badAnswer` or `silent`. */
export async function readBytes(
  transport: Transport,
  response: Response,
  limit: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  if (Number(response.headers.get('content-length') ?? 0) > limit) {
    await response.body?.cancel();
    throw new RegistryError('badAnswer', String(limit), { flaw: 'tooManyBytes' });
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const deadline = Date.now() + transport.bodyTimeout;
  for await (const chunk of chunksOf(transport, response, signal, deadline)) {
    size += chunk.byteLength;
    if (size > limit) throw new RegistryError('badAnswer', String(limit), { flaw: 'tooManyBytes' });
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/**
 * The chunks of a body; ends the connection when the caller stops early.
 * @param deadline milliseconds since 1970 for the whole; without it only standing still is refused
 */
export async function* chunksOf(
  transport: Transport,
  response: Response,
  signal?: AbortSignal,
  deadline?: number,
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const end = () => void reader.cancel().catch(() => {});
  signal?.addEventListener('abort', end, { once: true });
  let finished = false;
  try {
    for (;;) {
      const left = deadline === undefined ? transport.bodyTimeout : deadline - Date.now();
      const { done, value } = await within(reader.read(), left, response.url);
      if (signal?.aborted) throw abortError(signal);
      finished = done;
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (signal?.aborted) throw abortError(signal);
    if (error instanceof RegistryError) throw error;
    throw new RegistryError('unreachable', '', { flaw: 'brokenOff', cause: error });
  } finally {
    signal?.removeEventListener('abort', end);
    if (!finished) end();
  }
}

function within<T>(work: Promise<T>, milliseconds: number, url: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new RegistryError('silent', url && new URL(url).host));
    const timer = setTimeout(late, Math.max(0, milliseconds));
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** `sha256:<hex>` of some bytes. */
export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Throws `digestMismatch` when the bytes are not what their digest says; unknown algorithms are refused too. */
export function verifyDigest(bytes: Uint8Array, digest: string): void {
  const verifier = new Verifier(digest);
  verifier.update(bytes);
  verifier.end();
}

/**
 * Holds bytes against a digest of one of the algorithms that the OCI image spec registers. Throws `digestMismatch`.
 * Source: https://github.com/opencontainers/image-spec/blob/main/descriptor.md#registered-algorithms
 */
export class Verifier {
  private readonly algorithm: string;
  private readonly hash: Hash;

  constructor(private readonly digest: string) {
    [this.algorithm = ''] = digest.split(':');
    if (!/^sha(?:256|512)$/.test(this.algorithm)) throw new RegistryError('digestMismatch', digest);
    this.hash = createHash(this.algorithm);
  }

  update(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }

  /** After the last byte. */
  end(): void {
    const actual = `${this.algorithm}:${this.hash.digest('hex')}`;
    if (actual !== this.digest) throw new RegistryError('digestMismatch', `${this.digest} ≠ ${actual}`);
  }
}
