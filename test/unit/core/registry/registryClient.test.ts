import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import { isAbort } from '../../../../src/core/base/errors.js';
import { RegistryError, type RegistryErrorReason } from '../../../../src/core/registry/errors.js';
import { defaultTransport, type Transport } from '../../../../src/core/registry/http.js';
import { pages } from '../../../../src/core/registry/page.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import {
  digestOf,
  FakeRegistry,
  type FakeRegistryOptions,
  type FakeServer,
  send,
} from '../../../support/fakeRegistry.js';

const because =
  (...reasons: RegistryErrorReason[]) =>
  (error: unknown) => {
    assert.ok(RegistryError.is(error, ...reasons), String(error));
    return true;
  };

describe('registryClient', () => {
  const servers: FakeServer[] = [];
  const start = async (options: FakeRegistryOptions = {}) => {
    const registry = await new FakeRegistry(options).start();
    servers.push(registry);
    const client = (transport: Partial<Transport> = {}) =>
      new RegistryClient({ host: registry.host, scheme: 'http', transport: { ...defaultTransport(), ...transport } });
    return { registry, client: client(), clientWith: client };
  };
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  const allTags = async (client: RegistryClient, path: string) => {
    const found: string[][] = [];
    for await (const page of client.tags(path)) found.push([...page]);
    return found;
  };

  it('takes no web page for a registry', async () => {
    const { registry, client } = await start();
    registry.faults.push((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<html>welcome</html>');
      return true;
    });
    await assert.rejects(client.ping(), because('badAnswer'));
  });

  it('tells each text that a registry warns with once, as data, and at some time no more', async () => {
    const { registry } = await start();
    const texts: string[] = [];
    const client = new RegistryClient({ host: registry.host, scheme: 'http', onWarning: (text) => texts.push(text) });
    let warning = '';
    registry.faults.push((_request, response) => {
      response.setHeader('warning', warning);
      return false;
    });
    const old = '299 - "old, and soon gone"';
    for (warning of [
      `${old}, 299 - "a\tb"`,
      old,
      '199 - "stale"',
      '299 - ""',
      'nonsense',
      `299 - "${'x'.repeat(1000)}"`,
    ])
      await client.ping();
    assert.deepEqual(texts, ['old, and soon gone', 'a b', 'x'.repeat(300)]);
    for (let count = 0; count < 50; count += 1) {
      warning = `299 - "number ${count}"`;
      await client.ping();
    }
    assert.equal(texts.length, 20);
  });

  it('does not take what another host says for a warning or limit of the registry', async () => {
    const { registry } = await start();
    const other = await start();
    const says = { warning: '299 - "from elsewhere"', 'ratelimit-limit': '1', 'ratelimit-remaining': '1' };
    const texts: string[] = [];
    const client = new RegistryClient({ host: registry.host, scheme: 'http', onWarning: (text) => texts.push(text) });
    const blob = other.registry.addBlob('a', 'the blob');
    other.registry.faults.push((_request, response) => {
      for (const [name, value] of Object.entries(says)) response.setHeader(name, value);
      return false;
    });
    registry.faults.push(({ url }, response) => {
      if (!url.includes('blobs')) return false;
      response.writeHead(307, { location: `${other.registry.origin}${url}` }).end();
      return true;
    });
    await client.blob('a', blob.digest, 100);
    assert.deepEqual(texts, []);
    assert.equal(client.session.quota, undefined);
  });

  describe('pages', () => {
    for (const paging of ['relative', 'absolute', 'none', 'ignored'] as const)
      it(`come to an end with ${paging} links`, async () => {
        const { registry, client } = await start({ paging });
        for (let index = 0; index < 250; index += 1) registry.repository('a').tags.set(`t${1000 + index}`, 'x');
        const found = await allTags(client, 'a');
        assert.equal(new Set(found.flat()).size, 250);
        assert.equal(found.flat().length, 250);
        assert.deepEqual(
          found.map((page) => page.length),
          paging === 'ignored' ? [250] : [100, 100, 50],
        );
      });

    it('end when a server that ignores paging has exactly one page full', async () => {
      const { registry, client } = await start({ paging: 'ignored' });
      for (let index = 0; index < 100; index += 1) registry.repository('a').tags.set(`t${1000 + index}`, 'x');
      assert.equal((await allTags(client, 'a')).flat().length, 100);
    });

    it('of tags that are null are empty', async () => {
      const { registry, client } = await start();
      registry.repository('a');
      assert.deepEqual(await allTags(client, 'a'), [[]]);
    });

    it('are fetched only when they are asked for', async () => {
      const { registry, client } = await start();
      for (let index = 0; index < 250; index += 1) registry.repository(`r${1000 + index}`);
      const first = await pages(client.catalogPage).next();
      assert.equal(first.value?.length, 100);
      assert.equal(registry.requests.filter(({ url }) => url.includes('_catalog')).length, 1);
    });

    it('on another host are refused', async () => {
      const { registry, client } = await start();
      registry.faults.push(({ url }, response) => {
        if (!url.includes('tags/list')) return false;
        response.setHeader('link', '<http://127.0.0.1:1/v2/a/tags/list?last=b>; rel="next"');
        send(response, 200, '{"tags":["b"]}');
        return true;
      });
      await assert.rejects(allTags(client, 'a'), because('unsafe'));
    });

    it('in a circle end', async () => {
      const { registry, client } = await start();
      registry.faults.push(({ url }, response) => {
        if (!url.includes('tags/list')) return false;
        response.setHeader('link', '</v2/a/tags/list?last=b>; rel="next"');
        send(response, 200, '{"tags":["b"]}');
        return true;
      });
      assert.deepEqual(await allTags(client, 'a'), [['b'], ['b']]);
    });

    it('that bring nothing and lead on for ever end, for lists and for what is attached', async () => {
      const { registry, client } = await start();
      let asked = 0;
      registry.faults.push(({ url }, response) => {
        if (url === '/v2/') return false;
        response.setHeader('link', `<${url.split('?')[0]}?last=${++asked}>; rel="next"`);
        send(response, 200, '{"schemaVersion":2,"manifests":[],"tags":[]}');
        return true;
      });
      await assert.rejects(allTags(client, 'a'), because('badAnswer'));
      assert.deepEqual(await client.referrers('a', digestOf('x')), []);
    });

    it('leave out what is no tag', async () => {
      const { registry, client } = await start();
      registry.faults.push(({ url }, response) => {
        if (!url.includes('tags/list')) return false;
        send(response, 200, JSON.stringify({ tags: ['good', '../../evil', 'a b', 5, null, '$(icon)'] }));
        return true;
      });
      assert.deepEqual(await allTags(client, 'a'), [['good']]);
    });
  });

  describe('manifests', () => {
    it('are read and verified, with and without the digest header', async () => {
      for (const digestHeader of [true, false]) {
        const { registry, client } = await start({ digestHeader });
        const { digest } = registry.addImage('a/b', 'one', 'v1');
        const stored = await client.manifest('a/b', 'v1');
        assert.equal(stored.digest, digest);
        assert.equal(digestOf(Buffer.from(stored.bytes)), digest);
        assert.equal(stored.manifest.kind, 'image');
        assert.deepEqual(await client.head('a/b', 'v1'), {
          digest,
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          size: stored.bytes.byteLength,
        });
      }
    });

    it('that are not what their digest says are refused', async () => {
      const { registry, client } = await start();
      const { digest } = registry.addImage('a', 'one', 'v1');
      const other = registry.addImage('a', 'two', 'v2').digest;
      const lie = registry.repository('a').manifests.get(other)!;
      registry.repository('a').manifests.set(digest, lie);
      await assert.rejects(client.manifest('a', digest), because('digestMismatch'));
      await assert.rejects(client.manifest('a', 'v1'), because('digestMismatch'));
    });

    it('that are missing are not found', async () => {
      const { client } = await start();
      await assert.rejects(client.manifest('a', 'v1'), because('notFound'));
      await assert.rejects(client.head('a', 'v1'), because('notFound'));
    });

    it('of schema 1 are told to be too old', async () => {
      const { registry, client } = await start();
      registry.addManifest('a', { schemaVersion: 1, mediaType: 'application/json' } as { mediaType: string }, 'v1');
      await assert.rejects(client.manifest('a', 'v1'), because('unsupported'));
    });

    it('of more than 4 MB are refused without reading on', async () => {
      const { registry, client } = await start();
      registry.faults.push(({ url }, response) => {
        if (!url.includes('manifests')) return false;
        const endless = () => response.write(Buffer.alloc(1024 * 1024), () => !response.destroyed && endless());
        endless();
        return true;
      });
      await assert.rejects(client.manifest('a', 'v1'), because('badAnswer'));
    });
  });

  describe('referrers', () => {
    for (const referrers of [true, false])
      it(`are found ${referrers ? 'by the API' : 'by the fallback tag'}`, async () => {
        const { registry, client } = await start({ referrers });
        const subject = registry.addImage('a', 'one', 'v1');
        const signature = registry.addManifest('a', {
          ...{ schemaVersion: 2, subject, artifactType: 'application/x.sig' },
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          ...{ config: { mediaType: 'application/vnd.oci.empty.v1+json', ...registry.addBlob('a', '{}') }, layers: [] },
        });
        if (!referrers) {
          const index = {
            schemaVersion: 2,
            mediaType: 'application/vnd.oci.image.index.v1+json',
            manifests: [signature],
          };
          registry.addManifest('a', index, subject.digest.replace(':', '-'));
        }
        const found = await client.referrers('a', subject.digest);
        assert.deepEqual(
          found.map(({ digest }) => digest),
          [signature.digest],
        );
      });

    it('come from every page, and end with a server that sends them in a circle', async () => {
      const { registry, client } = await start({ referrers: true });
      const { digest } = registry.addImage('a', 'one', 'v1');
      const referrer = (salt: string) => ({ mediaType: 'x', digest: digestOf(salt), size: 1, artifactType: salt });
      for (const isCircle of [false, true]) {
        registry.faults.length = 0;
        registry.faults.push(({ url }, response) => {
          if (!url.includes('/referrers/')) return false;
          const isLast = url.includes('page=2');
          if (!isLast || isCircle) response.setHeader('link', `</v2/a/referrers/${digest}?page=2>; rel="next"`);
          send(response, 200, JSON.stringify({ schemaVersion: 2, manifests: [referrer(isLast ? 'two' : 'one')] }));
          return true;
        });
        const found = (await client.referrers('a', digest)).map(({ artifactType }) => artifactType);
        assert.deepEqual(found, ['one', 'two']);
      }
    });

    it('are none where there is neither', async () => {
      const { registry, client } = await start();
      const { digest } = registry.addImage('a', 'one', 'v1');
      assert.deepEqual(await client.referrers('a', digest), []);
    });
  });

  describe('failures', () => {
    const answers: [string, number, string, Record<string, string>, RegistryErrorReason, RegExp][] = [
      ['HTML', 502, '<html><head><title>Bad Gateway</title></head>', {}, 'serverFailed', /Bad Gateway/],
      ['the specification', 403, '{"errors":[{"code":"DENIED","message":"not yours"}]}', {}, 'denied', /not yours/],
      ['nothing', 404, '', {}, 'notFound', /Not Found/],
      ['a 405', 405, '{"errors":[{"code":"UNSUPPORTED"}]}', {}, 'unsupported', /UNSUPPORTED/],
      ['Docker Hub', 400, '{"detail":"page is odd"}', {}, 'rejected', /page is odd/],
      [
        'JSON with control characters',
        500,
        '{"errors":[{"message":"one\\u001b[31m\\r\\ntwo\\u202e"}]}',
        {},
        'serverFailed',
        /^one \[31m two$/,
      ],
      [
        'a date',
        429,
        'slow\u001b[31m down',
        { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' },
        'rateLimited',
        /slow.*down/,
      ],
    ];
    for (const [name, status, body, headers, reason, words] of answers)
      it(`in the words of ${name} become ${reason}`, async () => {
        const { registry, client } = await start();
        registry.faults.push(({ url }, response) => {
          if (!url.includes('tags')) return false;
          for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
          send(response, status, body);
          return true;
        });
        await assert.rejects(allTags(client, 'a'), (error) => {
          assert.ok(RegistryError.is(error, reason), String(error));
          assert.match(error.detail, words);
          assert.ok(!error.detail.includes('\u001b'));
          assert.equal(error.status, status);
          return true;
        });
      });

    for (const wait of ['Fri, 01 Jan 2100 00:00:00 GMT', '9'.repeat(400)])
      it(`ask for a day of patience at most, whatever they say (${wait.slice(0, 8)}…)`, async () => {
        const { registry, client } = await start();
        registry.faults.push(({ url }, response) => {
          if (!url.includes('tags')) return false;
          response.setHeader('retry-after', wait);
          send(response, 429, '');
          return true;
        });
        await assert.rejects(allTags(client, 'a'), { reason: 'rateLimited', retryAfter: 24 * 60 * 60 });
      });

    it('that HEAD cannot tell are asked for by GET, once; what is missing or too much is not', async () => {
      const { registry, client } = await start();
      let status = 403;
      const asked: string[] = [];
      registry.faults.push(({ url, method }, response) => {
        if (!url.includes('manifests')) return false;
        asked.push(method);
        send(response, status, '{"errors":[{"code":"DENIED","message":"ask the owner"}]}', method);
        return true;
      });
      await assert.rejects(client.head('a', 'v1'), (error) => {
        assert.ok(RegistryError.is(error, 'denied'), String(error));
        assert.equal(error.detail, 'ask the owner');
        return true;
      });
      assert.deepEqual(asked.splice(0), ['HEAD', 'GET']);
      for (status of [404, 429]) await assert.rejects(client.head('a', 'v1'), RegistryError);
      assert.deepEqual(asked, ['HEAD', 'HEAD']);
    });

    it('in endless beginnings of tags do not hang', async () => {
      const { registry, client } = await start();
      let beginning = '';
      registry.faults.push(({ url }, response) => {
        if (url.includes('tags')) send(response, 500, `<${beginning.repeat(64_000 / beginning.length)}`);
        return url.includes('tags');
      });
      for (beginning of ['<', '<title', '<script ', '<style>'])
        for (let count = 0; count < 10; count += 1) await assert.rejects(allTags(client, 'a'), because('serverFailed'));
    });

    it('of a list that is HTML or other JSON are a bad answer', async () => {
      for (const body of ['<html><body><h1>Log in</h1>', '[]', '{"tags":5}', 'nonsense', '']) {
        const { registry, client } = await start();
        registry.faults.push(({ url }, response) => {
          if (url.includes('tags')) send(response, 200, body);
          return url.includes('tags');
        });
        await assert.rejects(allTags(client, 'a'), because('badAnswer'));
      }
    });

    it('of connections are told apart', async () => {
      const reach = (host: string, code: string) => {
        const fetch = () =>
          Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }));
        return new RegistryClient({ host, transport: { ...defaultTransport(), fetch } }).ping();
      };
      await assert.rejects(reach('example.com', 'ECONNREFUSED'), because('unreachable'));
      await assert.rejects(reach('example.com', 'ENOTFOUND'), because('hostNotFound'));
      await assert.rejects(reach('example.com', 'SELF_SIGNED_CERT_IN_CHAIN'), because('tls'));
      await assert.rejects(reach('example.com', 'UND_ERR_CONNECT_TIMEOUT'), because('silent'));
      await assert.rejects(reach('localhost:1', 'DEPTH_ZERO_SELF_SIGNED_CERT'), because('tls'));
    });

    for (const [name, said] of Object.entries({
      'something else than HTTP': 'SSH-2.0-OpenSSH_9.6\r\n',
      'headers without end': `HTTP/1.1 200 OK\r\n${`x-a: ${'a'.repeat(1000)}\r\n`.repeat(1000)}\r\n`,
    }))
      it(`of ${name} are a bad answer`, async () => {
        const server = createServer((socket) => {
          socket.on('error', () => {}).once('data', () => socket.end(said, () => socket.destroy()));
        });
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        const { port } = server.address() as AddressInfo;
        const ping = new RegistryClient({ host: `127.0.0.1:${port}`, scheme: 'http' }).ping();
        await assert.rejects(ping, because('badAnswer')).finally(() => server.close());
      });

    it('of TLS lead to plain http only where no login can be lost', async () => {
      const { registry } = await start();
      registry.addImage('a', 'one', 'v1');
      const reach = (host: string, login: boolean) => {
        const asked: string[] = [];
        const fetchPlain = (text: string, options: RequestInit) => {
          const url = new URL(text);
          asked.push(url.protocol);
          if (url.protocol === 'http:') return fetch(registry.origin + url.pathname + url.search, options);
          const code = 'ERR_SSL_WRONG_VERSION_NUMBER';
          return Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }));
        };
        const credential = { kind: 'password', username: 'me', password: 'secret' } as const;
        const transport = { ...defaultTransport(), fetch: fetchPlain };
        const client = new RegistryClient({ host, transport, ...(login && { credential }) });
        return { client, asked };
      };
      for (const [host, login] of [
        ['localhost:5000', true],
        ['10.0.0.5:5000', false],
      ] as const)
        assert.equal((await reach(host, login).client.session.base()).protocol, 'http:');
      for (const [host, login] of [
        ['10.0.0.5:5000', true],
        ['8.8.8.8:5000', false],
        ['r.example.com', false],
      ] as const) {
        const { client, asked } = reach(host, login);
        await assert.rejects(client.head('a', 'v1'), because('tls'));
        assert.deepEqual(asked, ['https:']);
      }
    });

    it('of silence and of dribbling end in time', async () => {
      const { registry, clientWith } = await start();
      registry.faults.push(({ url }, response) => {
        if (url.includes('tags')) response.write('{');
        return !url.endsWith('/v2/');
      });
      await assert.rejects(allTags(clientWith({ bodyTimeout: 50 }), 'a'), because('silent'));
      await assert.rejects(clientWith({ headersTimeout: 50 }).head('a', 'b'), because('silent'));
    });

    it('by abort are an AbortError in the body of an error too', async () => {
      const { registry, client } = await start();
      registry.faults.push(({ url }, response) => {
        if (!url.includes('tags')) return false;
        response.statusCode = 500;
        response.write('x');
        return true;
      });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      await assert.rejects(client.tags('a', controller.signal).next(), isAbort);
    });

    it('by abort are an AbortError before the headers and in the body', async () => {
      const { registry, client } = await start();
      registry.faults.push(({ url }, response) => {
        if (url.includes('tags')) response.write('{');
        return !url.endsWith('/v2/');
      });
      for (const work of [
        (s: AbortSignal) => client.tags('a', s).next(),
        (s: AbortSignal) => client.head('a', 'b', s),
      ]) {
        const controller = new AbortController();
        setTimeout(() => controller.abort(), 50);
        await assert.rejects(work(controller.signal), isAbort);
      }
    });
  });

  describe('rate limits', () => {
    it('with a short pause are waited out', async () => {
      const { registry, client } = await start();
      registry.addImage('a', 'one', 'v1');
      let first = true;
      registry.faults.push(({ url }, response) => {
        if (!first || !url.includes('tags')) return false;
        first = false;
        response.setHeader('retry-after', '0');
        send(response, 429, '');
        return true;
      });
      assert.deepEqual(await allTags(client, 'a'), [['v1']]);
    });

    it('with a long pause are obeyed: nothing is asked until it is over', async () => {
      const { registry, client } = await start();
      registry.faults.push(({ url }, response) => {
        if (!url.includes('tags')) return false;
        response.setHeader('retry-after', '600');
        send(response, 429, '{"errors":[{"code":"TOOMANYREQUESTS","message":"pull rate limit"}]}');
        return true;
      });
      await assert.rejects(allTags(client, 'a'), (error) => {
        assert.ok(RegistryError.is(error, 'rateLimited'));
        assert.equal(error.retryAfter, 600);
        return true;
      });
      const before = registry.requests.length;
      await assert.rejects(allTags(client, 'a'), because('rateLimited'));
      assert.equal(registry.requests.length, before);
    });

    it('are read from the headers', async () => {
      const { registry, client } = await start();
      registry.addImage('a', 'one', 'v1');
      registry.faults.push((_request, response) => {
        response.setHeader('ratelimit-limit', '100;w=21600');
        response.setHeader('ratelimit-remaining', '76;w=21600');
        response.setHeader('docker-ratelimit-source', '192.0.2.1');
        return false;
      });
      await client.head('a', 'v1');
      assert.deepEqual(client.session.quota, { limit: 100, remaining: 76, window: 21600, source: '192.0.2.1' });
    });
  });

  describe('blobs', () => {
    it('are verified and bounded', async () => {
      const { registry, client } = await start();
      const { digest } = registry.addBlob('a', 'hello');
      assert.equal(Buffer.from(await client.blob('a', digest, 5)).toString(), 'hello');
      await assert.rejects(client.blob('a', digest, 4), because('badAnswer'));
      registry.repository('a').blobs.set(digest, Buffer.from('hullo'));
      await assert.rejects(client.blob('a', digest, 5), because('digestMismatch'));
    });

    it('that redirect forever are refused', async () => {
      const { registry, client } = await start();
      const { digest } = registry.addBlob('a', 'hello');
      registry.faults.push(({ url }, response) => {
        if (!url.includes('blobs')) return false;
        response.setHeader('location', url);
        send(response, 307, '');
        return true;
      });
      await assert.rejects(client.blob('a', digest, 5), because('badAnswer'));
    });
  });
});
