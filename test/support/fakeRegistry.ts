import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** One request that a fake server saw. */
export interface SeenRequest {
  /** Name of the server: `registry`, `tokens`, ... */
  readonly server: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Answers a request itself and returns true, or lets it pass. */
export type Fault = (request: SeenRequest, response: ServerResponse) => boolean | Promise<boolean>;

export interface FakeRegistryOptions {
  /** No login is asked for when absent. */
  readonly auth?:
    | { readonly kind: 'basic'; readonly username: string; readonly password: string }
    /** Takes tokens that `accepts` knows; `realm` is where they come from. */
    | { readonly kind: 'bearer'; readonly realm: string; accepts(token: string, scope: string): boolean };
  /** `absolute` and `relative` say how `Link` is written, `none` cuts pages without one, `ignored` sends everything. */
  readonly paging?: 'relative' | 'absolute' | 'none' | 'ignored';
  readonly deletes?: 'off' | 'digestOnly' | 'tags';
  readonly referrers?: boolean;
  readonly digestHeader?: boolean;
  readonly catalog?: boolean;
  readonly mounts?: boolean;
  /** Parts of blobs can be asked for; true when absent. */
  readonly ranges?: boolean;
  /** Told as `OCI-Chunk-Min-Length`. */
  readonly leastPieceBytes?: number;
  /** Larger ones are refused with 413. */
  readonly mostManifestBytes?: number;
  /** All on one page when absent. */
  readonly referrersPerPage?: number;
}

interface Repository {
  readonly tags: Map<string, string>;
  readonly manifests: Map<string, { mediaType: string; bytes: Buffer }>;
  readonly blobs: Map<string, Buffer>;
}

/** What a server shows that speaks TLS; PEM texts. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

/** A server on loopback that writes down every request. */
export class FakeServer {
  readonly requests: SeenRequest[] = [];
  readonly faults: Fault[] = [];
  private server: Server | undefined;

  constructor(
    readonly name: string,
    private readonly answer: (request: SeenRequest, body: Buffer, response: ServerResponse) => void | Promise<void>,
    readonly hostname = '127.0.0.1',
  ) {}

  async start(certificate?: ServerCertificate): Promise<this> {
    const handle = (request: IncomingMessage, response: ServerResponse) => void this.handle(request, response);
    const server = certificate ? createTlsServer(certificate, handle) : createServer(handle);
    const address = this.hostname.startsWith('127.') ? this.hostname : '127.0.0.1';
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
    this.server = server;
    return this;
  }

