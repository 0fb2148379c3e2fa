import { RegistryError, type RegistryErrorReason } from '../../src/core/registry/errors.js';
import { mediaTypes } from '../../src/core/registry/manifest.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../src/core/registry/registryWriter.js';
import { digestOf, FakeRegistry, type FakeRegistryOptions } from './fakeRegistry.js';

/** A fake registry and what asks it. */
export interface Bench {
  readonly registry: FakeRegistry;
  readonly client: RegistryClient;
  readonly writer: RegistryWriter;
}

/** One case of conformance, with the registry that it needs. */
export interface Case {
  readonly options?: FakeRegistryOptions;
  readonly run: (bench: Bench) => Promise<void>;
}

export const missing = digestOf('missing');
export const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
export const because = (reason: RegistryErrorReason) => (error: unknown) => RegistryError.is(error, reason);
/** Path and query of each request of a method; ids of uploads are `ID`. */
export const asked = ({ registry }: Bench, method: string) =>
  registry.requests.filter((request) => request.method === method).map(({ url }) => url.replace(/[0-9a-f-]{36}/, 'ID'));

export const manifestOf = (extra: object = {}) => ({
  schemaVersion: 2,
  ...{ mediaType: mediaTypes.ociManifest, config: { mediaType: 'x/y', digest: digestOf('{}'), size: 2 }, layers: [] },
  ...extra,
});

/**
 * The cases of the distribution specification's conformance suite that a client can fail, by the suite's categories.
 * What this client never asks for, and why:
 * - a blob in one POST, or in a PUT alone: pieces can go on where they stopped, and registries may take the POST for the
 *   beginning of an upload anyway;
 * - a mount without `from`: it finds what anybody has pushed, and most registries make an upload of it;
 * - DELETE of a blob: another image may need the layer; the registry's garbage collection knows;
 * - referrers by `artifactType`: everything that is attached is shown and copied, so a filter would only add requests;
 * - PUT of a digest with `?tag=`: newer than 1.1, and one PUT a tag works everywhere.
 * Source: https://github.com/opencontainers/distribution-spec/tree/main/conformance
 */
export function conforms(category: string, cases: Readonly<Record<string, Case>>): void {
  describe(`conformance: ${category}`, () => {
    for (const [name, { options, run }] of Object.entries(cases))
      it(name, async () => {
        const registry = await new FakeRegistry(options).start();
        try {
          const client = new RegistryClient({ host: registry.host });
          await run({ registry, client, writer: new RegistryWriter(client) });
        } finally {
          await registry.stop();
        }
      });
  });
}
