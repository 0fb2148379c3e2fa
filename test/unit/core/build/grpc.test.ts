import assert from 'node:assert/strict';
import http2 from 'node:http2';
import net from 'node:net';
import { GrpcError, type GrpcMethod, serveGrpc, unary } from '../../../../src/core/build/grpc.js';

describe('gRPC session', () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  /** A client of a session that serves these methods. */
  async function connect(methods: Record<string, GrpcMethod>): Promise<http2.ClientHttp2Session> {
    const server = net.createServer((socket) => {
      const session = serveGrpc(socket, methods);
      closers.push(() => session.dispose());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const client = http2.connect(`http://127.0.0.1:${port}`);
    client.on('error', () => {});
    closers.push(
      () => client.destroy(),
      () => server.close(),
    );
    return client;
  }

  /** Sends bytes as they are in chunks, returns the body's messages and the trailers. */
  async function call(client: http2.ClientHttp2Session, path: string, chunks: Buffer[], metadata = {}) {
    const stream = client.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      ...metadata,
    });
    let trailers: http2.IncomingHttpHeaders = {};
    stream.on('trailers', (headers) => {
      trailers = headers;
    });
    for (const chunk of chunks) {
      stream.write(chunk);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    stream.end();
    const body: Buffer[] = [];
    for await (const chunk of stream) body.push(chunk as Buffer);
    return { body: Buffer.concat(body), status: trailers['grpc-status'], message: trailers['grpc-message'] };
  }

  const frame = (text: string) => {
    const header = Buffer.alloc(5);
    header.writeUInt32BE(Buffer.byteLength(text), 1);
    return Buffer.concat([header, Buffer.from(text)]);
  };

  it('answers one message with one', async () => {
    const client = await connect({
      '/s/upper': unary(async (request) => Buffer.from(Buffer.from(request).toString().toUpperCase())),
    });
    const { body, status } = await call(client, '/s/upper', [frame('héllo')]);
    assert.deepEqual([body, status], [frame('HÉLLO'), '0']);
  });

  it('puts messages together however they are cut', async () => {
    const echo: GrpcMethod = async (request) => {
      for await (const message of request.messages) await request.send([message, Buffer.from('.')]);
    };
    const client = await connect({ '/s/echo': echo });
    const bytes = Buffer.concat([frame('one'), frame(''), frame('three')]);
    const { body } = await call(
      client,
      '/s/echo',
      [...bytes].map((byte) => Buffer.from([byte])),
    );
    assert.deepEqual(
      body,
      Buffer.concat([frame('one'), frame('.'), frame(''), frame('.'), frame('three'), frame('.')]),
    );
  });

  it('keeps repeated metadata apart, commas and all', async () => {
    let seen: readonly string[] = [];
    const client = await connect({
      '/s/m': async (request) => {
        seen = request.metadata('followpaths');
      },
    });
    await call(client, '/s/m', [], { followpaths: ['a, b', 'c'] });
    assert.deepEqual(seen, ['a, b', 'c']);
  });

  it('turns what a method throws into a status', async () => {
    const client = await connect({
      '/s/missing': unary(() => Promise.reject(new GrpcError('notFound', 'no täg'))),
      '/s/broken': unary(() => Promise.reject(new Error('disk'))),
    });
    const missing = await call(client, '/s/missing', [frame('')]);
    assert.deepEqual([missing.status, missing.message], ['5', encodeURIComponent('notFound: no täg')]);
    assert.deepEqual((await call(client, '/s/broken', [frame('')])).status, '2');
    assert.deepEqual((await call(client, '/s/nosuch', [frame('')])).status, '12');
  });
});
