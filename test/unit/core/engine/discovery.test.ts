import assert from 'node:assert/strict';
import { engineHeaders, listContexts } from '../../../../src/core/engine/contexts.js';
import { discover } from '../../../../src/core/engine/discovery.js';
import { formatEndpoint } from '../../../../src/core/engine/endpoint.js';
import { EngineError } from '../../../../src/core/engine/errors.js';
import { contextFiles, type FakeMachine, fakeSurroundings } from '../../../support/fakeSurroundings.js';

const config = (json: unknown) => ({ '/home/me/.docker/config.json': JSON.stringify(json) });
const remote = contextFiles('remote', { Host: 'ssh://me@far' });
const near = contextFiles('near', { Host: 'unix:///run/near.sock' });

async function found(machine: FakeMachine, setting = ''): Promise<string> {
  const { endpoint, source, label } = await discover(fakeSurroundings(machine), setting);
  const place = endpoint instanceof EngineError ? `${endpoint.reason} ${endpoint.detail}` : formatEndpoint(endpoint);
  return `${source}: ${label}: ${place}`;
}

describe('discover', () => {
  const everything: FakeMachine = {
    env: { DOCKER_HOST: 'tcp://host:1', DOCKER_CONTEXT: 'near' },
    files: { ...config({ currentContext: 'remote' }), ...remote, ...near },
  };

  it('follows the order of the docker CLI', async () => {
    const { env, files = {} } = everything;
    assert.equal(await found(everything, 'unix:///mine'), 'setting: unix:///mine: unix:///mine');
    assert.equal(await found(everything, 'remote'), 'setting: remote: ssh://me@far');
    assert.equal(await found(everything), 'DOCKER_HOST: tcp://host:1: tcp://host:1');
    assert.equal(
      await found({ files, env: { ...env, DOCKER_HOST: '' } }),
      'DOCKER_CONTEXT: near: unix:///run/near.sock',
    );
    assert.equal(await found({ files }), 'currentContext: remote: ssh://me@far');
    assert.equal(await found({}), 'default: unix:///var/run/docker.sock: unix:///var/run/docker.sock');
  });

  it('takes "default" for DOCKER_HOST or the default socket', async () => {
    assert.equal(
      await found({ files: config({ currentContext: 'default' }) }),
      `default: ${twice('unix:///var/run/docker.sock')}`,
    );
    assert.equal(
      await found({ env: { DOCKER_CONTEXT: 'default' } }),
      `default: ${twice('unix:///var/run/docker.sock')}`,
    );
    assert.equal(await found(everything, 'default'), `DOCKER_HOST: ${twice('tcp://host:1')}`);
  });

  it('does not fall back from a context that is missing', async () => {
    const { endpoint, others } = await discover(fakeSurroundings({ env: { DOCKER_CONTEXT: 'gone' } }), '');
    assert.ok(EngineError.is(endpoint, 'contextMissing'));
    assert.deepEqual(others, []);
    assert.equal(await found({}, 'gone'), 'setting: gone: contextMissing gone');
    assert.equal(await found({ env: { DOCKER_CONTEXT: '../x' } }), 'DOCKER_CONTEXT: ../x: contextMissing ../x');
  });

  it('finds the config where DOCKER_CONFIG says', async () => {
    const files = {
      '/etc/d/config.json': '{"currentContext":"near"}',
      ...contextFiles('near', { Host: 'unix:///run/near.sock' }, {}, '/etc/d'),
    };
    assert.equal(
      await found({ files, env: { DOCKER_CONFIG: '/etc/d' } }),
      'currentContext: near: unix:///run/near.sock',
    );
  });

  it('takes a config that is no JSON for an empty one', async () => {
    assert.match(await found({ files: { '/home/me/.docker/config.json': '{oops' } }), /^default/);
  });

  it('uses the pipe on Windows', async () => {
    assert.match(await found({ platform: 'win32' }), /npipe:\/\/\/\/\.\/pipe\/docker_engine$/);
  });

  it('takes the headers of calls from the config', async () => {
    const headers = async (machine: FakeMachine) => engineHeaders(fakeSurroundings(machine));
    assert.deepEqual(await headers({ files: config({ HttpHeaders: { 'X-Team': 'a' } }) }), { 'X-Team': 'a' });
    assert.deepEqual(await headers({ files: config({ HttpHeaders: { 'X-Team': 1 } }) }), {});
    assert.deepEqual(await headers({ files: { '/home/me/.docker/config.json': '{' } }), {});
    assert.deepEqual(await headers({}), {});
  });

  it('names every step of the chain', async () => {
    const { steps } = await discover(fakeSurroundings({ env: { DOCKER_CONTEXT: 'near' }, files: near }), '');
    assert.deepEqual(
      steps.map(({ source, value, used }) => `${source}=${value}${used ? ' used' : ''}`),
      [
        'setting=',
        'DOCKER_HOST=',
        'DOCKER_CONTEXT=near used',
        'currentContext=',
        'DOCKER_TLS=',
        'default=/var/run/docker.sock',
      ],
    );
  });

  it('knows other sockets only where the default was chosen', async () => {
    const files = { '/home/me/.colima/work/docker.sock': '', '/home/me/.lima/vm/sock/docker.sock': '' };
    const { others } = await discover(fakeSurroundings({ env: { XDG_RUNTIME_DIR: '/run/user/1' }, files }), '');
    const places = others.map(({ product, path }) => `${product} ${path}`);
    assert.ok(places.includes('Docker (rootless) /run/user/1/docker.sock'));
    assert.ok(places.includes('Colima (work) /home/me/.colima/work/docker.sock'));
    assert.ok(places.includes('Lima (vm) /home/me/.lima/vm/sock/docker.sock'));
    assert.ok(places.includes('Podman /run/user/1/podman/podman.sock'));
    const mac = await discover(fakeSurroundings({ platform: 'darwin' }), '');
    assert.ok(mac.others.some(({ product }) => product === 'OrbStack'));
    const chosen = await discover(fakeSurroundings({ env: { DOCKER_HOST: 'unix:///x' }, files }), '');
    assert.deepEqual(chosen.others, []);
  });
});

