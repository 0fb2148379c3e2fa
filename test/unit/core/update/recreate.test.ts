import assert from 'node:assert/strict';
import type { InspectJson } from '../../../../src/core/engine/models.js';
import { recreation } from '../../../../src/core/update/recreate.js';
import { idFrom } from '../../../support/engineModels.js';

const id = idFrom('web');
const volume = idFrom('volume');
const newImage = `sha256:${idFrom('new')}`;

interface Parts {
  readonly config?: object;
  readonly host?: object;
  readonly networks?: object;
  readonly mounts?: readonly object[];
}

const image: InspectJson = {
  Config: {
    Env: ['PATH=/bin', 'VERSION=1'],
    Cmd: ['serve'],
    Entrypoint: ['/entry.sh'],
    WorkingDir: '/app',
    User: 'app',
    StopSignal: 'SIGQUIT',
    Labels: { maintainer: 'them', version: '1' },
    ExposedPorts: { '80/tcp': {} },
    Volumes: { '/data': {} },
    Healthcheck: { Test: ['CMD', 'true'] },
  },
};
const imageConfig = image['Config'] as object;

/** As engines of API 1.41 say it: the container's config holds the image's. */
function container({ config, host, networks, mounts = [] }: Parts = {}): InspectJson {
  return {
    Id: id,
    Name: '/web',
    Config: {
      ...imageConfig,
      Hostname: id.slice(0, 12),
      Domainname: '',
      Image: 'app:1',
      Tty: false,
      OnBuild: null,
      ...config,
    },
    HostConfig: { NetworkMode: 'default', Binds: null, AutoRemove: false, ...host },
    NetworkSettings: { Networks: networks ?? { bridge: { IPAMConfig: null, Aliases: null, IPAddress: '172.17.0.2' } } },
    Mounts: mounts,
  };
}

/** The body as it goes over the wire. */
function bodyOf(parts?: Parts, from: InspectJson = image): Record<string, unknown> {
  return JSON.parse(JSON.stringify(recreation(container(parts), from, newImage).body));
}

const hostOf = (parts: Parts) => bodyOf(parts)['HostConfig'] as Record<string, unknown>;
const endpointsOf = (parts: Parts) => {
  const { body, networks } = recreation(container(parts), image, newImage);
  const { EndpointsConfig } = (body['NetworkingConfig'] ?? { EndpointsConfig: {} }) as { EndpointsConfig: object };
  return { mode: (body['HostConfig'] as InspectJson)['NetworkMode'], first: EndpointsConfig, others: networks };
};

describe('recreation of a container', () => {
  it('leaves to the new image what the old one gave', () => {
    assert.deepEqual(bodyOf(), {
      Image: 'app:1',
      Tty: false,
      OnBuild: null,
      Env: [],
      Labels: {},
      ExposedPorts: {},
      Volumes: {},
      HostConfig: { NetworkMode: 'default', Binds: [], Mounts: [], AutoRemove: false },
    });
  });

  it('keeps what was given beside the image or against it', () => {
    const given = {
      Env: ['VERSION=mine', 'PATH=/bin', 'MODE=dark'],
      User: 'root',
      WorkingDir: '/srv',
      StopSignal: 'SIGINT',
      StopTimeout: 3,
      Labels: { maintainer: 'them', version: 'mine', role: 'web' },
      ExposedPorts: { '80/tcp': {}, '443/tcp': {} },
      Volumes: { '/data': {}, '/more': {} },
      Healthcheck: { Test: ['NONE'] },
      Hostname: 'web.example',
      Domainname: 'example',
      MacAddress: '02:42:ac:11:00:99',
      Tty: true,
      Shell: ['/bin/bash', '-c'],
    };
    const { HostConfig: _, ...body } = bodyOf({ config: given });
    assert.deepEqual(body, {
      ...given,
      Image: 'app:1',
      OnBuild: null,
      Env: ['VERSION=mine', 'MODE=dark'],
      Labels: { version: 'mine', role: 'web' },
      ExposedPorts: { '443/tcp': {} },
      Volumes: { '/more': {} },
    });
  });

  const commands: Record<string, [config: object, wanted: object]> = {
    'a command of its own': [{ Cmd: ['other'] }, { Cmd: ['other'] }],
    'an entry point of its own with a command': [
      { Entrypoint: ['sh'], Cmd: ['serve'] },
      { Entrypoint: ['sh'], Cmd: ['serve'] },
    ],
    'an entry point of its own without one': [
      { Entrypoint: ['sh'], Cmd: null },
      { Entrypoint: ['sh'], Cmd: [] },
    ],
    'no entry point': [
      { Entrypoint: null, Cmd: ['sh'] },
      { Entrypoint: [''], Cmd: ['sh'] },
    ],
    'the image’s entry point, given by hand': [{ Cmd: null }, { Entrypoint: ['/entry.sh'], Cmd: [] }],
    'both as in the image': [{}, {}],
  };
  for (const [what, [config, wanted]] of Object.entries(commands))
    it(`starts it with ${what}`, () => {
      const { Entrypoint, Cmd } = bodyOf({ config });
      assert.deepEqual(JSON.parse(JSON.stringify({ Entrypoint, Cmd })), wanted);
    });

  it('reads newer engines, which leave out what is not set', () => {
    const bare = { Config: { Env: ['PATH=/bin'] } };
    const config = { Image: 'app:1', Hostname: id.slice(0, 12), Env: ['PATH=/bin'] };
    const { body } = recreation({ Id: id, Config: config, HostConfig: { NetworkMode: 'bridge' } }, bare, newImage);
    assert.deepEqual(JSON.parse(JSON.stringify(body)), {
      Image: 'app:1',
      Env: [],
      Labels: {},
      ExposedPorts: {},
      Volumes: {},
      HostConfig: { NetworkMode: 'bridge', Binds: [], Mounts: [] },
    });
  });

  it('keeps the whole host configuration', () => {
    const host = {
      RestartPolicy: { Name: 'always', MaximumRetryCount: 0 },
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] },
      Memory: 64_000_000,
      CapAdd: ['NET_ADMIN'],
      Links: ['/db:/web/database'],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
      Tmpfs: { '/run': 'size=1m' },
      MaskedPaths: [],
    };
    assert.deepEqual(hostOf({ host }), { ...host, NetworkMode: 'default', Binds: [], Mounts: [], AutoRemove: false });
  });

  it('keeps Compose’s labels and tells it the new image', () => {
    const compose = { 'com.docker.compose.project': 'shop', 'com.docker.compose.config-hash': 'abc' };
    const Labels = { ...compose, 'com.docker.compose.image': 'sha256:old' };
    assert.deepEqual(bodyOf({ config: { Labels } })['Labels'], { ...compose, 'com.docker.compose.image': newImage });
  });

  const shared = {
    'the network of another container': { NetworkMode: 'container:abc' },
    'the host’s UTS': { UTSMode: 'host' },
  };
  for (const [what, host] of Object.entries(shared))
    it(`gives no host name in ${what}`, () => {
      const body = bodyOf({ host, config: { Hostname: 'theirs' }, networks: {} });
      assert.equal('Hostname' in body || 'NetworkingConfig' in body, false);
    });
});

