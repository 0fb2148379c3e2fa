import assert from 'node:assert/strict';
import { imageText } from '../../../../src/core/registry/imageText.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { readTagDetails } from '../../../../src/core/registry/tagDetails.js';
import { pushImage, pushIndex } from '../../../support/contractRegistry.js';
import { FakeRegistry } from '../../../support/fakeRegistry.js';

describe('imageText', () => {
  it('tells the same of the same image, and differs in what differs', async () => {
    const registry = await new FakeRegistry().start();
    const client = new RegistryClient({ host: registry.host, scheme: 'http' });
    await pushImage(client, 'a', 'one', 'v1');
    await pushImage(client, 'a', 'two', 'v2');
    await pushIndex(client, 'a', 'multi', 'v3');
    const text = async (tag: string) => imageText('a', await readTagDetails(client, 'a', tag, 'linux/arm64'));
    assert.equal(await text('v1'), await text('v1'));
    const [one, two, three] = await Promise.all([text('v1'), text('v2'), text('v3')]);
    assert.match(one, /SALT=one/);
    assert.match(two, /SALT=two/);
    assert.match(three, /Platforms:\n {2}linux\/amd64 sha256:/);
    assert.match(three, /Image: linux\/arm64/);
    await registry.stop();
  });
});
