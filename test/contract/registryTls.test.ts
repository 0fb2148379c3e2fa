import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeAuthority, signServer } from '../../scripts/lib/hosts/authority.mjs';
import { freePort } from '../../scripts/lib/hosts/child.mjs';
import { account } from '../../scripts/lib/hosts/registry.mjs';
import { findProgram } from '../../scripts/lib/programs.mjs';
import { delay } from '../../src/core/base/async.js';
import { withCertificates } from '../../src/core/registry/certificateFetch.js';
import { readCertificates } from '../../src/core/registry/certificates.js';
import { RegistryError } from '../../src/core/registry/errors.js';
import { defaultTransport } from '../../src/core/registry/http.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { readTagDetails } from '../../src/core/registry/tagDetails.js';
import { pushImage } from '../support/contractRegistry.js';

const program = findProgram('docker-registry');
const openssl = findProgram('openssl');

(program && openssl ? describe : describe.skip)('docker-registry with TLS by a private authority', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'registry-tls-'));
  let host: string;
  let child: ChildProcess;
  before(async () => {
    makeAuthority(folder);
    signServer(folder, 'IP:127.0.0.1');
    const port = await freePort();
    host = `127.0.0.1:${port}`;
    writeFileSync(path.join(folder, 'htpasswd'), `${account.line}\n`);
    writeFileSync(path.join(folder, 'config.yml'), configuration(folder, port));
    child = spawn(program ?? '', ['serve', path.join(folder, 'config.yml')], { stdio: 'ignore' });
    const trusted = path.join(folder, 'certs.d', host);
    mkdirSync(trusted, { recursive: true });
    cpSync(path.join(folder, 'ca.pem'), path.join(trusted, 'ca.crt'));
    await reachable();
  });
  after(() => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const client = (folders: readonly string[]) => {
    const transport = defaultTransport();
    const fetch = withCertificates(transport.fetch, (name) => readCertificates(folders, name, process.platform));
    const credential = { kind: 'password', username: account.user, password: account.password } as const;
    return new RegistryClient({ host, credential, transport: { ...transport, fetch } });
  };
  const trusting = () => client([path.join(folder, 'certs.d')]);
  const reachable = async () => {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      if (
        await trusting()
          .ping()
          .catch(() => undefined)
      )
        return;
      await delay(100);
    }
    throw new Error('docker-registry does not answer');
  };

  it('is read and written with the certificates that Docker trusts for it', async () => {
    const one = trusting();
    assert.equal(await one.ping(), 'used');
    assert.equal((await one.session.base()).protocol, 'https:');
    const { digest } = await pushImage(one, 'tls/app', 'one', 'v1');
    assert.equal((await one.head('tls/app', 'v1')).digest, digest);
    assert.equal((await readTagDetails(one, 'tls/app', 'v1', 'linux/amd64')).image?.config.labels['salt'], 'one');
  });

  it('is not read without them, neither with nor without encryption', async () => {
    await assert.rejects(client([]).ping(), (error) => RegistryError.is(error, 'tls'));
  });
});

function configuration(folder: string, port: number): string {
  const tls = `tls: { certificate: ${folder}/server.pem, key: ${folder}/server.key }`;
  return [
    'version: 0.1',
    'log: { level: error }',
    `storage: { filesystem: { rootdirectory: ${folder}/data } }`,
    `http: { addr: "127.0.0.1:${port}", ${tls} }`,
    `auth: { htpasswd: { realm: longshore, path: ${folder}/htpasswd } }`,
    '',
  ].join('\n');
}