describe('TLS of a choice', () => {
  const pems = { 'ca.pem': 'CA', 'cert.pem': 'CERT', 'key.pem': 'KEY' };
  const inHome = Object.fromEntries(Object.entries(pems).map(([name, text]) => [`/certs/${name}`, text]));
  const tls = async (machine: FakeMachine, setting = '') =>
    (await discover(fakeSurroundings(machine), setting)).endpoint;

  it('comes from the context store', async () => {
    const files = contextFiles('far', { Host: 'tcp://far:2376' }, pems);
    assert.deepEqual(await tls({ files }, 'far'), {
      kind: 'tcp',
      host: 'far',
      port: 2376,
      tls: { verify: true, ca: 'CA', cert: 'CERT', key: 'KEY' },
    });
    const unverified = contextFiles('far', { Host: 'tcp://far', SkipTLSVerify: true });
    assert.deepEqual(await tls({ files: unverified }, 'far'), {
      kind: 'tcp',
      host: 'far',
      port: 443,
      tls: { verify: false },
    });
    assert.deepEqual(await tls({ files: contextFiles('far', { Host: 'tcp://far' }) }, 'far'), {
      kind: 'tcp',
      host: 'far',
      port: 80,
    });
  });

  it('comes from the environment for an address', async () => {
    const env = { DOCKER_HOST: 'tcp://far:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' };
    const wanted = { kind: 'tcp', host: 'far', port: 2376, tls: { verify: true, ca: 'CA', cert: 'CERT', key: 'KEY' } };
    assert.deepEqual(await tls({ env, files: inHome }), wanted);
    const { DOCKER_TLS_VERIFY: _, ...unverified } = { ...env, DOCKER_TLS: '1' };
    assert.deepEqual(await tls({ env: unverified, files: inHome }), {
      ...wanted,
      tls: { ...wanted.tls, verify: false },
    });
    assert.ok(EngineError.is(await tls({ env }), 'caMissing'), 'TLS needs a CA');
  });
});

describe('listContexts', () => {
  it('reads the store, and says what cannot be used; junk is left out', async () => {
    const files = {
      ...remote,
      ...contextFiles('a', undefined),
      ...contextFiles('b', {}),
      '/home/me/.docker/contexts/meta/junk/meta.json': 'no json',
    };
    const contexts = await listContexts(fakeSurroundings({ files }));
    assert.deepEqual(
      contexts.map(({ name, host, description }) => ({ name, host, description })),
      [
        { name: 'a', host: undefined, description: 'about a' },
        { name: 'b', host: 'unix:///var/run/docker.sock', description: 'about b' },
        { name: 'remote', host: 'ssh://me@far', description: 'about remote' },
      ],
    );
  });
});

const twice = (text: string) => `${text}: ${text}`;
