import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DockerLoginStore } from '../../../../src/core/registry/dockerLoginStore.js';
import { DockerLogins } from '../../../../src/core/registry/dockerLogins.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { TestCredentialHelper } from '../../../support/credentialHelper.js';

const login = { username: 'me', password: 'a:b' };

describe('dockerLoginStore', () => {
  let home: string;
  let file: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'longshore-store-'));
    file = path.join(home, '.docker/config.json');
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const runner = () => ({ env: { PATH: home }, platform: 'linux' as const, home, timeout: 5000 });
  const found = async (host: string) => (await new DockerLogins(runner()).find(host)).credential;
  const config = (json: object) => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(json));
  };
  const read = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

  it('writes where a link leads, also to a file that does not exist yet', async () => {
    mkdirSync(path.dirname(file), { recursive: true });
    symlinkSync('../real.json', file);
    await new DockerLoginStore(runner()).store('ghcr.io', login);
    assert.ok(lstatSync(file).isSymbolicLink());
    assert.deepEqual(Object.keys(JSON.parse(readFileSync(path.join(home, 'real.json'), 'utf8')).auths), ['ghcr.io']);
  });

  it('does not replace a file that is no object', async () => {
    config(['kept']);
    await assert.rejects(new DockerLoginStore(runner()).store('ghcr.io', login), (error) =>
      RegistryError.is(error, 'configUnreadable'),
    );
    assert.deepEqual(read(), ['kept']);
  });

  it('writes a file that only its owner reads, where the CLI would find it', async () => {
    const store = new DockerLoginStore(runner());
    assert.equal(await store.isSafe('ghcr.io'), false);
    await store.store('docker.io', login);
    await store.store('ghcr.io', login);
    assert.deepEqual(Object.keys(read()['auths'] as object), ['https://index.docker.io/v1/', 'ghcr.io']);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(await found('docker.io'), { kind: 'password', ...login });
    await store.erase('docker.io');
    assert.equal(await found('docker.io'), undefined);
    assert.deepEqual(await found('ghcr.io'), { kind: 'password', ...login });
  });

  it('keeps what it does not know, and the link that the file is', async () => {
    const real = path.join(home, 'dotfiles.json');
    writeFileSync(real, JSON.stringify({ currentContext: 'x', auths: { 'https://a.io/v2/': { auth: 'eDp5' } } }));
    mkdirSync(path.dirname(file));
    symlinkSync(real, file);
    const store = new DockerLoginStore(runner());
    await store.store('b.io', login);
    assert.equal(lstatSync(file).isSymbolicLink(), true);
    assert.equal(read()['currentContext'], 'x');
    await store.erase('a.io');
    assert.deepEqual(Object.keys(read()['auths'] as object), ['b.io']);
  });

  it('hands secrets to the helper and leaves none in the file', async () => {
    new TestCredentialHelper(home);
    config({ credsStore: 'test' });
    const store = new DockerLoginStore(runner());
    assert.equal(await store.isSafe('ghcr.io'), true);
    await store.store('ghcr.io', login);
    assert.deepEqual(read()['auths'], { 'ghcr.io': {} });
    assert.deepEqual(await found('ghcr.io'), { kind: 'password', ...login });
    await store.erase('ghcr.io');
    assert.equal(await found('ghcr.io'), undefined);
    assert.deepEqual(read()['auths'], {});
    await store.erase('never.io');
  });

  it('does not overwrite a file that it cannot read', async () => {
    mkdirSync(path.dirname(file));
    writeFileSync(file, '{"auths": broken');
    const store = new DockerLoginStore(runner());
    await assert.rejects(store.store('a.io', login), (error) => RegistryError.is(error, 'configUnreadable'));
    assert.equal(readFileSync(file, 'utf8'), '{"auths": broken');
  });
});
