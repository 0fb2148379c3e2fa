import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Readable } from 'node:stream';
import { type Header, pack as newPack, type Pack } from 'tar-stream';
import { ReasonError } from '../base/errors.js';
import { jsonHeader } from '../base/jsonHeader.js';
import { jsonLines } from '../base/jsonLines.js';
import { parseDockerfile } from '../dockerfile/document.js';
import { baseImageHosts } from './baseImageHosts.js';
import { type ClassicMessage, ClassicOutput } from './classicOutput.js';
import { BuildContext, type ContextEntry } from './context.js';
import { readDockerfile, readIgnorePatterns } from './dockerfiles.js';
import { drained } from './drained.js';
import { BuildError } from './errors.js';
import type { BuildEvent } from './events.js';
import { buildQuery } from './query.js';
import type { BuildOptions, BuildTransport, Credentials } from './transport.js';

/**
 * Builds with the classic builder or Podman: the context travels as a tar stream, already filtered, since the engine
 * does not apply `.dockerignore` to what it is sent.
 */
export async function* buildClassic(
  transport: BuildTransport,
  options: BuildOptions,
  signal?: AbortSignal,
): AsyncGenerator<BuildEvent> {
  const dockerfile = await readDockerfile(options.dockerfile);
  const ignore = await readIgnorePatterns(options.contextDir, options.dockerfile);
  const upload = new ContextUpload(options, dockerfile, ignore);
  const query = { ...buildQuery(options), dockerfile: upload.dockerfileName };
  const headers = { 'Content-Type': 'application/x-tar', ...(await registryHeader(dockerfile, options.credentials)) };
  const either = signal ? AbortSignal.any([signal, upload.failed]) : upload.failed;
  try {
    yield* readClassicOutput(await transport.build(query, upload.start(either), { headers }, either), Date.now);
  } catch (error) {
    if (upload.failed.aborted) throw upload.failed.reason;
    // The classic builder parses the Dockerfile before it answers; the detail is the parser's sentence.
    if (!(error instanceof ReasonError) || error.reason !== 'badRequest') throw error;
    yield { type: 'error', message: error.detail };
  } finally {
    upload.stop();
  }
}

/** Turns the body of a classic build's answer into events. */
export async function* readClassicOutput(
  body: AsyncIterable<Uint8Array>,
  now: () => number,
): AsyncGenerator<BuildEvent> {
  const output = new ClassicOutput(now);
  for await (const line of jsonLines(body)) yield* output.push(line as ClassicMessage);
  yield* output.end();
}

/** The tar stream of a context. */
class ContextUpload {
  /** Relative to the context; a made-up name for a Dockerfile from elsewhere. */
  readonly dockerfileName: string;
  /** Aborted with what keeps the context from being read. */
  readonly failed: AbortSignal;
  private readonly failure = new AbortController();
  private readonly isOutside: boolean;
  private readonly tar = newPack();

  constructor(
    private readonly options: BuildOptions,
    private readonly dockerfile: Buffer,
    private readonly ignore: { readonly patterns: readonly string[]; readonly isOwn: boolean },
  ) {
    const relative = path.relative(options.contextDir, options.dockerfile).split(path.sep).join('/');
    this.isOutside = relative.startsWith('../') || path.isAbsolute(relative);
    this.dockerfileName = this.isOutside ? `.dockerfile.${randomBytes(8).toString('hex')}` : relative;
    this.failed = this.failure.signal;
  }

  start(signal: AbortSignal): Readable {
    const { tar } = this;
    const body = Readable.from(tar, { objectMode: false, highWaterMark: 1024 * 1024 });
    // The request is aborted, or its answer tells what happened.
    body.on('error', () => {});
    tar.on('error', () => {});
    this.fill(tar, signal).catch((error) => {
      if (error instanceof BuildError) this.failure.abort(error);
      tar.destroy(error);
    });
    return body;
  }

  /** The engine may answer without having read everything; what is left is not packed then. */
  stop(): void {
    this.tar.destroy();
  }

  private async fill(tar: Pack, signal: AbortSignal): Promise<void> {
    const context = new BuildContext(this.options.contextDir);
    const ownIgnoreFile = this.ignoreFile();
    for await (const batch of context.walk({ exclude: this.exclude() }, signal)) {
      for (const entry of batch) {
        if (ownIgnoreFile === undefined || entry.path !== '.dockerignore') await addEntry(tar, context, entry, signal);
      }
    }
    if (this.isOutside) tar.entry({ name: this.dockerfileName, mode: 0o644 }, this.dockerfile);
    if (ownIgnoreFile !== undefined) tar.entry({ name: '.dockerignore', mode: 0o644 }, ownIgnoreFile);
    tar.finalize();
  }

  /** The builder needs these two even where they are ignored; it drops them itself before it copies. */
  private exclude(): string[] {
    const { patterns } = this.ignore;
    const dockerfile = this.isOutside ? [] : [`!${this.dockerfileName.replace(/[\\*?[\]]/g, '\\$&')}`];
    return patterns.length === 0 ? [] : [...patterns, '!.dockerignore', ...dockerfile];
  }

  /** What tells the builder to drop them where that is not the context's own ignore file. */
  private ignoreFile(): string | undefined {
    if (!this.isOutside && !this.ignore.isOwn) return undefined;
    const { patterns } = this.ignore;
    const hidden = patterns.length === 0 ? ['.dockerignore'] : patterns;
    return [...hidden, ...(this.isOutside ? [this.dockerfileName] : [])].join('\n');
  }
}

function addEntry(tar: Pack, context: BuildContext, entry: ContextEntry, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const sink = tar.entry(headerOf(entry), (error) => (error ? reject(error) : resolve()));
    sink.on('error', reject);
    fillEntry(sink, context.read(entry, signal), entry.size).catch(reject);
  });
}

async function fillEntry(
  sink: ReturnType<Pack['entry']>,
  content: AsyncIterable<Uint8Array>,
  size: number,
): Promise<void> {
  let left = size;
  for await (const chunk of content) {
    left -= chunk.length;
    if (!sink.write(chunk)) await drained(sink);
    if (sink.destroyed) return;
  }
  // The file got shorter since it was listed, and the header has promised its size.
  sink.end(left > 0 ? Buffer.alloc(left) : undefined);
}

/** Owner and group stay 0, as the docker CLI sends them. */
function headerOf({ path: name, type, mode, size, modified, link }: ContextEntry): Partial<Header> & { name: string } {
  const mtime = new Date(Number(modified / 1_000_000n));
  return { name, type, mode, size, mtime, ...(link !== undefined && { linkname: link }) };
}

/** Logins for the images that the Dockerfile starts from; the classic builder cannot ask for them later. */
async function registryHeader(dockerfile: Buffer, credentials?: Credentials): Promise<Record<string, string>> {
  if (!credentials) return {};
  const logins = await Promise.all(
    baseImageHosts(parseDockerfile(dockerfile.toString())).map(async (host) => {
      const login = await credentials(host);
      return login ? [[host === 'docker.io' ? 'https://index.docker.io/v1/' : host, login]] : [];
    }),
  );
  const config = Object.fromEntries(logins.flat());
  return { 'X-Registry-Config': jsonHeader(config) };
}
