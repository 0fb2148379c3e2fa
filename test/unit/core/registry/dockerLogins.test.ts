import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAbort } from '../../../../src/core/base/errors.js';
import { DockerLogins } from '../../../../src/core/registry/dockerLogins.js';
import { RegistryError, type RegistryFlaw } from '../../../../src/core/registry/errors.js';
import { toRegistryAuth } from '../../../../src/core/registry/logins.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const planted = 'pl4nted-s3cret';

/** A helper for `docker-credential-test`: its answers by verb, and `MODE` for the ways in which it misbehaves. */
const helperScript = `#!${process.execPath}
const fs = require('node:fs');
const verb = process.argv[2];
const input = fs.readFileSync(0, 'utf8');
fs.appendFileSync(__dirname + '/calls', verb + ' ' + input + '\\n');
const mode = process.env.MODE;
const known = { 'https://index.docker.io/v1/': ['hubber', '${planted}'], 'ghcr.io': ['<token>', 'refresh'] };
if (mode === 'hangs') setInterval(() => {}, 1000);
else if (mode === 'fails') { console.log('cannot unlock: wrong token ${planted}'); process.exit(3); }
else if (mode === 'refuses') { console.log('no credentials username'); process.exit(1); }
else if (mode === 'failsAloud') { console.log('{"Secret":"${planted}"}'); process.exit(1); }
else if (mode === 'babbles') console.log('Welcome! ${planted}');
else if (mode === 'floods') { const c = 'x'.repeat(65536); const w = () => process.stdout.write(c, w); w(); }
else if (mode === 'lies') console.log(JSON.stringify({ ServerURL: 'evil.example.com', Username: 'me', Secret: '${planted}' }));
else if (mode === 'half') console.log(JSON.stringify({ ServerURL: input, Secret: '${planted}' }));
else if (verb === 'list') console.log(JSON.stringify({ ...Object.fromEntries(Object.entries(known).map(([k, [u]]) => [k, u])), 'https://index.docker.io/v1/access-token': 'x' }));
else if (known[input]) console.log(JSON.stringify({ ServerURL: input, Username: known[input][0], Secret: known[input][1] }));
else { console.log('credentials not found in native keychain'); process.exit(1); }
`;

