import assert from 'node:assert/strict';
import { readAttachments } from '../../../../src/core/registry/attachments.js';
import { copyImage } from '../../../../src/core/registry/copy.js';
import { copyAttached, findAttached } from '../../../../src/core/registry/copyAttachments.js';
import { documentText } from '../../../../src/core/registry/documentText.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { FakeRegistry } from '../../../support/fakeRegistry.js';

describe('attachments', () => {
  it("are found as referrers and under cosign's old tags", async () => {
    const registry = await new FakeRegistry({ referrers: true }).start();
    const client = new RegistryClient({ host: registry.host, scheme: 'http' });
    const { digest } = registry.addImage('a', 'one', 'v1');
    assert.deepEqual(await readAttachments(client, 'a', digest), []);
    registry.addImage('a', 'signature', `${digest.replace(':', '-')}.sig`);
    const found = await readAttachments(client, 'a', digest);
    assert.deepEqual(
      found.map(({ artifactType }) => artifactType),
      ['cosign signature'],
    );
    await registry.stop();
  });

  for (const referrers of [true, false])
    it(`go along with a copy, and are found ${referrers ? 'as referrers' : 'by the fallback tag'} there`, async () => {
      const source = await new FakeRegistry({ referrers: true }).start();
      const target = await new FakeRegistry({ referrers }, 'target').start();
      const image = source.addImage('a', 'one');
      const mediaType = 'application/vnd.oci.image.index.v1+json';
      const index = source.addManifest(
        'a',
        Object.assign({ schemaVersion: 2, manifests: [image] }, { mediaType }),
        'v1',
      );
      const attach = (subject: object, artifactType: string) => {
        const config = { mediaType: 'application/vnd.oci.empty.v1+json', ...source.addBlob('a', '{}') };
        const manifest = { schemaVersion: 2, artifactType, config, layers: [], subject };
        return source.addManifest(
          'a',
          Object.assign(manifest, { mediaType: 'application/vnd.oci.image.manifest.v1+json' }),
        );
      };
      attach(index, 'of/index');
      attach(image, 'of/image');
      source.addImage('a', 'signature', `${index.digest.replace(':', '-')}.sig`);
      const place = ({ host }: FakeRegistry, path: string) => {
        const client = new RegistryClient({ host, scheme: 'http' });
        return { client, path, reference: 'v1' };
      };
      const [from, to] = [place(source, 'a'), place(target, 'b')];
      const attached = await findAttached(from.client, 'a', 'v1');
      await copyImage(from, to, () => {});
      assert.deepEqual(await readAttachments(to.client, 'b', index.digest), []);
      await copyAttached(from, to, attached);
      const kinds = async (digest: string) =>
        (await readAttachments(to.client, 'b', digest)).map(({ artifactType }) => artifactType);
      assert.deepEqual(await kinds(index.digest), ['of/index', 'cosign signature']);
      assert.deepEqual(await kinds(image.digest), ['of/image']);
      await Promise.all([source.stop(), target.stop()]);
    });

  it('a copy counts what stays behind', async () => {
    const source = await new FakeRegistry().start();
    const target = await new FakeRegistry({}, 'target').start();
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const config = { mediaType: 'application/vnd.oci.image.config.v1+json', ...source.addBlob('a', '{}') };
    const foreign = {
      ...source.addBlob('a', 'x'),
      mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    };
    source.addManifest('a', Object.assign({ schemaVersion: 2, config, layers: [foreign] }, { mediaType }), 'v1');
    // Registries take manifests with foreign layers; this one looks for every blob.
    target.addBlob('b', 'x');
    const place = ({ host }: FakeRegistry, path: string) => {
      const client = new RegistryClient({ host, scheme: 'http' });
      return { client, path, reference: 'v1' };
    };
    let skipped = 0;
    await copyImage(place(source, 'a'), place(target, 'b'), (progress) => {
      skipped = progress.skipped;
    });
    assert.equal(skipped, 1);
    await Promise.all([source.stop(), target.stop()]);
  });

  it('are shown as text: JSON indented, envelopes opened, other text as it is, bytes not at all', () => {
    const payload = Buffer.from('{"predicateType":"x"}').toString('base64');
    const envelope = JSON.stringify({ payloadType: 'application/vnd.in-toto+json', payload, signatures: [] });
    assert.equal(documentText(Buffer.from(envelope)), '{\n  "predicateType": "x"\n}\n');
    assert.equal(documentText(Buffer.from('{"payload":"%%%","payloadType":"t"}'))?.includes('payloadType'), true);
    assert.equal(documentText(Buffer.from('SPDXVersion: 2.3')), 'SPDXVersion: 2.3');
    assert.equal(documentText(Buffer.from([1, 0, 2])), undefined);
  });
});
