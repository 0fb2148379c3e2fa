import assert from 'node:assert/strict';
import { arrangeContainers, arrangeImages, type Selection } from '../../../../src/core/explorer/arrange.js';
import { childrenOf, type EngineNode, rowOf } from '../../../../src/core/explorer/kinds.js';
import { LiveTree } from '../../../../src/core/explorer/liveTree.js';
import { type IsBehind, outdatedContainers } from '../../../../src/core/explorer/outdated.js';
import { makeContainer, makeImage, makeService } from '../../../support/engineModels.js';

const everything: Selection = { filter: '', toggled: false };
const nothing: IsBehind = () => false;
const old = makeImage({ id: 'sha256:old', tags: [] });
const newer = makeImage({ id: 'sha256:new', tags: ['nginx:latest'] });
const onOld = makeContainer({ image: 'nginx', imageId: old.id });

describe('outdated containers', () => {
  const cases: Record<string, [image: string, imageId: string, isBehind: IsBehind, wanted: boolean]> = {
    'whose tag means another image here': ['nginx', 'sha256:old', nothing, true],
    'whose tag means their own image': ['docker.io/library/nginx:latest', 'sha256:new', nothing, false],
    'whose tag is newer in the registry': ['nginx', 'sha256:new', () => true, true],
    'whose other tag is newer in the registry': ['nginx', 'sha256:new', (_, tag) => tag === 'nginx:1.27', false],
    'whose tag is gone': ['redis:7', 'sha256:old', nothing, false],
    'made of an id': [`sha256:${'0'.repeat(64)}`, 'sha256:old', () => true, false],
    'made of a digest': [`nginx@sha256:${'0'.repeat(64)}`, 'sha256:old', () => true, false],
  };
  for (const [what, [image, imageId, isBehind, wanted]] of Object.entries(cases))
    it(`${wanted ? 'are' : 'are not'} those ${what}`, () => {
      const isOutdated = outdatedContainers([old, newer], isBehind);
      assert.equal(isOutdated(makeContainer({ image, imageId })), wanted);
    });
});

describe('marks of updates', () => {
  const rows = (roots: readonly EngineNode[]): string[] =>
    roots.flatMap((node) => {
      const { label, description, icon, contextValue, accessibleLabel } = rowOf(node, 0);
      const isMarked = contextValue.includes(';outdated;');
      return [[label, isMarked, description, icon.id, accessibleLabel].join(' | '), ...rows(childrenOf(node))];
    });

  it('stand in words on containers and by flag on their project', () => {
    const service = makeService('shop', 'web', { image: 'nginx', imageId: old.id });
    const isOutdated = outdatedContainers([newer], nothing);
    assert.deepEqual(
      rows(arrangeContainers([service, makeContainer({ image: 'redis:7' })], everything, isOutdated).roots),
      [
        'shop | true | 1 of 1 running | layers | Compose project shop, 1 of 1 running',
        'shop-web-1 | true | running · update available · nginx | play-circle | container shop-web-1, running, image nginx, update available',
        'web | false | running · redis:7 | play-circle | container web, running, image redis:7',
      ],
    );
  });

  it('stand in words and with an icon on the tag that has moved', () => {
    const image = makeImage({ id: 'sha256:1', tags: ['nginx:1', 'nginx:2'], size: 1000, created: 0 });
    const isBehind: IsBehind = (id, reference) => id === 'sha256:1' && reference === 'nginx:1';
    assert.deepEqual(rows(arrangeImages([image], [], everything, isBehind).roots).slice(1), [
      '1 | true | update available · 1kB | arrow-circle-up | image nginx:1, update available, 1kB, not in use, also tagged nginx:2',
      '2 | false | 1kB | versions | image nginx:2, 1kB, not in use, also tagged nginx:1',
    ]);
  });

  it('come and go on the row that the editor knows', () => {
    const tree = new LiveTree();
    const show = (isOutdated: () => boolean) =>
      tree.update(arrangeContainers([onOld], everything, isOutdated).roots, 0);
    show(() => false);
    const [row] = tree.roots;
    for (const isMarked of [true, false]) {
      assert.deepEqual(
        show(() => isMarked),
        [row],
      );
      assert.equal(row?.kind === 'container' && row.outdated, isMarked);
    }
  });
});