  get host(): string {
    const { port } = (this.server?.address() ?? { port: 0 }) as AddressInfo;
    return `${this.hostname}:${port}`;
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  stop(): Promise<void> {
    this.server?.closeAllConnections();
    return new Promise((resolve) => this.server?.close(() => resolve()) ?? resolve());
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray().catch(() => []));
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const { method = '', url = '' } = request;
    const seen = { server: this.name, method, url, headers, body: body.toString('utf8') };
    this.requests.push(seen);
    for (const fault of this.faults) if (await fault(seen, response)) return;
    await this.answer(seen, body, response);
  }
}

export const digestOf = (bytes: Buffer | string, algorithm = 'sha256'): string =>
  `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;

/** A registry in memory: as the distribution specification says, with the faults that a test switches on. */
export class FakeRegistry extends FakeServer {
  readonly repositories = new Map<string, Repository>();
  readonly uploads = new Map<string, Buffer>();

  constructor(
    readonly options: FakeRegistryOptions = {},
    name = 'registry',
    hostname = '127.0.0.1',
  ) {
    super(name, (request, body, response) => this.route(request, body, response), hostname);
  }

  repository(path: string): Repository {
    const known = this.repositories.get(path);
    if (known) return known;
    const fresh = { tags: new Map(), manifests: new Map(), blobs: new Map() };
    this.repositories.set(path, fresh);
    return fresh;
  }

  addBlob(path: string, bytes: Buffer | string, algorithm = 'sha256'): { digest: string; size: number } {
    const blob = Buffer.from(bytes);
    const digest = digestOf(blob, algorithm);
    this.repository(path).blobs.set(digest, blob);
    return { digest, size: blob.length };
  }

  /** Stores a manifest under tags and returns its descriptor. */
  addManifest(path: string, manifest: { mediaType: string }, ...tags: string[]) {
    const bytes = Buffer.from(JSON.stringify(manifest));
    const digest = digestOf(bytes);
    const repository = this.repository(path);
    repository.manifests.set(digest, { mediaType: manifest.mediaType, bytes });
    for (const tag of tags) repository.tags.set(tag, digest);
    return { mediaType: manifest.mediaType, digest, size: bytes.length };
  }

  /** A small image; `salt` makes its digest differ from others. */
  addImage(path: string, salt: string, ...tags: string[]) {
    const config = { os: 'linux', architecture: 'amd64', created: '2024-05-01T00:00:00Z', config: { Env: [salt] } };
    const type = 'application/vnd.oci.image.config.v1+json';
    const layer = this.addBlob(path, `layer ${salt}`);
    const manifest = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: type, ...this.addBlob(path, JSON.stringify(config)) },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', ...layer }],
    };
    return this.addManifest(path, manifest, ...tags);
  }

  private route(request: SeenRequest, body: Buffer, response: ServerResponse) {
    const url = new URL(request.url, 'http://fake');
    const [, path = '', kind = '', reference = ''] =
      /^\/v2\/(.+?)\/(manifests|blobs|tags|referrers)\/(.*)$/.exec(url.pathname) ?? [];
    if (!this.isAllowed(request, path, response)) return;
    if (url.pathname === '/v2/') return send(response, 200, '{}');
    if (url.pathname === '/v2/_catalog') return this.catalog(url, response);
    if (kind === 'tags') return this.tagList(url, path, response);
    if (kind === 'manifests') return this.manifest(request, body, path, reference, response);
    if (kind === 'blobs') return this.blob(request, body, url, path, reference, response);
    if (kind === 'referrers' && this.options.referrers) return this.referrerList(url, path, reference, response);
    fail(response, 404, 'NAME_UNKNOWN');
  }

  private isAllowed({ method, headers }: SeenRequest, path: string, response: ServerResponse): boolean {
    const { auth } = this.options;
    if (!auth) return true;
    const given = headers['authorization'] ?? '';
    const action = method === 'DELETE' ? 'delete' : method === 'GET' || method === 'HEAD' ? 'pull' : 'pull,push';
    const scope = path === '' ? '' : `repository:${path}:${action}`;
    if (auth.kind === 'basic') {
      const wanted = `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
      if (given === wanted) return true;
      response.setHeader('www-authenticate', 'Basic realm="fake, with a comma"');
    } else {
      if (given.startsWith('Bearer ') && auth.accepts(given.slice(7), scope)) return true;
      const asked = scope ? `,scope="${scope}"` : '';
      response.setHeader('www-authenticate', `Negotiate, Bearer realm="${auth.realm}",service="fake"${asked}`);
    }
    fail(response, 401, 'UNAUTHORIZED');
    return false;
  }

  private catalog(url: URL, response: ServerResponse) {
    if (this.options.catalog === false) return fail(response, 403, 'DENIED');
    this.list(url, response, [...this.repositories.keys()].sort(), (repositories) => ({ repositories }));
  }

  private tagList(url: URL, path: string, response: ServerResponse) {
    const repository = this.repositories.get(path);
    if (!repository) return fail(response, 404, 'NAME_UNKNOWN');
    const tags = [...repository.tags.keys()].sort();
    this.list(url, response, tags, (items) => ({ name: path, tags: items.length > 0 ? items : null }));
  }

  private list(url: URL, response: ServerResponse, all: string[], shape: (items: string[]) => object) {
    const { paging = 'relative' } = this.options;
    const count = Number(url.searchParams.get('n') ?? 100);
    const last = url.searchParams.get('last') ?? '';
    if (paging === 'ignored') return send(response, 200, JSON.stringify(shape(all)));
    const rest = all.filter((item) => item > last);
    const items = rest.slice(0, count);
    if (rest.length > count && paging !== 'none') {
      const next = `${url.pathname}?last=${encodeURIComponent(items.at(-1) ?? '')}&n=${count}`;
      response.setHeader('link', `<${paging === 'absolute' ? this.origin : ''}${next}>; rel="next"`);
    }
    send(response, 200, JSON.stringify(shape(items)));
  }

  private manifest(request: SeenRequest, body: Buffer, path: string, reference: string, response: ServerResponse) {
    if (request.method === 'PUT') return this.putManifest(request, body, path, reference, response);
    const repository = this.repositories.get(path);
    if (request.method === 'DELETE') return this.deleteManifest(repository, reference, response);
    const digest = repository?.tags.get(reference) ?? reference;
    const stored = repository?.manifests.get(digest);
    if (!stored) return fail(response, 404, 'MANIFEST_UNKNOWN');
    response.setHeader('content-type', stored.mediaType);
    if (this.options.digestHeader !== false) response.setHeader('docker-content-digest', digest);
    send(response, 200, stored.bytes, request.method);
  }

  private putManifest(
    { headers }: SeenRequest,
    body: Buffer,
    path: string,
    reference: string,
    response: ServerResponse,
  ) {
    const repository = this.repository(path);
    const digest = digestOf(body);
    if (body.length > (this.options.mostManifestBytes ?? Number.POSITIVE_INFINITY))
      return fail(response, 413, 'SIZE_INVALID');
    if (reference.startsWith('sha256:') && reference !== digest) return fail(response, 400, 'DIGEST_INVALID');
    const missing = blobsOf(body).find((blob) => !repository.blobs.has(blob) && !repository.manifests.has(blob));
    if (missing) return fail(response, 404, 'MANIFEST_BLOB_UNKNOWN', missing);
    repository.manifests.set(digest, { mediaType: headers['content-type'] ?? '', bytes: body });
    if (!reference.startsWith('sha256:')) repository.tags.set(reference, digest);
    response.setHeader('docker-content-digest', digest);
    const subject = this.options.referrers ? JSON.parse(body.toString('utf8')).subject?.digest : undefined;
    if (subject) response.setHeader('oci-subject', subject);
    send(response, 201, '');
  }

  private deleteManifest(repository: Repository | undefined, reference: string, response: ServerResponse) {
    const { deletes = 'digestOnly' } = this.options;
    if (deletes === 'off') return fail(response, 405, 'UNSUPPORTED');
    if (reference.startsWith('sha256:')) {
      if (!repository?.manifests.delete(reference)) return fail(response, 404, 'MANIFEST_UNKNOWN');
      for (const [tag, digest] of repository.tags) if (digest === reference) repository.tags.delete(tag);
      return send(response, 202, '');
    }
    if (deletes === 'digestOnly') return fail(response, 400, 'DIGEST_INVALID');
    if (!repository?.tags.delete(reference)) return fail(response, 404, 'MANIFEST_UNKNOWN');
    send(response, 202, '');
  }

  private blob(
    { method, headers }: SeenRequest,
    body: Buffer,
    url: URL,
    path: string,
    reference: string,
    response: ServerResponse,
  ) {
    const repository = this.repository(path);
    if (method === 'POST') return this.startUpload(url, path, repository, response);
    const id = reference.replace('uploads/', '');
    const size = this.uploads.get(id)?.length ?? 0;
    if (method === 'GET' && reference.startsWith('uploads/')) {
      response.setHeader('range', `0-${Math.max(0, size - 1)}`);
      response.setHeader('location', `/v2/${path}/blobs/uploads/${id}?state=${size}`);
      return send(response, 204, '');
    }
    if (method === 'PATCH' || method === 'PUT') {
      const from = /^(\d+)-/.exec(headers['content-range'] ?? '')?.[1];
      if (from !== undefined && Number(from) !== size) return fail(response, 416, 'BLOB_UPLOAD_INVALID');
      const received = Buffer.concat([this.uploads.get(id) ?? Buffer.alloc(0), body]);
      this.uploads.set(id, received);
      response.setHeader('location', `/v2/${path}/blobs/uploads/${id}?state=${received.length}`);
      if (method === 'PATCH') return send(response, 202, '');
      if (headers['content-type'] !== 'application/octet-stream') return fail(response, 400, 'BLOB_UPLOAD_INVALID');
      const digest = url.searchParams.get('digest') ?? '';
      if (digest !== digestOf(received, digest.split(':')[0])) return fail(response, 400, 'DIGEST_INVALID');
      repository.blobs.set(digest, received);
      return send(response, 201, '');
    }
    const blob = repository.blobs.get(reference);
    if (!blob) return fail(response, 404, 'BLOB_UNKNOWN');
    const from = this.options.ranges === false ? undefined : /^bytes=(\d+)-$/.exec(headers['range'] ?? '')?.[1];
    if (from === undefined) return send(response, 200, blob, method);
    response.setHeader('content-range', `bytes ${from}-${blob.length - 1}/${blob.length}`);
    if (Number(from) >= blob.length) return fail(response, 416, 'SIZE_INVALID');
    send(response, 206, blob.subarray(Number(from)), method);
  }

  private startUpload(url: URL, path: string, repository: Repository, response: ServerResponse) {
    const digest = url.searchParams.get('mount') ?? '';
    const source = this.repositories.get(url.searchParams.get('from') ?? '')?.blobs.get(digest);
    if (source && this.options.mounts !== false) {
      repository.blobs.set(digest, source);
      return send(response, 201, '');
    }
    const { leastPieceBytes } = this.options;
    if (leastPieceBytes !== undefined) response.setHeader('oci-chunk-min-length', leastPieceBytes);
    response.setHeader('location', `/v2/${path}/blobs/uploads/${randomUUID()}?state=0`);
    send(response, 202, '');
  }

  private referrerList(url: URL, path: string, subject: string, response: ServerResponse) {
    const manifests = [...(this.repositories.get(path)?.manifests ?? [])].flatMap(([digest, { mediaType, bytes }]) => {
      const { subject: of, artifactType, annotations } = JSON.parse(bytes.toString('utf8'));
      return of?.digest === subject ? [{ mediaType, digest, size: bytes.length, artifactType, annotations }] : [];
    });
    response.setHeader('content-type', 'application/vnd.oci.image.index.v1+json');
    const { referrersPerPage = manifests.length } = this.options;
    const from = Number(url.searchParams.get('from') ?? 0);
    const next = from + referrersPerPage;
    if (next < manifests.length) response.setHeader('link', `<${url.pathname}?from=${next}>; rel="next"`);
    send(response, 200, JSON.stringify({ schemaVersion: 2, manifests: manifests.slice(from, next) }));
  }
}

function blobsOf(body: Buffer): string[] {
  const { config, layers = [], manifests = [] } = JSON.parse(body.toString('utf8'));
  return [...(config ? [config] : []), ...layers, ...manifests].map(({ digest }) => digest);
}

/** Ends an answer; HEAD gets its length only. */
export function send(response: ServerResponse, status: number, body: Buffer | string, method = 'GET'): void {
  response.statusCode = status;
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(method === 'HEAD' ? undefined : body);
}

/** Ends an answer with the specification's error document. */
export function fail(response: ServerResponse, status: number, code: string, message = code.toLowerCase()): void {
  response.setHeader('content-type', 'application/json');
  send(response, status, JSON.stringify({ errors: [{ code, message }] }));
}
