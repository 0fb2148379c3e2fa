import assert from 'node:assert/strict';
import { bestChallenge, parseChallenges } from '../../../../src/core/registry/challenge.js';

describe('challenge', () => {
  it('reads quoted commas and equals signs', () =>
    assert.deepEqual(parseChallenges('Bearer realm="https://a/t?x=1,2",service="s",scope="repository:a:pull,push"'), [
      {
        scheme: 'bearer',
        parameters: { realm: 'https://a/t?x=1,2', service: 's', scope: 'repository:a:pull,push' },
      },
    ]));

  it('reads several challenges, escapes and odd spaces', () =>
    assert.deepEqual(parseChallenges('Negotiate ,  Basic realm = "say \\"hi\\"" , BEARER realm=https://x'), [
      { scheme: 'negotiate', parameters: {} },
      { scheme: 'basic', parameters: { realm: 'say "hi"' } },
      { scheme: 'bearer', parameters: { realm: 'https://x' } },
    ]));

  it('takes Bearer before Basic and either behind a Negotiate blob', () => {
    const header = 'Negotiate YIIabc+/==, Basic realm="b", Bearer realm="https://r",scope="a b",error="invalid_token"';
    assert.deepEqual(bestChallenge(header), {
      scheme: 'bearer',
      realm: 'https://r',
      scopes: ['a', 'b'],
      error: 'invalid_token',
    });
    assert.deepEqual(bestChallenge('Digest realm="d", Basic realm="b"'), { scheme: 'basic' });
  });

  for (const header of ['', ',,', 'Negotiate', 'Bearer', 'Bearer service="x"', '"realm"', '=', 'Digest realm="x"'])
    it(`finds nothing to answer in ${JSON.stringify(header)}`, () => assert.equal(bestChallenge(header), undefined));

  it('finds nothing in a hostile header, and does not hang', () => {
    assert.equal(bestChallenge(`Bearer ${'a="\\'.repeat(5000)}`), undefined);
    assert.equal(bestChallenge('a '.repeat(20_000)), undefined);
  });
});
