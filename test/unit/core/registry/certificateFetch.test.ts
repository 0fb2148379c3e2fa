import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { globalAgent } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tls from 'node:tls';
import { makeAuthority, signServer } from '../../../../scripts/lib/hosts/authority.mjs';
import { findProgram } from '../../../../scripts/lib/programs.mjs';
import { withCertificates } from '../../../../src/core/registry/certificateFetch.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { FakeServer } from '../../../support/fakeRegistry.js';

const isProxyRefused = (error: unknown) => RegistryError.is(error, 'unreachable') && error.flaw === 'proxyRefused';

(findProgram('openssl') ? describe : describe.skip)('a host with certificates of its own', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'longshore-fetch-'));
  const ca = readFileSync(makeAuthority(folder), 'utf8');
  const fetch = withCertificates(
    () => Promise.reject(new Error('another way')),
    () => Promise.resolve({ ca: [ca], clients: [] }),
  );
  const text = async (host: string) => (await fetch(`https://${host}/v2/`, {})).text();
  const connectAsEver = globalAgent.createConnection;
  let registry: FakeServer;
  let proxy: FakeServer;
  before(async () => {
    registry = new FakeServer('registry', (_request, _body, response) => void response.end('registry'));
    proxy = new FakeServer('proxy', (_request, _body, response) => void response.end('proxy'));
    await registry.start(signServer(folder, 'IP:127.0.0.1'));
    await proxy.start(signServer(folder, 'DNS:proxy.example.test'));
  });
  afterEach(() => {
    globalAgent.createConnection = connectAsEver;
  });
  after(async () => {
    await Promise.all([registry.stop(), proxy.stop()]);
    rmSync(folder, { recursive: true });
  });

  it('is heard by new connections and by those that were kept', async () => {
    const closing = (_request: unknown, response: { setHeader(name: string, value: string): void }) => {
      response.setHeader('connection', 'close');
      return false;
    };
    assert.equal(await text(registry.host), 'registry');
    assert.equal(await text(registry.host), 'registry');
    registry.faults.push(closing);
    for (let count = 0; count < 3; count += 1) assert.equal(await text(registry.host), 'registry');
  });

  const proxies: Record<string, tls.ConnectionOptions> = {
    'a certificate that is trusted': { ca, servername: 'proxy.example.test' },
    'a certificate that nobody looked at': { rejectUnauthorized: false },
  };
  for (const [kind, options] of Object.entries(proxies))
    it(`is not mistaken for a proxy that has encryption and ${kind}`, async () => {
      // As agents do that hand on what the proxy says by itself.
      globalAgent.createConnection = () => tls.connect({ ...options, port: Number(proxy.host.split(':')[1]) });
      // Nobody was connected to this port before.
      await assert.rejects(text('127.0.0.1:1'), isProxyRefused);
    });
});
