import assert from 'node:assert/strict';
import type { Container, Image } from '../../../../src/core/engine/models.js';
import { arrangeContainers, arrangeImages, type Selection } from '../../../../src/core/explorer/arrange.js';
import { childrenOf, type EngineNode, rowOf } from '../../../../src/core/explorer/kinds.js';
import { idFrom, makeContainer, makeImage, makeService } from '../../../support/engineModels.js';
import { assertGolden } from '../../../support/golden.js';
import { treeText } from '../../../support/treeText.js';

const now = Date.UTC(2026, 10, 21, 5, 6, 7);
const everything: Selection = { filter: '', toggled: false };
const print = (roots: readonly EngineNode[]) => treeText(roots, (node) => rowOf(node, now), childrenOf);

const containers: Container[] = [
  makeContainer({
    name: 'web',
    health: 'healthy',
    since: now - 300_000,
    ports: [
      { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIp: '0.0.0.0' },
      { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIp: '::' },
      { containerPort: 53, protocol: 'udp', hostPort: 5353, hostIp: '127.0.0.1' },
      { containerPort: 443, protocol: 'tcp' },
    ],
  }),
  makeContainer({ name: 'worker-10', state: 'exited', exitCode: 1, since: now - 7_200_000 }),
  makeContainer({ name: 'worker-9', state: 'exited', exitCode: 137 }),
  makeContainer({ name: 'fresh', state: 'created', image: `sha256:${idFrom('x')}` }),
  makeContainer({ name: 'frozen', state: 'paused' }),
  makeContainer({ name: 'looping', state: 'restarting', exitCode: 1 }),
  makeContainer({ name: 'leaving', state: 'removing' }),
  makeContainer({ name: 'gone', state: 'dead' }),
  makeContainer({ name: 'booting', health: 'starting' }),
  makeContainer({ name: 'sick', health: 'unhealthy' }),
  makeContainer({ name: '', id: idFrom('odd'), state: 'unknown', image: '', problem: 'Ports is not a list' }),
  makeService('shop', 'db', { health: 'unhealthy', image: 'postgres:16' }),
  makeService('shop', 'api', { state: 'exited', exitCode: 0 }),
  makeService('blog', 'web'),
  makeService('blog', 'db'),
  makeService('attic', 'db', { state: 'exited' }),
];

const base = idFrom('base');
const images: Image[] = [
  makeImage({ id: 'sha256:1', tags: ['nginx:1.25', 'nginx:latest', 'localhost:5000/team/nginx:1'] }),
  makeImage({ id: 'sha256:2', tags: ['nginx:1.24'], created: Date.UTC(2026, 9, 1) }),
  makeImage({ id: `sha256:${base}`, tags: [], size: 999 }),
  makeImage({ id: `sha256:${idFrom('digest')}`, tags: [], digests: [`alpine@sha256:${base}`], size: 1_234_567 }),
  makeImage({ id: 'sha256:4', tags: ['odd:1'], problem: 'Size is not a number', size: 0, created: 0 }),
];

describe('arrangement of containers', () => {
  it('groups projects, then standalone ones, each by name', () =>
    assertGolden('explorer/containers', print(arrangeContainers(containers, everything).roots)));

  it('counts what there is, what runs and what is shown', () => {
    const { total, active, toggled, shown } = arrangeContainers(containers, { filter: 'name:o', toggled: true });
    assert.deepEqual({ total, active, toggled, shown }, { total: 16, active: 8, toggled: 8, shown: 6 });
  });

  it('gives ids that hold no state', () => {
    const ids = (state: Container['state']) =>
      arrangeContainers([makeContainer({ state })], everything).roots.map((node) => node.id);
    assert.deepEqual(ids('running'), ids('exited'));
    assert.deepEqual(ids('running'), [`container:${idFrom('web')}`]);
  });
});

describe('arrangement of images', () => {
  it('groups tags by repository, newest first, and untagged ones last', () => {
    const users = [
      makeContainer({ imageId: 'sha256:1', name: 'b' }),
      makeContainer({ imageId: 'sha256:1', name: 'a' }),
    ];
    assertGolden('explorer/images', print(arrangeImages(images, users, everything).roots));
  });

  it('shows the tags of a few repositories, and of many only the names', () => {
    const openOf = (count: number) => {
      const some = Array.from({ length: count }, (_, i) => makeImage({ id: `sha256:${i}`, tags: [`r${i}:1`] }));
      return new Set(arrangeImages(some, [], everything).roots.map((node) => rowOf(node, now).children));
    };
    assert.deepEqual(openOf(20), new Set(['expanded']));
    assert.deepEqual(openOf(21), new Set(['collapsed']));
  });

  it('hides what containers use, if asked', () => {
    const used = [makeContainer({ imageId: 'sha256:1' })];
    const { roots, total, active, toggled } = arrangeImages(images, used, { filter: '', toggled: true });
    assert.deepEqual({ total, active, toggled }, { total: 5, active: 1, toggled: 4 });
    assert.ok(!print(roots).includes('1.25'));
  });

  it('gives each tag of an image its own id, even when an engine lists it twice', () => {
    const { roots } = arrangeImages([makeImage({ id: 'sha256:1', tags: ['a:1', 'a:1', 'a:2'] })], [], everything);
    const ids = roots.flatMap((root) => childrenOf(root)).map((node) => node.id);
    assert.deepEqual(ids, ['image:sha256:1:a:1', 'image:sha256:1:a:2']);
  });
});
