import assert from 'node:assert/strict';
import {
  apiHost,
  configKey,
  hostOfConfigKey,
  isPrivateAddress,
  parseRegistryInput,
} from '../../../../src/core/registry/address.js';

describe('registry address', () => {
  const inputs: Record<string, object | undefined> = {
    'ghcr.io': { host: 'ghcr.io', path: '' },
    ' GHCR.io/ ': { host: 'ghcr.io', path: '' },
    'http://localhost:5000/v2/': { host: 'localhost:5000', scheme: 'http', path: '' },
    'https://index.docker.io/v1/': { host: 'docker.io', scheme: 'https', path: '' },
    'registry-1.docker.io': { host: 'docker.io', path: '' },
    '[::1]:5000': { host: '[::1]:5000', path: '' },
    'example.com:443': { host: 'example.com:443', path: '' },
    'https://me:s%40c@r.example.com': {
      host: 'r.example.com',
      scheme: 'https',
      path: '',
      username: 'me',
      password: 's@c',
    },
    'host/some/path': { host: 'host', path: 'some/path' },
    '': undefined,
    'two words': undefined,
    'ftp://x': undefined,
    'http://': undefined,
  };
  for (const [text, expected] of Object.entries(inputs))
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(parseRegistryInput(text), expected));

  it('maps Docker Hub to its API host and its key', () => {
    assert.equal(apiHost('docker.io'), 'registry-1.docker.io');
    assert.equal(apiHost('ghcr.io'), 'ghcr.io');
    assert.equal(configKey('docker.io'), 'https://index.docker.io/v1/');
    assert.equal(configKey('localhost:5000'), 'localhost:5000');
  });

  it('finds the host in keys of the config file', () => {
    assert.equal(hostOfConfigKey('https://index.docker.io/v1/'), 'docker.io');
    assert.equal(hostOfConfigKey('https://Reg.example.com:5000/v2/'), 'reg.example.com:5000');
    assert.equal(hostOfConfigKey('ghcr.io/owner'), 'ghcr.io');
  });

  it('knows addresses that are private', () => {
    for (const host of ['localhost', 'a.localhost', '127.9.9.9', '10.0.0.1', '172.31.0.1', '192.168.1.1', '[::1]'])
      assert.equal(isPrivateAddress(host), true, host);
    for (const host of [
      '169.254.169.254',
      '0.0.0.0',
      '[fd00::1]',
      '[fe80::1]',
      '[::ffff:7f00:1]',
      '100.64.0.1',
      '[64:ff9b::7f00:1]',
      '64:ff9b::a9fe:a9fe',
      '64:ff9b::1',
    ])
      assert.equal(isPrivateAddress(host), true, host);
    for (const host of [
      '8.8.8.8',
      '172.32.0.1',
      'example.com',
      '[2606:4700::1]',
      '100.128.0.1',
      'fd.example.com',
      '[64:ff9b::808:808]',
    ])
      assert.equal(isPrivateAddress(host), false, host);
  });
});