describe('recreation of volumes', () => {
  const mount = (Name: string, Destination: string, RW = true) => ({ Type: 'volume', Name, Destination, RW });

  it('takes nameless ones along by the name that the engine gave them', () => {
    const mounts = [
      mount(volume, '/data'),
      mount('named', '/cache'),
      mount(idFrom('read'), '/read', false),
      { Type: 'bind', Source: '/src', Destination: '/src', RW: true },
    ];
    const { Binds, Mounts } = hostOf({ host: { Binds: ['named:/cache:rw', '/src:/src'] }, mounts });
    assert.deepEqual(Binds, ['named:/cache:rw', '/src:/src']);
    assert.deepEqual(Mounts, [
      { Type: 'volume', Source: volume, Target: '/data', ReadOnly: false },
      { Type: 'volume', Source: idFrom('read'), Target: '/read', ReadOnly: true },
    ]);
  });

  it('names the volume of a mount or bind that had none', () => {
    const given = { Type: 'volume', Target: '/data/', VolumeOptions: { NoCopy: true } };
    const host = { Binds: ['/more'], Mounts: [given, { Type: 'volume', Source: 'named', Target: '/cache' }] };
    const mounts = [mount(volume, '/data'), mount('named', '/cache'), mount(idFrom('more'), '/more')];
    const { Binds, Mounts } = hostOf({ host, mounts });
    assert.deepEqual(Binds, []);
    assert.deepEqual(Mounts, [
      { ...given, Source: volume },
      { Type: 'volume', Source: 'named', Target: '/cache' },
      { Type: 'volume', Source: idFrom('more'), Target: '/more', ReadOnly: false },
    ]);
  });
});

describe('recreation of networks', () => {
  const endpoint = (fields: object) => ({
    ...{ IPAMConfig: null, Links: null, Aliases: null, DriverOpts: null, NetworkID: 'n', EndpointID: 'e' },
    ...{ Gateway: '10.0.0.1', IPAddress: '10.0.0.9', IPPrefixLen: 16, MacAddress: '02:42:0a:00:00:09', ...fields },
  });

  it('joins the one that the mode names first, and the others before the start', () => {
    const networks = {
      back: endpoint({ Aliases: ['db', id.slice(0, 12)], Links: ['other:o'] }),
      front: endpoint({ Aliases: ['web'], IPAMConfig: { IPv4Address: '10.0.0.9' }, DriverOpts: { a: 'b' } }),
    };
    assert.deepEqual(endpointsOf({ host: { NetworkMode: 'front' }, networks }), {
      mode: 'front',
      first: { front: { Aliases: ['web'], IPAMConfig: { IPv4Address: '10.0.0.9' }, DriverOpts: { a: 'b' } } },
      others: [{ name: 'back', endpoint: { Aliases: ['db'], Links: ['other:o'] } }],
    });
  });

  it('knows a network by its id', () => {
    const networks = { other: endpoint({}), front: endpoint({ NetworkID: 'the-id', Aliases: ['web'] }) };
    const { mode, first, others } = endpointsOf({ host: { NetworkMode: 'the-id' }, networks });
    assert.deepEqual([mode, Object.keys(first), others.map(({ name }) => name)], ['the-id', ['front'], ['other']]);
  });

  it('goes without the network that was left', () => {
    const networks = { later: endpoint({}) };
    assert.deepEqual(endpointsOf({ host: { NetworkMode: 'bridge' }, networks }), {
      mode: 'later',
      first: { later: {} },
      others: [],
    });
  });

  it('keeps a fixed MAC address where engines have it in the network, and none that was made of the IP address', () => {
    const newer = (MacAddress: string) => ({ front: endpoint({ MacAddress, DNSNames: ['web'], GwPriority: 3 }) });
    const of = (networks: object) => endpointsOf({ host: { NetworkMode: 'front' }, networks }).first;
    assert.deepEqual(of(newer('02:42:0a:00:00:09')), { front: { GwPriority: 3 } });
    assert.deepEqual(of(newer('be:ef:00:00:00:01')), { front: { GwPriority: 3, MacAddress: 'be:ef:00:00:00:01' } });
    assert.deepEqual(of({ front: endpoint({ MacAddress: 'be:ef:00:00:00:01', Aliases: ['a'] }) }), {
      front: { Aliases: ['a'] },
    });
  });
});
