import assert from 'node:assert/strict';
import { isContainerName, suggestContainerName } from '../../../../src/core/spec/names.js';

describe('container names', () => {
  for (const name of ['web', 'a1', 'Web_1.2-x']) it(`takes ${name}`, () => assert.ok(isContainerName(name)));
  for (const name of ['', 'a', '-web', '.web', 'web 1', '웹', 'a/b', 'web\n'])
    it(`refuses ${JSON.stringify(name)}`, () => assert.ok(!isContainerName(name)));

  it('suggests the image’s last part, then with a number', () => {
    assert.equal(suggestContainerName('ghcr.io/owner/web:1.2', new Set()), 'web');
    assert.equal(suggestContainerName('web', new Set(['web', 'web-2'])), 'web-3');
    assert.equal(suggestContainerName('a', new Set()), undefined);
    assert.equal(suggestContainerName('Not An Image', new Set()), undefined);
  });
});
