import assert from 'node:assert/strict';
import type { Port } from '../../../../src/core/engine/models.js';
import { webAddresses } from '../../../../src/core/spec/webAddress.js';

const socket = { kind: 'socket', path: '/run/docker.sock' } as const;
const port = (containerPort: number, hostPort?: number, hostIp?: string, protocol = 'tcp'): Port => ({
  containerPort,
  protocol,
  ...(hostPort !== undefined && { hostPort }),
  ...(hostIp !== undefined && { hostIp }),
});
const urls = (ports: Port[], endpoint: Parameters<typeof webAddresses>[1] = socket) =>
  webAddresses(ports, endpoint).map(({ url }) => url);

describe('web addresses of a container', () => {
  it('are those of published TCP ports, once each', () => {
    assert.deepEqual(urls([port(80, 8080, '0.0.0.0'), port(80, 8080, '::'), port(81), port(53, 53, '', 'udp')]), [
      'http://localhost:8080',
    ]);
  });

  it('are once each where IPv6 has another port of the host', () => {
    const twins = [port(80, 49153, '0.0.0.0'), port(80, 49155, '::')];
    assert.deepEqual(urls(twins), ['http://localhost:49153']);
    assert.deepEqual(urls([port(80, 1, '0.0.0.0'), port(80, 2, '0.0.0.0'), port(80, 1, '::'), port(80, 2, '::')]), [
      'http://localhost:1',
      'http://localhost:2',
    ]);
    assert.deepEqual(urls([port(80, 49155, '::')]), ['http://localhost:49155']);
  });

  it('put likely web ports first', () => {
    assert.deepEqual(urls([port(5432, 5432), port(3000, 3001)]), ['http://localhost:3001', 'http://localhost:5432']);
  });

  it('use https where a port is for it', () => {
    assert.deepEqual(urls([port(443, 4433), port(8443, 8443)]), ['https://localhost:4433', 'https://localhost:8443']);
  });

  it('name the host of an engine elsewhere', () => {
    assert.deepEqual(urls([port(80, 8080, '0.0.0.0')], { kind: 'tcp', host: 'box', port: 2376 }), ['http://box:8080']);
    assert.deepEqual(urls([port(80, 8080)], { kind: 'ssh', host: 'fd00::1' }), ['http://[fd00::1]:8080']);
  });

  it('keep an address that a port was bound to', () => {
    assert.deepEqual(urls([port(80, 8080, '192.168.1.5')]), ['http://192.168.1.5:8080']);
    assert.deepEqual(urls([port(80, 8080, '127.0.0.1')]), ['http://localhost:8080']);
    assert.deepEqual(urls([port(80, 8080, '::1')]), ['http://[::1]:8080']);
  });
});
