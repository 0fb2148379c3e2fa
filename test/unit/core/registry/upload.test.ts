import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { copyImage } from '../../../../src/core/registry/copy.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../../../src/core/registry/registryWriter.js';
import { digestOf, FakeRegistry, fail, type SeenRequest } from '../../../support/fakeRegistry.js';

const bytes = Buffer.alloc(20 * 1024 * 1024 + 5, 'longshore');
const digest = digestOf(bytes);

describe('an upload', () => {
  let registry: FakeRegistry;
  let client: RegistryClient;
  beforeEach(async () => {
    registry = await new FakeRegistry().start();
    client = new RegistryClient({ host: registry.host, scheme: 'http' });
  });
  afterEach(() => registry.stop());

  const upload = (onBytes = (_count: number) => {}) =>
    new RegistryWriter(client).uploadBlob('a', digest, once(bytes), onBytes);
  const count = (method: string) => registry.requests.filter((request) => request.method === method).length;
  /** Answers some of the requests of a method, by their number. */
  const disturb = (
    method: string,
    when: (n: number) => boolean,
    answer: (response: ServerResponse, request: SeenRequest) => void,
  ) => {
    let seen = 0;
    registry.faults.push((request, response) => {
      if (request.method !== method || !request.url.includes('/uploads/') || !when(++seen)) return false;
      answer(response, request);
      return true;
    });
  };
  const keep = ({ url }: SeenRequest, part: number) => {
    const id = /uploads\/([^?]*)/.exec(url)?.[1] ?? '';
    const before = registry.uploads.get(id) ?? Buffer.alloc(0);
    registry.uploads.set(id, bytes.subarray(0, before.length + part));
  };

  const ways: Record<string, (response: ServerResponse, request: SeenRequest) => void> = {
    'breaks off before anything arrived': (response) => response.socket?.destroy(),
    'breaks off in the middle': (response, request) => {
      keep(request, 1_000_000);
      response.socket?.destroy();
    },
    'is lost after all of it arrived': (response, request) => {
      keep(request, 8 * 1024 * 1024);
      response.socket?.destroy();
    },
    'meets a 503': (response) => fail(response, 503, 'UNAVAILABLE'),
    'is told that its range is wrong': (response) => fail(response, 416, 'BLOB_UPLOAD_INVALID'),
  };
  for (const [name, answer] of Object.entries(ways))
    it(`whose piece ${name} goes on where it stopped`, async () => {
      disturb('PATCH', (n) => n === 2, answer);
      let told = 0;
      await upload((part) => {
        told += part;
      });
      assert.ok(registry.repository('a').blobs.get(digest)?.equals(bytes));
      assert.equal(told, bytes.length);
      assert.equal(count('GET'), 2);
    });

  it('of which the registry does not say what it has is not guessed at', async () => {
    disturb(
      'PATCH',
      (n) => n === 2,
      (response) => fail(response, 503, 'UNAVAILABLE'),
    );
    disturb(
      'GET',
      () => true,
      (response) => response.writeHead(204).end(),
    );
    await assert.rejects(upload(), (error) => RegistryError.is(error, 'serverFailed'));
    assert.equal(count('PATCH'), 2);
    assert.ok(!registry.repository('a').blobs.has(digest));
  });

  it('whose last step fails is finished by another attempt', async () => {
    disturb(
      'PUT',
      (n) => n === 1,
      (response) => fail(response, 500, 'UNKNOWN'),
    );
    await upload();
    assert.ok(registry.repository('a').blobs.has(digest));
  });

  it('that never gets through ends after a few attempts, and is cancelled', async () => {
    disturb(
      'PATCH',
      () => true,
      (response) => fail(response, 502, 'UNKNOWN'),
    );
    await assert.rejects(upload(), (error) => RegistryError.is(error, 'serverFailed'));
    assert.equal(count('PATCH'), 4);
    assert.equal(count('DELETE'), 1);
  });

  it('that is refused is not tried again', async () => {
    disturb(
      'PATCH',
      () => true,
      (response) => fail(response, 403, 'DENIED'),
    );
    await assert.rejects(upload(), (error) => RegistryError.is(error, 'denied'));
    assert.equal(count('PATCH'), 1);
  });

  it('that fails stops the other blobs of a copy, and its reason is told', async () => {
    const source = await new FakeRegistry({}, 'source').start();
    const layers = ['1', '2', '3', '4', '5', '6'].map((salt) => ({ mediaType: 'x', ...source.addBlob('s', salt) }));
    const config = { mediaType: 'application/vnd.oci.image.config.v1+json', ...source.addBlob('s', '{}') };
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    source.addManifest('s', Object.assign({ schemaVersion: 2, config, layers }, { mediaType }), 'v1');
    disturb(
      'PATCH',
      () => true,
      (response) => fail(response, 403, 'DENIED'),
    );
    const from = { client: new RegistryClient({ host: source.host, scheme: 'http' }), path: 's', reference: 'v1' };
    await assert.rejects(
      copyImage(from, { client, path: 'a', reference: 'v1' }, () => {}),
      (error) => RegistryError.is(error, 'denied'),
    );
    assert.ok(count('POST') <= 3, String(count('POST')));
    await source.stop();
  });
});

async function* once(blob: Uint8Array): AsyncGenerator<Uint8Array> {
  yield blob;
}
