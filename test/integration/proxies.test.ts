import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigurationTarget, commands, workspace } from 'vscode';
import { makeAuthority, signServer } from '../../scripts/lib/hosts/authority.mjs';
import { Answers } from '../support/answers.js';
import { FakeProxy } from '../support/fakeProxy.js';
import { FakeRegistry } from '../support/fakeRegistry.js';

const authority = process.env['LONGSHORE_TEST_AUTHORITY'] ?? '';
const systemAuthority = process.env['LONGSHORE_TEST_SYSTEM_AUTHORITY'] ?? '';
/** A name that only the proxy knows. */
const name = 'registry.example.test';
const canBeRead = /It can be read without a login/;

/** Without openssl there is no authority. The requests are made by the extension, with the `fetch` that VS Code gives it. */
(authority ? describe : describe.skip)('proxies and authorities of VS Code', () => {
  let registry: FakeRegistry;
  let proxy: FakeProxy;
  let answers: Answers;
  before(async () => {
    registry = await new FakeRegistry().start(signServer(authority, 'IP:127.0.0.1', `DNS:${name}`));
  });
  after(() => registry.stop());
  beforeEach(async () => {
    process.env['NODE_EXTRA_CA_CERTS'] = path.join(authority, 'ca.pem');
    proxy = await new FakeProxy({ [`${name}:443`]: registry.host }).start();
    answers = new Answers();
  });
  afterEach(async () => {
    delete process.env['NODE_EXTRA_CA_CERTS'];
    answers.restore();
    await http('noProxy', undefined);
    await http('proxy', undefined);
    await proxy.stop();
  });

  const http = (key: string, value: unknown) =>
    workspace.getConfiguration('http').update(key, value, ConfigurationTarget.Global);
  const check = async (host: string) => {
    await commands.executeCommand('longshore.registry.checkLogin', host);
    return answers.last?.message ?? '';
  };

  it('an authority in NODE_EXTRA_CA_CERTS is trusted', async () => {
    assert.match(await check(registry.host), canBeRead);
    assert.deepEqual(proxy.targets, []);
  });

  (systemAuthority ? it : it.skip)(
    "an authority in the system's own store is trusted, as http.systemCertificates says",
    async () => {
      delete process.env['NODE_EXTRA_CA_CERTS'];
      const other = await new FakeRegistry().start(signServer(systemAuthority, 'IP:127.0.0.1'));
      try {
        assert.match(await check(other.host), canBeRead);
        await http('systemCertificates', false);
        assert.match(await check(other.host), /No trusted encrypted connection: 127\.0\.0\.1/);
      } finally {
        await http('systemCertificates', undefined);
        await other.stop();
      }
    },
  );

  (systemAuthority ? it : it.skip)(
    "the system's own store does not count without http.systemCertificates, whatever NODE_EXTRA_CA_CERTS names",
    async () => {
      const other = await new FakeRegistry().start(signServer(systemAuthority, 'IP:127.0.0.1'));
      try {
        await http('systemCertificates', false);
        assert.match(await check(other.host), /No trusted encrypted connection: 127\.0\.0\.1/);
        assert.match(await check(registry.host), canBeRead);
      } finally {
        await http('systemCertificates', undefined);
        await other.stop();
      }
    },
  );

  it('a registry behind the proxy of http.proxy is reached through it', async () => {
    await http('proxy', proxy.url);
    assert.match(await check(name), canBeRead);
    assert.deepEqual([...new Set(proxy.targets)], [`${name}:443`]);
  });

  it('a registry with certificates in certs.d is reached through it too', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'authority-'));
    const certificates = path.join(homedir(), '.docker/certs.d/other.example.test');
    mkdirSync(certificates, { recursive: true });
    cpSync(makeAuthority(folder), path.join(certificates, 'ca.crt'));
    const other = await new FakeRegistry().start(signServer(folder, 'DNS:other.example.test'));
    const way = await new FakeProxy({ 'other.example.test:443': other.host }).start();
    try {
      await http('proxy', way.url);
      assert.match(await check('other.example.test'), canBeRead);
      assert.deepEqual([...new Set(way.targets)], ['other.example.test:443']);
    } finally {
      await Promise.all([other.stop(), way.stop()]);
      for (const each of [folder, certificates]) rmSync(each, { recursive: true });
    }
  });

  it('a registry that http.noProxy names is reached without it', async () => {
    const near = await new FakeRegistry({}, 'registry', '127.0.0.2').start();
    try {
      await http('proxy', proxy.url);
      assert.match(await check(near.host), canBeRead);
      assert.ok(proxy.targets.length > 0);
      proxy.targets.length = 0;
      await http('noProxy', ['127.0.0.2']);
      assert.match(await check(near.host), canBeRead);
      assert.deepEqual(proxy.targets, []);
    } finally {
      await near.stop();
    }
  });

  it('a registry behind the proxy of HTTPS_PROXY is reached through it, but for what NO_PROXY names', async () => {
    const { port } = new URL(process.env['HTTPS_PROXY'] ?? '');
    const way = await new FakeProxy({ [`${name}:443`]: registry.host }).start(Number(port));
    const near = await new FakeRegistry({}, 'registry', process.env['NO_PROXY']).start();
    try {
      assert.match(await check(name), canBeRead);
      assert.deepEqual([...new Set(way.targets)], [`${name}:443`]);
      way.targets.length = 0;
      assert.match(await check(near.host), canBeRead);
      assert.deepEqual(way.targets, []);
      // The way of people without authorities of their own, who do not know the one of this registry.
      delete process.env['NODE_EXTRA_CA_CERTS'];
      assert.match(await check(name), /No trusted encrypted connection/);
      assert.deepEqual([...new Set(way.targets)], [`${name}:443`]);
    } finally {
      await Promise.all([near.stop(), way.stop()]);
    }
  });

  const refusals = ['403 Forbidden', '401 Unauthorized\r\nwww-authenticate: Bearer realm="https://proxy.example.test"'];
  for (const refusal of refusals)
    it(`a proxy that lets nothing through is told of, with ${refusal.slice(0, 3)} too`, async () => {
      proxy.refusal = refusal;
      await http('proxy', proxy.url);
      const isTold = /The registry cannot be reached: the proxy lets nothing through to registry\.example\.test/;
      assert.match(await check(name), isTold);
      // The way of people without authorities of their own.
      delete process.env['NODE_EXTRA_CA_CERTS'];
      assert.match(await check(name), isTold);
    });

  (systemAuthority ? it : it.skip)(
    'a proxy behind TLS is told of too, and its answers are not those of the registry',
    async () => {
      const secure = new FakeProxy({ [`${name}:443`]: registry.host }, signServer(systemAuthority, 'IP:127.0.0.1'));
      await secure.start();
      try {
        await http('proxy', secure.url);
        assert.match(await check(name), canBeRead);
        for (const refusal of refusals) {
          secure.refusal = refusal;
          assert.match(await check(name), /the proxy lets nothing through to registry\.example\.test/);
        }
      } finally {
        await secure.stop();
      }
    },
  );

  it('a proxy that asks for a login is told of, and takes the one in http.proxy', async () => {
    proxy.login = 'somebody:open sesame';
    await http('proxy', proxy.url);
    const isTold =
      /The registry cannot be reached: the proxy on the way to registry\.example\.test asks for a login; put user and password into the setting http\.proxy: http:\/\/user:password@proxy:port/;
    assert.match(await check(name), isTold);
    delete process.env['NODE_EXTRA_CA_CERTS'];
    assert.match(await check(name), isTold);
    process.env['NODE_EXTRA_CA_CERTS'] = path.join(authority, 'ca.pem');
    await http('proxy', proxy.url.replace('//', '//somebody:open%20sesame@'));
    assert.match(await check(name), canBeRead);
  });

  it('a proxy that asks for a login on the way to a registry without encryption is told of too', async () => {
    const near = await new FakeRegistry({}, 'registry', '127.0.0.2').start();
    try {
      proxy.login = 'somebody:open sesame';
      await http('proxy', proxy.url);
      // Nobody has a name there; what is wrong is told at the same question.
      answers.with(({ detail }) => (detail === '' ? '' : undefined));
      await commands.executeCommand('longshore.registry.connect', `http://${near.host}`);
      assert.match(answers.last?.detail ?? '', /the proxy on the way to 127\.0\.0\.2:\d+ asks for a login/);
      await http('proxy', proxy.url.replace('//', '//somebody:open%20sesame@'));
      await commands.executeCommand('longshore.registry.connect', `http://${near.host}`);
      assert.match(answers.last?.message ?? '', /Connected to 127\.0\.0\.2/);
      await commands.executeCommand('longshore.registry.disconnect', near.host);
    } finally {
      await near.stop();
    }
  });
});
