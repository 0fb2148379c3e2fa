import assert from 'node:assert/strict';
import { planUpdate } from '../../../../src/core/update/plan.js';
import { makeContainer, makeImage } from '../../../support/engineModels.js';

describe('plan of an update', () => {
  const pulled = makeImage({ id: 'sha256:1', tags: ['nginx:latest'], digests: ['nginx@sha256:one'] });
  const built = makeImage({ id: 'sha256:2', tags: ['app:latest'], digests: [] });
  const container = (image: string, imageId: string) => makeContainer({ image, imageId });
  const knownNewer = (imageId: string, reference: string) =>
    imageId === 'sha256:1' && reference === 'nginx:latest' ? 'sha256:newer' : undefined;
  const plan = (image: string, imageId: string, newerThan: typeof knownNewer = () => undefined) => {
    const { container: _, ...rest } = planUpdate(container(image, imageId), [pulled, built], newerThan);
    return rest;
  };

  it('pulls what is newer in the registry, also where the container is older than the image here', () => {
    const wanted = { pull: 'nginx:latest', to: 'sha256:newer' };
    assert.deepEqual(plan('nginx', 'sha256:1', knownNewer), wanted);
    assert.deepEqual(plan('nginx', 'sha256:0', knownNewer), wanted);
  });

  it('takes what is here when the tag means another image', () => {
    assert.deepEqual(plan('nginx', 'sha256:0'), { to: 'sha256:1' });
    assert.deepEqual(plan('app', 'sha256:0'), { to: 'sha256:2' });
  });

  it('looks in the registry where nothing is known, but not for what never came from one', () => {
    assert.deepEqual(plan('nginx', 'sha256:1'), { pull: 'nginx:latest' });
    assert.deepEqual(plan('gone:1', 'sha256:1'), { pull: 'gone:1' });
    assert.deepEqual(plan('app', 'sha256:2'), {});
    assert.deepEqual(plan(`nginx@sha256:${'0'.repeat(64)}`, 'sha256:1'), {});
  });
});
