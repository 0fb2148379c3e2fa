import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { DockerodeEngine } from '../../../../src/core/engine/dockerodeEngine.js';
import type { TlsMaterial } from '../../../../src/core/engine/endpoint.js';
import { EngineError, type EngineErrorReason } from '../../../../src/core/engine/errors.js';
import { FakeEngine } from '../../../support/fakeEngine.js';

describe('tcp', () => {
  let fake: FakeEngine;
  let servers: Server[];

  beforeEach(async () => {
    servers = [];
    fake = await new FakeEngine().start();
  });
  afterEach(() => {
    for (const server of servers) server.close();
    fake.dispose();
  });

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  const toFake = (socket: net.Socket) => {
    const upstream = net.connect(fake.socketPath);
    socket.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    upstream.on('error', () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  };

  async function fails(
    reason: EngineErrorReason,
    port: number,
    material?: TlsMaterial,
    host = '127.0.0.1',
  ): Promise<void> {
    const engine = new DockerodeEngine(
      { kind: 'tcp', host, port, ...(material && { tls: material }) },
      { answerWithin: 200 },
    );
    await assert.rejects(engine.version(), (error) => {
      if (!EngineError.is(error)) throw error;
      assert.equal(error.reason, reason, String(error.stack));
      return true;
    });
    engine.dispose();
  }

  it('reaches an engine without TLS', async () => {
    const port = await listen(net.createServer(toFake));
    const engine = new DockerodeEngine({ kind: 'tcp', host: 'localhost', port });
    fake.state.addContainer('one');
    assert.equal((await engine.containers.list()).length, 1);
    engine.dispose();
  });

  it('reaches an engine below a path, also for processes', async () => {
    const outside: string[] = [];
    const port = await listen(
      net.createServer({ allowHalfOpen: true }, (socket) => {
        const upstream = net.connect(fake.socketPath);
        socket.on('end', () => upstream.end()).on('close', () => upstream.destroy());
        upstream.pipe(socket);
        socket.on('data', (data) => {
          const text = data.toString();
          if (/^[A-Z]+ \/(?!engine\/)/.test(text)) outside.push(text);
          upstream.write(text.replace(/^([A-Z]+) \/engine\//, '$1 /'));
        });
      }),
    );
    const engine = new DockerodeEngine({ kind: 'tcp', host: '127.0.0.1', port, basePath: '/engine' });
    const { id } = fake.state.addContainer('one');
    await engine.containers.start(id);
    const session = await engine.containers.exec(id, { command: ['cat'], tty: false });
    session.write('x');
    session.endInput();
    let text = '';
    for await (const { data } of session.output) text += Buffer.from(data).toString();
    assert.equal(text, 'x');
    assert.deepEqual(outside, []);
    engine.dispose();
  });

  it('says what is wrong with the other side', async () => {
    const port = await listen(net.createServer());
    servers.pop()?.close();
    await fails('connectionRefused', port);
    await fails('hostNotFound', port, undefined, 'no-such-host.invalid');
    await fails('silent', await listen(net.createServer(() => {})));
    await fails('notAnEngine', await listen(net.createServer((socket) => socket.end('SSH-2.0-x\r\n'))));
    await fails('notAnEngine', await listen(net.createServer((socket) => socket.destroy())));
    const page = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>';
    await fails('notAnEngine', await listen(net.createServer((socket) => socket.end(page))));
    const missing = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n';
    await fails('notAnEngine', await listen(net.createServer((socket) => socket.end(missing))));
  });

  it('does not listen to DOCKER_HOST', async () => {
    const before = process.env['DOCKER_HOST'];
    process.env['DOCKER_HOST'] = 'tcp://%%%';
    try {
      const engine = new DockerodeEngine(fake.endpoint);
      assert.equal((await engine.version()).os, 'linux');
      assert.equal(process.env['DOCKER_HOST'], 'tcp://%%%');
    } finally {
      if (before === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = before;
    }
  });

  describe('with TLS', () => {
    let pems: Pems;
    before(function () {
      try {
        pems = makePems();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') this.skip();
        throw error;
      }
    });

    const server = () =>
      tls.createServer(
        { cert: pems.serverCert, key: pems.serverKey, ca: pems.ca, requestCert: true, allowHalfOpen: true },
        toFake,
      );
    const client = () => ({ ca: pems.ca, cert: pems.clientCert, key: pems.clientKey, verify: true });

    it('reaches an engine, also for processes', async () => {
      const port = await listen(server());
      const engine = new DockerodeEngine({ kind: 'tcp', host: '127.0.0.1', port, tls: client() });
      const { id } = fake.state.addContainer('one');
      await engine.containers.start(id);
      const session = await engine.containers.exec(id, { command: ['cat'], tty: false });
      session.write('x');
      session.endInput();
      let text = '';
      for await (const { data } of session.output) text += Buffer.from(data).toString();
      assert.equal(text, 'x');
      engine.dispose();
    });

    it('does not verify where that is wanted', async () => {
      const port = await listen(server());
      const { cert, key } = client();
      const engine = new DockerodeEngine({ kind: 'tcp', host: '127.0.0.1', port, tls: { cert, key, verify: false } });
      assert.equal((await engine.version()).os, 'linux');
      engine.dispose();
    });

    it('fails with tlsFailed', async () => {
      const port = await listen(server());
      const { ca, cert, key } = client();
      await fails('tlsFailed', port, { cert, key, verify: true });
      await fails('tlsFailed', port, { ca, verify: true });
      await fails('tlsFailed', port, { ca: cert, cert, key, verify: true });
      await fails('tlsFailed', port, client(), 'localhost');
      await fails('tlsFailed', await listen(net.createServer(toFake)), client());
      await fails('tlsFailed', port, { ca: 'no certificate', verify: true });
    });

    it('knows a TLS port that is spoken to without', async () => {
      const answer = 'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n';
      await fails(
        'tlsFailed',
        await listen(net.createServer((socket) => socket.once('data', () => socket.end(answer)))),
      );
      await fails('notAnEngine', await listen(server()));
    });
  });
});

interface Pems {
  readonly ca: string;
  readonly serverCert: string;
  readonly serverKey: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

/** A CA, a server certificate for 127.0.0.1 and a client certificate. */
function makePems(): Pems {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pems-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=ca', '-days', '2');
  for (const name of ['server', 'client']) {
    writeFileSync(
      path.join(folder, `${name}.ext`),
      name === 'server' ? 'subjectAltName=IP:127.0.0.1' : 'extendedKeyUsage=clientAuth',
    );
    openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', `${name}.ext`];
    openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...sign);
  }
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  try {
    return {
      ca: read('ca.pem'),
      serverCert: read('server.pem'),
      serverKey: read('server.key'),
      clientCert: read('client.pem'),
      clientKey: read('client.key'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
