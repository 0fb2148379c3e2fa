import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suggestTag, tagProblem } from '../../../../src/core/build/tagName.js';

describe('names of built images', () => {
  const names = {
    web: 'web',
    'My App': 'my-app',
    'a..b': 'a.b',
    _x_: 'x',
    프로젝트: 'app',
    x__y: 'x__y',
    'A.B-C_d': 'a.b-c_d',
    '': 'app',
  };
  for (const [folder, name] of Object.entries(names))
    it(`${folder} becomes ${name}`, () => assert.equal(suggestTag(folder), name));

  it('suggests a valid name for every folder', () => {
    fc.assert(fc.property(fc.string(), (folder) => assert.equal(tagProblem(suggestTag(folder)), undefined)));
  });

  it('accepts what can be tagged', () => {
    for (const tag of ['web', 'web:1.0', 'localhost:5000/team/web:X', 'ghcr.io/a/b'])
      assert.equal(tagProblem(tag), undefined);
  });

  it('says what is wrong', () => {
    assert.deepEqual(tagProblem('Web:Latest'), { reason: 'upperCase', suggestion: 'web:Latest' });
    assert.deepEqual(tagProblem('my web'), { reason: 'invalid' });
    assert.deepEqual(tagProblem(''), { reason: 'invalid' });
    assert.deepEqual(tagProblem(`a@sha256:${'0'.repeat(64)}`), { reason: 'digest' });
  });
});
