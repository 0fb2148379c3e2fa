import { pack } from 'tar-stream';
import type { Credential } from '../../src/core/registry/credential.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../src/core/registry/registryWriter.js';
import { digestOf, FakeRegistry } from './fakeRegistry.js';
import { FakeTokenServer } from './fakeTokenServer.js';

/** A registry that the contract suite runs on, fake or real. */
export interface ContractRegistry {
  readonly host: string;
  readonly credential: Credential & { readonly kind: 'password' };
  dispose(): Promise<void>;
}

const credential = { kind: 'password', username: 'tester', password: 'contract:päss' } as const;

/** How each registry is reached; undefined where it is not there. */
export const contractRegistries: Readonly<Record<string, (() => Promise<ContractRegistry>) | undefined>> = {
  'fake with Basic': async () => {
    const registry = await new FakeRegistry({ auth: { ...credential, kind: 'basic' }, paging: 'relative' }).start();
    return { host: registry.host, credential, dispose: () => registry.stop() };
  },
  'fake with tokens': async () => {
    const tokens = await new FakeTokenServer({ ...credential, firstScopeOnly: false }).start();
    const accepts = (token: string, scope: string) => tokens.accepts(token, scope);
    const registry = await new FakeRegistry({ auth: { kind: 'bearer', realm: tokens.realm, accepts } }).start();
    const dispose = () => Promise.all([registry.stop(), tokens.stop()]).then(() => {});
    return { host: registry.host, credential, dispose };
  },
  'docker-registry': realRegistry(),
};

function realRegistry(): (() => Promise<ContractRegistry>) | undefined {
  const {
    LONGSHORE_TEST_REGISTRY: host,
    LONGSHORE_TEST_REGISTRY_USER: username = '',
    LONGSHORE_TEST_REGISTRY_PASSWORD: password = '',
  } = process.env;
  if (!host) return undefined;
  return async () => ({ host, credential: { kind: 'password', username, password }, dispose: async () => {} });
}

const type = (name: string) => `application/vnd.oci.image.${name}`;

/** Pushes a small image of two layers, which an engine can pull, through our own writer and returns its descriptor. */
export async function pushImage(
  client: RegistryClient,
  path: string,
  salt: string,
  reference?: string,
  arch = 'amd64',
) {
  const writer = new RegistryWriter(client);
  const blob = async (bytes: Buffer) => {
    await writer.uploadBlob(path, digestOf(bytes), once(bytes), () => {});
    return { digest: digestOf(bytes), size: bytes.length };
  };
  const history = [
    { created_by: 'FROM scratch', empty_layer: true },
    { created_by: 'COPY a' },
    { created_by: 'COPY b' },
  ];
  const files = [await tar('a', Buffer.from(salt)), await tar('b', Buffer.alloc(70_000, salt))];
  const config = {
    ...{ os: 'linux', architecture: arch, created: '2024-05-01T00:00:00Z', history },
    config: { Env: [`SALT=${salt}`], Labels: { salt } },
    rootfs: { type: 'layers', diff_ids: files.map((bytes) => digestOf(bytes)) },
  };
  const layers = await Promise.all(files.map(blob));
  const manifest = {
    schemaVersion: 2,
    mediaType: type('manifest.v1+json'),
    config: { mediaType: type('config.v1+json'), ...(await blob(Buffer.from(JSON.stringify(config)))) },
    layers: layers.map((layer) => ({ mediaType: type('layer.v1.tar'), ...layer })),
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const digest = await writer.putManifest(path, reference ?? digestOf(bytes), { bytes, mediaType: manifest.mediaType });
  return { mediaType: manifest.mediaType, digest, size: bytes.length, platform: { os: 'linux', architecture: arch } };
}

async function tar(name: string, content: Buffer): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name, mtime: new Date(0) }, content);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Pushes an index of two platforms and returns its digest. */
export async function pushIndex(client: RegistryClient, path: string, salt: string, tag: string): Promise<string> {
  const manifests = [
    await pushImage(client, path, `${salt}-amd`, undefined, 'amd64'),
    await pushImage(client, path, `${salt}-arm`, undefined, 'arm64'),
  ];
  const index = { schemaVersion: 2, mediaType: type('index.v1+json'), manifests };
  const bytes = Buffer.from(JSON.stringify(index));
  return new RegistryWriter(client).putManifest(path, tag, { bytes, mediaType: index.mediaType });
}

/** Pushes a Helm chart, which no engine can pull. */
export async function pushChart(client: RegistryClient, path: string, tag: string): Promise<string> {
  const writer = new RegistryWriter(client);
  const content = Buffer.from('{}');
  const blob = { digest: digestOf(content), size: content.length };
  await writer.uploadBlob(path, blob.digest, once(content), () => {});
  const manifest = {
    schemaVersion: 2,
    mediaType: type('manifest.v1+json'),
    config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', ...blob },
    layers: [{ mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', ...blob }],
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  return writer.putManifest(path, tag, { bytes, mediaType: manifest.mediaType });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A client of a contract registry. */
export function clientOf({ host, credential: login }: ContractRegistry, other?: Credential): RegistryClient {
  return new RegistryClient({ host, credential: other ?? login });
}
