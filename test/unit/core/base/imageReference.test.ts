import assert from 'node:assert/strict';
import { familiarReference, parseImageReference, taggedReference } from '../../../../src/core/base/imageReference.js';

const digest = `sha256:${'a'.repeat(64)}`;

describe('imageReference', () => {
  const readable: Record<string, object> = {
    nginx: { host: 'docker.io', path: 'library/nginx' },
    'nginx:1.27': { host: 'docker.io', path: 'library/nginx', tag: '1.27' },
    'me/app:v1': { host: 'docker.io', path: 'me/app', tag: 'v1' },
    'index.docker.io/me/app': { host: 'docker.io', path: 'me/app' },
    'localhost/app': { host: 'localhost', path: 'app' },
    'localhost:5000/a/b:c': { host: 'localhost:5000', path: 'a/b', tag: 'c' },
    '127.0.0.1:5001/x': { host: '127.0.0.1:5001', path: 'x' },
    '[::1]:5000/x': { host: '[::1]:5000', path: 'x' },
    [`ghcr.io/o/i:t@${digest}`]: { host: 'ghcr.io', path: 'o/i', tag: 't', digest },
  };
  for (const [text, expected] of Object.entries(readable)) {
    it(`reads ${text}`, () => assert.deepEqual(parseImageReference(text), expected));
  }

  for (const text of ['', 'Nginx', 'a//b', 'a:', 'a@sha256:12', 'a b', '-a', 'a:b:c', `a@${digest}@${digest}`, 'a/B']) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseImageReference(text), undefined));
  }

  it('writes the shortest text that means the same', () => {
    for (const [text, expected] of [
      ['docker.io/library/nginx:1', 'nginx:1'],
      ['docker.io/me/app', 'me/app'],
      ['localhost:5000/a:b', 'localhost:5000/a:b'],
    ] as const) {
      const reference = parseImageReference(text);
      assert.equal(reference && familiarReference(reference), expected);
    }
  });
});

describe('tagged reference', () => {
  const cases: Record<string, string | undefined> = {
    nginx: 'nginx:latest',
    'docker.io/library/nginx:1.27': 'nginx:1.27',
    'localhost:5000/app': 'localhost:5000/app:latest',
    [digest]: undefined,
    [`nginx@${digest}`]: undefined,
    [`nginx:1.27@${digest}`]: undefined,
    'No Name': undefined,
  };
  for (const [text, wanted] of Object.entries(cases))
    it(`${text} is ${wanted}`, () => assert.equal(taggedReference(text), wanted));
});
