import assert from 'node:assert/strict';
import { formatEndpoint, parseEndpoint } from '../../../../src/core/engine/endpoint.js';
import { EngineError } from '../../../../src/core/engine/errors.js';

describe('parseEndpoint', () => {
  const machine = { defaultSocket: '/var/run/docker.sock' };
  const good: Record<string, string> = {
    'unix:///run/x.sock': 'unix:///run/x.sock',
    'unix://': 'unix:///var/run/docker.sock',
    'npipe:////./pipe/x': 'npipe:////./pipe/x',
    'npipe://\\\\.\\pipe\\x': 'npipe:////./pipe/x',
    'tcp://host:2400': 'tcp://host:2400',
    'tcp://host': 'tcp://host:2375',
    'tcp://host:80': 'tcp://host:80',
    'tcp://': 'tcp://localhost:2375',
    'tcp://host/path/': 'tcp://host:2375/path',
    'tcp://host:80/a/b': 'tcp://host:80/a/b',
    'tcp://[::1]:2375/': 'tcp://[::1]:2375',
    'host:2375': 'tcp://host:2375',
    ':2375': 'tcp://localhost:2375',
    'ssh://host': 'ssh://host',
    'ssh://me@host:22': 'ssh://me@host:22',
    'ssh://a%40b@host/run/docker.sock': 'ssh://a@b@host/run/docker.sock',
  };
  for (const [address, wanted] of Object.entries(good))
    it(`reads ${address}`, () => assert.equal(formatEndpoint(parseEndpoint(address, machine)), wanted));

  const bad = [
    'ftp://x',
    'tcp://host?x',
    'ssh://',
    'ssh://-oProxyCommand=x',
    'ssh://-l@host',
    'ssh://host?x',
    'tcp://a b',
  ];
  for (const address of bad)
    it(`refuses ${address}`, () =>
      assert.throws(
        () => parseEndpoint(address, machine),
        (error) => EngineError.is(error, 'endpointInvalid'),
      ));

  it('refuses a password without showing it', () => {
    assert.throws(
      () => parseEndpoint('ssh://me:secret@host', machine),
      (error) => EngineError.is(error, 'endpointInvalid') && !error.message.includes('secret'),
    );
  });
});
