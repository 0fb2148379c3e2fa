import assert from 'node:assert/strict';
import { KnownUpdates } from '../../../../src/core/registry/knownUpdates.js';
import { checkUpdates } from '../../../../src/core/registry/updates.js';

describe('updates', () => {
  it('tells moved tags from those that stay, and asks nothing about images that were never pulled', async () => {
    const asked: string[] = [];
    const images = [
      { reference: 'nginx:1.27', digests: ['nginx@sha256:old', 'other@sha256:new'] },
      { reference: 'ghcr.io/o/app:v1', digests: ['ghcr.io/o/app@sha256:one'] },
      { reference: 'built:latest', digests: [] },
      { reference: 'renamed:1', digests: ['nginx@sha256:old'] },
      { reference: 'gone.example.com/x:1', digests: ['gone.example.com/x@sha256:x'] },
    ].map((image, index) => ({ ...image, imageId: `image ${index}` }));
    const answers: Record<string, string> = { 'library/nginx': 'sha256:new', 'o/app': 'sha256:one' };
    let progress = 0;
    const check = await checkUpdates(
      images,
      async ({ host, path, tag }) => {
        asked.push(`${host}/${path}:${tag}`);
        const digest = answers[path];
        if (!digest) throw new Error('no such host');
        return digest;
      },
      (count) => {
        progress = count;
      },
    );
    assert.deepEqual(asked, ['docker.io/library/nginx:1.27', 'ghcr.io/o/app:v1', 'gone.example.com/x:1']);
    assert.deepEqual(
      check.updates.map(({ reference, digest }) => [reference, digest]),
      [['nginx:1.27', 'sha256:new']],
    );
    assert.deepEqual(
      check.current.map(({ reference }) => reference),
      ['ghcr.io/o/app:v1'],
    );
    assert.deepEqual(
      check.failed.map(({ image }) => image.reference),
      ['gone.example.com/x:1'],
    );
    assert.equal(progress, 3);
    const known = new KnownUpdates();
    known.learn(check);
    assert.equal(known.newerThan('image 0', 'nginx:1.27'), 'sha256:new');
    assert.equal(known.newerThan('image 9', 'nginx:1.27'), undefined);
    assert.equal(known.newerThan('image 1', 'ghcr.io/o/app:v1'), undefined);
    known.learn({ ...check, updates: [], current: check.updates });
    assert.equal(known.newerThan('image 0', 'nginx:1.27'), undefined);
  });
});
