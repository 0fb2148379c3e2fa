import assert from 'node:assert/strict';
import { readAttachments } from '../../../../src/core/registry/attachments.js';
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

  it('are shown as text: JSON indented, envelopes opened, other text as it is, bytes not at all', () => {
    const payload = Buffer.from('{"predicateType":"x"}').toString('base64');
    const envelope = JSON.stringify({ payloadType: 'application/vnd.in-toto+json', payload, signatures: [] });
    assert.equal(documentText(Buffer.from(envelope)), '{\n  "predicateType": "x"\n}\n');
    assert.equal(documentText(Buffer.from('{"payload":"%%%","payloadType":"t"}'))?.includes('payloadType'), true);
    assert.equal(documentText(Buffer.from('SPDXVersion: 2.3')), 'SPDXVersion: 2.3');
    assert.equal(documentText(Buffer.from([1, 0, 2])), undefined);
  });
});
