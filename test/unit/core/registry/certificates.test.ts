import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { withCertificates } from '../../../../src/core/registry/certificateFetch.js';
import { certificateFolders, readCertificates } from '../../../../src/core/registry/certificates.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { defaultTransport } from '../../../../src/core/registry/http.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
})();

describe('certificates', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'longshore-certs-'));

  it('are looked for where Docker and Podman keep them', async () => {
    const folders = certificateFolders('linux', '/home/me', {});
    assert.ok(folders.includes('/etc/docker/certs.d') && folders.includes('/home/me/.config/containers/certs.d'));
    assert.match(certificateFolders('win32', 'C:\\Users\\me', { ProgramData: 'D:\\Data' })[0] ?? '', /^D:\\Data/);
    const place = path.join(folder, 'reading', 'reg.example.com:5000');
    mkdirSync(place, { recursive: true });
    assert.equal(await readCertificates([path.join(folder, 'reading')], 'reg.example.com:5000', 'linux'), undefined);
    for (const [name, text] of Object.entries({ 'a.crt': 'ca', 'c.cert': 'cert', 'c.key': 'key', 'lone.cert': 'x' }))
      writeFileSync(path.join(place, name), text);
    assert.deepEqual(
      await readCertificates(['/nowhere', path.join(folder, 'reading')], 'reg.example.com:5000', 'linux'),
      {
        ca: ['ca'],
        clients: [{ cert: 'cert', key: 'key' }],
      },
    );
    assert.equal(await readCertificates([path.join(folder, 'reading')], 'other', 'linux'), undefined);
  });

  it('of a host with a port are in a folder without the colon on Windows', async () => {
    const place = path.join(folder, 'windows', 'reg.example.com5000');
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, 'a.crt'), 'ca');
    const read = (platform: NodeJS.Platform) =>
      readCertificates([path.join(folder, 'windows')], 'reg.example.com:5000', platform);
    assert.deepEqual((await read('win32'))?.ca, ['ca']);
    assert.equal(await read('linux'), undefined);
  });

  it('are used through the module that VS Code gives its proxies', async () => {
    const { outputFiles } = await build({
      ...{ bundle: true, platform: 'node', format: 'cjs', write: false },
      entryPoints: ['src/core/registry/certificateFetch.ts'],
    });
    const text = outputFiles[0]?.text ?? '';
    assert.match(text, /require\("https"\)/);
    assert.doesNotMatch(text, /require\("node:https"\)/);
  });

  (hasOpenssl ? describe : describe.skip)('of a registry with its own authority', () => {
    let server: Server;
    let host: string;
    const seen: (string | undefined)[] = [];
    before(async () => {
      const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
      const key = ['-newkey', 'rsa:2048', '-nodes'];
      openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=ca', '-days', '2');
      writeFileSync(path.join(folder, 'names'), 'subjectAltName=IP:127.0.0.1');
      openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=server');
      const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
      openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...sign);
      const read = (name: string) => readFileSync(path.join(folder, name));
      server = createServer({ cert: read('server.pem'), key: read('server.key') }, (request, response) => {
        seen.push(request.headers.authorization);
        if (request.headers.authorization === undefined) {
          response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
          return;
        }
        if (request.url?.includes('odd')) response.statusCode = 600;
        response.end(request.url?.includes('tags') ? '{"tags":["v1"]}' : '{}');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    after(() => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const client = (folders: readonly string[]) => {
      const transport = defaultTransport();
      const fetch = withCertificates(transport.fetch, (name) => readCertificates(folders, name, process.platform));
      const credential = { kind: 'password', username: 'me', password: 'secret' } as const;
      return new RegistryClient({ host, credential, transport: { ...transport, fetch } });
    };

    it('make it readable, with its login', async () => {
      const place = path.join(folder, 'certs.d', host);
      mkdirSync(place, { recursive: true });
      cpSync(path.join(folder, 'ca.pem'), path.join(place, 'ca.crt'));
      const one = client([path.join(folder, 'certs.d')]);
      assert.equal(await one.ping(), 'used');
      assert.equal((await one.session.base()).protocol, 'https:');
      assert.deepEqual((await one.tags('a').next()).value, ['v1']);
    });

    it('do not let an impossible status end the program', async () => {
      const one = client([path.join(folder, 'certs.d')]);
      await assert.rejects(one.tags('odd').next(), (error) => RegistryError.is(error, 'badAnswer'));
    });

    it('are read again after they were replaced', async () => {
      let asked = 0;
      const reading = withCertificates(defaultTransport().fetch, async () => {
        asked += 1;
        return undefined;
      });
      const { now } = Date;
      try {
        for (const moment of [0, 1, 10_000]) {
          Date.now = () => moment;
          await reading(`https://${host}/v2/`, {}).catch(() => {});
        }
      } finally {
        Date.now = now;
      }
      assert.equal(asked, 2);
    });

    it('are asked for where they are missing: nothing is sent, and not without encryption either', async () => {
      seen.length = 0;
      await assert.rejects(client([]).ping(), (error) => RegistryError.is(error, 'tls'));
      assert.deepEqual(seen, []);
    });
  });
});