describe('dockerLogins', () => {
  let folder: string;
  let home: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'longshore-logins-'));
    home = path.join(folder, 'home');
    mkdirSync(path.join(home, '.docker'), { recursive: true });
    mkdirSync(path.join(home, '.config/containers'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const config = (json: unknown, file = '.docker/config.json') =>
    writeFileSync(path.join(home, file), typeof json === 'string' ? json : JSON.stringify(json));
  const logins = (env: Record<string, string> = {}, timeout = 5000) =>
    new DockerLogins({ env: { PATH: folder, ...env }, platform: 'linux', home, timeout });
  const installHelper = () => writeFileSync(path.join(folder, 'docker-credential-test'), helperScript, { mode: 0o755 });

  it('has none without any file', async () => {
    assert.deepEqual(await logins().find('docker.io'), {});
    assert.deepEqual(await logins().list(), { logins: [], problems: [] });
  });

  it('reads what stands in the file, whatever its form', async () => {
    config({
      auths: {
        'https://index.docker.io/v1/': { auth: base64('me:a:b') },
        'https://reg.example.com/v2/': { username: 'u', password: 'p' },
        'ghcr.io': { identitytoken: 'refresh' },
        'raw.example.com': { registrytoken: 'bearer' },
        'quay.io/namespace': { auth: base64('narrow:x') },
        'quay.io': { auth: base64('wide:x') },
        broken: { auth: '%%%' },
        odd: 5,
      },
    });
    const credential = async (host: string) => (await logins().find(host)).credential;
    assert.deepEqual(await credential('docker.io'), { kind: 'password', username: 'me', password: 'a:b' });
    assert.deepEqual(await credential('reg.example.com'), { kind: 'password', username: 'u', password: 'p' });
    assert.deepEqual(await credential('ghcr.io'), { kind: 'identityToken', token: 'refresh' });
    assert.deepEqual(await credential('raw.example.com'), { kind: 'registryToken', token: 'bearer' });
    assert.deepEqual(await credential('quay.io'), { kind: 'password', username: 'wide', password: 'x' });
    assert.equal(await credential('broken'), undefined);
    const { logins: found } = await logins().list();
    assert.deepEqual(
      found.map(({ host, username }) => [host, username]),
      [
        ['docker.io', 'me'],
        ['reg.example.com', 'u'],
        ['ghcr.io', undefined],
        ['raw.example.com', undefined],
        ['quay.io', 'narrow'],
      ],
    );
  });

  it('hands the engine what it takes', () => {
    assert.deepEqual(toRegistryAuth('docker.io', { kind: 'password', username: 'u', password: 'p' }), {
      username: 'u',
      password: 'p',
      serveraddress: 'https://index.docker.io/v1/',
    });
    assert.deepEqual(toRegistryAuth('ghcr.io', { kind: 'identityToken', token: 't' }), {
      identitytoken: 't',
      serveraddress: 'ghcr.io',
    });
    assert.equal(toRegistryAuth('ghcr.io', { kind: 'registryToken', token: 't' }), undefined);
  });

  it('asks the helper of the host before the store, and the store before the file', async () => {
    installHelper();
    config({
      auths: { 'https://index.docker.io/v1/': { auth: base64('old:old') }, 'reg.example.com': { auth: base64('u:p') } },
      credsStore: 'test',
      credHelpers: { 'other.example.com': 'missing' },
    });
    const hub = await logins().find('docker.io');
    assert.deepEqual(hub.credential, { kind: 'password', username: 'hubber', password: planted });
    assert.deepEqual((await logins().find('ghcr.io')).credential, { kind: 'identityToken', token: 'refresh' });
    assert.deepEqual((await logins().find('reg.example.com')).credential?.kind, 'password');
    const missing = await logins().find('other.example.com');
    assert.equal(missing.problem?.reason, 'helperFailed');
    assert.equal(missing.problem?.flaw, 'notInstalled');
    assert.equal(missing.problem?.detail, 'docker-credential-missing');
  });

  it('lists what a store has, without its other keys', async () => {
    installHelper();
    config({ credsStore: 'test', auths: {} });
    const { logins: found } = await logins().list();
    assert.deepEqual(
      found.map(({ host, username }) => [host, username]),
      [
        ['docker.io', 'hubber'],
        ['ghcr.io', undefined],
      ],
    );
  });

  it('lets DOCKER_AUTH_CONFIG go first and takes no helpers from it', async () => {
    config({ auths: { 'ghcr.io': { auth: base64('file:x') } } });
    const DOCKER_AUTH_CONFIG = JSON.stringify({
      auths: { 'ghcr.io': { auth: base64('env:x') } },
      credsStore: 'test',
    });
    const found = await logins({ DOCKER_AUTH_CONFIG }).find('ghcr.io');
    assert.equal(found.credential?.kind === 'password' && found.credential.username, 'env');
    assert.equal((await logins({ DOCKER_AUTH_CONFIG }).find('quay.io')).problem, undefined);
  });

  it('follows DOCKER_CONFIG', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(path.join(elsewhere, 'config.json'), JSON.stringify({ auths: { 'a.io': { auth: base64('a:b') } } }));
    assert.equal((await logins({ DOCKER_CONFIG: elsewhere }).find('a.io')).source, 'docker');
    assert.deepEqual(await logins().find('a.io'), {});
  });

  it("reads Podman's file after Docker's", async () => {
    config({ auths: { 'quay.io': { auth: base64('pod:x') } } }, '.config/containers/auth.json');
    assert.equal((await logins().find('quay.io')).source, 'podman');
    const file = path.join(folder, 'auth.json');
    writeFileSync(file, JSON.stringify({ auths: { 'b.io': { auth: base64('b:x') } } }));
    assert.equal((await logins({ REGISTRY_AUTH_FILE: file }).find('b.io')).source, 'podman');
  });

  it('tells of files that are no JSON without quoting them', async () => {
    config(`{"auths": {"a.io": {"auth": "${base64(`me:${planted}`)}"}},, ${planted}`);
    const { problem } = await logins().find('a.io');
    assert.equal(problem?.reason, 'configUnreadable');
    assertNoSecret(problem);
    assert.equal((await logins().list()).problems.length, 1);
  });

  describe('with a helper that', () => {
    beforeEach(() => {
      installHelper();
      config({ credsStore: 'test' });
    });
    const modes: Record<string, readonly [RegistryFlaw | undefined, string]> = {
      fails: ['exitCode', ': 3'],
      failsAloud: ['exitCode', ': 1'],
      refuses: [undefined, ': no credentials username'],
      babbles: ['notJson', ''],
      floods: ['tooTalkative', ''],
      lies: ['loginOfOther', ''],
      half: ['loginMissing', ''],
    };
    for (const [mode, [flaw, said]] of Object.entries(modes))
      it(`${mode} says so and gives nothing away`, async () => {
        const found = await logins({ MODE: mode }).find('docker.io');
        assert.equal(found.credential, undefined);
        assert.equal(found.problem?.reason, 'helperFailed');
        assert.equal(found.problem?.flaw, flaw);
        assert.equal(found.problem?.detail, `docker-credential-test${said}`);
        assertNoSecret(found.problem);
      });

    it('hangs is ended in time', async () => {
      const { problem } = await logins({ MODE: 'hangs' }, 300).find('docker.io');
      assert.equal(problem?.flaw, 'silentHelper');
    });

    it('hangs is ended by an abort', async () => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 100);
      await assert.rejects(logins({ MODE: 'hangs' }).find('docker.io', controller.signal), isAbort);
    });

    it('has a name that is a path is not run', async () => {
      config({ credsStore: '../evil' });
      assert.equal((await logins().find('docker.io')).problem?.reason, 'helperFailed');
    });
  });
});

function assertNoSecret(error: RegistryError | undefined): void {
  assert.ok(error instanceof RegistryError);
  const told = `${error.message} ${error.detail} ${error.stack} ${String(error.cause)}`;
  assert.ok(!told.includes(planted) && !told.includes(base64(`me:${planted}`)), told);
}
