import assert from 'node:assert/strict';
import { containersNamed, imagesNamed, imageTags } from '../../../../src/core/engine/lookup.js';
import { makeContainer, makeImage } from '../../../support/engineModels.js';

const names = (text: string) => containersNamed(containers, text).map(({ name }) => name);
const containers = [
  makeContainer({ id: 'abc1'.padEnd(64, '0'), name: 'web' }),
  makeContainer({ id: 'abc2'.padEnd(64, '0'), name: 'db' }),
  makeContainer({ id: 'ffff'.padEnd(64, '0'), name: 'abc' }),
];

describe('containers by text', () => {
  it('are found by name, whole id and the beginning of the id', () => {
    assert.deepEqual(names('web'), ['web']);
    assert.deepEqual(names('/web'), ['web']);
    assert.deepEqual(names('abc1'.padEnd(64, '0')), ['web']);
    assert.deepEqual(names('F'), ['abc']);
  });

  it('are several when the beginning is ambiguous, but a name wins', () => {
    assert.deepEqual(names('ab'), ['web', 'db']);
    assert.deepEqual(names('abc'), ['abc']);
  });

  it('are none for anything else', () => assert.deepEqual(names('nothing'), []));
});

describe('images by text', () => {
  const digest = `sha256:${'d'.repeat(64)}`;
  const nginx = makeImage({
    id: `sha256:${'1'.repeat(64)}`,
    tags: ['nginx:1.25', 'nginx:latest'],
    digests: [`nginx@${digest}`],
  });
  const local = makeImage({ id: `sha256:${'12'.padEnd(64, '3')}`, tags: ['localhost:5000/web:1'] });
  const dangling = makeImage({ id: `sha256:${'f'.repeat(64)}`, tags: [] });
  const all = [nginx, local, dangling];
  const found = (text: string) => imagesNamed(all, text).map(({ image, reference }) => reference ?? image.id);

  it('are found by any form of the reference', () => {
    for (const text of ['nginx', 'docker.io/library/nginx', 'nginx:latest'])
      assert.deepEqual(found(text), ['nginx:latest']);
    assert.deepEqual(found('nginx:1.25'), ['nginx:1.25']);
    assert.deepEqual(found('localhost:5000/web:1'), ['localhost:5000/web:1']);
    assert.deepEqual(found(`nginx@${digest}`), ['nginx:1.25']);
  });

  it('are found by id and its beginning', () => {
    assert.deepEqual(found(dangling.id), [dangling.id]);
    assert.deepEqual(found('ff'), [dangling.id]);
    assert.deepEqual(found('1'), ['nginx:1.25', 'localhost:5000/web:1']);
  });

  it('are none for a tag that is not there', () => assert.deepEqual(found('nginx:2'), []));

  it('come apart into one row for each tag', () => {
    assert.deepEqual(
      imageTags(all).map(({ reference }) => reference),
      ['nginx:1.25', 'nginx:latest', 'localhost:5000/web:1', undefined],
    );
  });
});
