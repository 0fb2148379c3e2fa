import assert from 'node:assert/strict';
import {
  chooseHostPorts,
  containerHolding,
  exposedPorts,
  formatPort,
  type PublishedPort,
  parsePort,
} from '../../../../src/core/spec/ports.js';
import { makeContainer } from '../../../support/engineModels.js';

describe('ports of a container', () => {
  const written: Record<string, PublishedPort> = {
    '80': { containerPort: 80, protocol: 'tcp' },
    '8080:80': { containerPort: 80, protocol: 'tcp', hostPort: 8080 },
    '127.0.0.1:8080:80': { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIp: '127.0.0.1' },
    '[::1]:8080:80': { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIp: '::1' },
    '53:53/udp': { containerPort: 53, protocol: 'udp', hostPort: 53 },
    '127.0.0.1::80': { containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1' },
  };
  for (const [text, port] of Object.entries(written)) {
    it(`reads and writes ${text}`, () => {
      assert.deepEqual(parsePort(text), port);
      assert.equal(formatPort(port), text);
    });
  }

  for (const text of ['', 'web', '0:80', '80:0', '65536:80', '8080:80/icmp', '8080:', '1:2:3'])
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parsePort(text), undefined));

  it('reads what an image exposes, in order, odd ones left out', () => {
    const Config = { ExposedPorts: { '8443/tcp': {}, '53/udp': {}, '80': {}, 'x/tcp': {} } };
    const ports = exposedPorts({ Config }).map(({ containerPort, protocol }) => `${containerPort}/${protocol}`);
    assert.deepEqual(ports, ['53/udp', '80/tcp', '8443/tcp']);
    assert.deepEqual(exposedPorts({ Config: null }), []);
    assert.deepEqual(exposedPorts({ Config: { ExposedPorts: null } }), []);
  });

  it('moves to the next free port and says who holds the wanted one', async () => {
    const held: Record<number, string> = { 80: 'web', 81: 'another program' };
    const wanted = [
      { containerPort: 80, protocol: 'tcp' },
      { containerPort: 8080, protocol: 'tcp', hostPort: 9000 },
    ];
    const chosen = await chooseHostPorts(wanted, (port) => held[port]);
    assert.deepEqual(chosen, [
      { port: { containerPort: 80, protocol: 'tcp', hostPort: 82 }, moved: { from: 80, holder: 'web' } },
      { port: { containerPort: 8080, protocol: 'tcp', hostPort: 9000 } },
    ]);
  });

  it('gives two ports of one container different host ports', async () => {
    const wanted = [80, 81].map((containerPort) => ({ containerPort, protocol: 'tcp', hostPort: 8080 }));
    const chosen = await chooseHostPorts(wanted, () => undefined);
    assert.deepEqual(
      chosen.map(({ port }) => port.hostPort),
      [8080, 8081],
    );
  });

  it('leaves the choice to the engine where no port is free', async () => {
    const [chosen] = await chooseHostPorts([{ containerPort: 65535, protocol: 'tcp' }], () => 'web');
    assert.equal(chosen?.port.hostPort, 0);
  });

  it('finds the container that holds a port, of this protocol only', () => {
    const web = makeContainer({ name: 'web', ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080 }] });
    assert.equal(containerHolding([web], 8080, 'tcp'), web);
    assert.equal(containerHolding([web], 8080, 'udp'), undefined);
  });
});
