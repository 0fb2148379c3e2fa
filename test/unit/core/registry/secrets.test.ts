import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Logger } from '../../../../src/core/base/logger.js';
import { RegistryCatalog } from '../../../../src/core/registry/catalog.js';
import { copyImage } from '../../../../src/core/registry/copy.js';
import type { Credential } from '../../../../src/core/registry/credential.js';
import { DockerLoginStore } from '../../../../src/core/registry/dockerLoginStore.js';
import { DockerLogins } from '../../../../src/core/registry/dockerLogins.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { defaultTransport, type Transport } from '../../../../src/core/registry/http.js';
import { providerFor } from '../../../../src/core/registry/providerFor.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../../../src/core/registry/registryWriter.js';
import type { SessionOptions } from '../../../../src/core/registry/session.js';
import { TestCredentialHelper } from '../../../support/credentialHelper.js';
import { digestOf, FakeRegistry, type FakeServer, type Fault, send } from '../../../support/fakeRegistry.js';
import { FakeTokenServer } from '../../../support/fakeTokenServer.js';
import { memoryConnections } from '../../../support/memoryConnections.js';
import { namedHosts } from '../../../support/namedHosts.js';

const planted = 'pl4nted-Secret+/=';
const password: Credential = { kind: 'password', username: 'me', password: planted };
const identity: Credential = { kind: 'identityToken', token: planted };
const ready: Credential = { kind: 'registryToken', token: planted };
const forms = [
  planted,
  Buffer.from(planted).toString('base64'),
  Buffer.from(`me:${planted}`).toString('base64'),
  encodeURIComponent(planted),
];

/** One host of each kind of provider, and the APIs beside them. */
const hosts = [
  ...['docker.io', 'ghcr.io', 'quay.io', 'x.azurecr.io', 'eu-docker.pkg.dev', 'registry.gitlab.com'],
  ...['1.dkr.ecr.eu-west-1.amazonaws.com', 'harbor.example.com', 'r.example.com'],
];
const apis = ['registry-1.docker.io', 'hub.docker.com', 'api.github.com', 'gitlab.com'];

/** Says back all that it was sent, as a broken or hostile server may. */
const echo: Fault = (request, response) => {
  if (!request.headers['authorization'] && !request.body) return false;
  const said = `${request.headers['authorization']} ${decodeURIComponent(request.body)}`;
  send(response, 500, JSON.stringify({ errors: [{ code: said, message: said }] }));
  return true;
};
/** Repeats the bare token, without the word before it. */
const echoToken: Fault = (request, response) => {
  const token = request.headers['authorization']?.split(' ')[1];
  if (token === undefined) return false;
  send(response, 400, JSON.stringify({ errors: [{ code: 'X', message: `bad token ${token}` }] }));
  return true;
};
const echoHtml: Fault = (request, response) => {
  if (!request.headers['authorization']) return false;
  send(response, 502, `<title>${request.headers['authorization']}</title>`);
  return true;
};

const echoPage: Fault = (request, response) => {
  if (!request.headers['authorization']) return false;
  send(response, 200, `<title>${request.headers['authorization']?.split(' ')[1]}</title>`);
  return true;
};
/** Repeats all that it was sent in one header of an answer. */
const echoIn =
  (header: string, status: number, form: (said: string) => string): Fault =>
  (request, response) => {
    const { authorization } = request.headers;
    if (!authorization) return false;
    const [scheme = '', value = ''] = authorization.split(' ');
    const login = scheme === 'Basic' ? Buffer.from(value, 'base64').toString('latin1').replace('me:', '') : value;
    response.setHeader(header, form(login));
    send(response, status, '{}');
    return true;
  };

describe('no secret', () => {
  const running: FakeServer[] = [];
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });

  const session = async (faults: { registry?: Fault; tokens?: Fault }, credential: Credential) => {
    const tokens = await new FakeTokenServer({ username: 'me', password: planted, identityToken: planted }).start();
    const auth = {
      kind: 'bearer' as const,
      realm: 'https://auth.example.net/token',
      accepts: (token: string, scope: string) => token === planted || tokens.accepts(token, scope),
    };
    const registry = await new FakeRegistry({ auth }).start();
    running.push(tokens, registry);
    if (faults.registry) registry.faults.push(faults.registry);
    if (faults.tokens) tokens.faults.push(faults.tokens);
    const named = Object.fromEntries([...hosts, ...apis].map((host) => [`https://${host}`, registry]));
    const servers = { ...named, 'https://auth.example.net': tokens };
    const { transport, sent } = namedHosts(servers);
    const told: string[] = [];
    const say = (message: string, error?: unknown) => told.push(message, describeError(error));
    const logger: Logger = { debug: say, info: say, warn: say, error: say };
    const client = new RegistryClient({ host: 'r.example.com', transport, logger, credential });
    registry.addImage('a', 'one', 'v1');
    const writer = new RegistryWriter(client);
    const works: (() => Promise<unknown>)[] = [
      () => client.ping(),
      () => client.head('a', 'v1'),
      () => client.manifest('a', 'v1'),
      () => client.tags('a').next(),
      () => client.catalogPage(undefined),
      () => writer.deleteManifest('a', 'v1'),
      () => writer.uploadBlob('a', digestOf('blob'), (async function* () {})(), () => {}),
      () => writer.mountBlob('a', digestOf('blob'), 'b'),
      () => writer.putManifest('a', 'v2', { bytes: Buffer.from('{}'), mediaType: 'x/y' }),
      () => copyImage({ client, path: 'a', reference: 'v1' }, { client, path: 'b', reference: 'v1' }, () => {}),
      ...hosts.flatMap((host) => providerWorks({ host, transport, logger, credential })),
    ];
    for (const work of works) await work().catch((error: unknown) => told.push(describeError(error)));
    for (const host of hosts.slice(1))
      assert.ok(
        sent.some(({ origin }) => origin === `https://${host}`),
        host,
      );
    return told.join('\n');
  };

  for (const [name, credential] of Object.entries({ password, identity, ready }))
    for (const [way, faults] of Object.entries({
      'all goes well': {},
      'the registry repeats it': { registry: echo },
      'a proxy repeats it': { registry: echoHtml },
      'the registry repeats the bare token': { registry: echoToken },
      'the token server repeats it': { tokens: echo },
      'a page repeats it': { registry: echoPage },
      'the registry warns with it': { registry: echoIn('warning', 200, (said) => `299 - "old ${said}"`) },
      'the registry calls it a digest': { registry: echoIn('docker-content-digest', 200, (said) => said) },
      'the registry calls it a kind': { registry: echoIn('content-type', 200, (said) => `x/${said}`) },
      'the registry redirects to it': { registry: echoIn('location', 307, (said) => `http://x/${said}`) },
      'the registry redirects to what is no address': { registry: echoIn('location', 307, (said) => `//${said}:x`) },
      'the registry asks for it': {
        registry: echoIn('www-authenticate', 401, (said) => `Bearer realm="ftp://x/${said}",service="${said}"`),
      },
    }))
      it(`(${name}) is told when ${way}`, async () => {
        const told = await session(faults, credential);
        assert.ok(told.length > 100);
        for (const form of [...forms, 'issued-token-']) assert.ok(!told.includes(form), `${form} in:\n${told}`);
      });
});

/** Logs in with the docker CLI's store and out again, and does what asks it for the login in between. */
async function storeTells(isRefusing: boolean, config: string): Promise<string> {
  const home = mkdtempSync(path.join(tmpdir(), 'longshore-secrets-'));
  const told: string[] = [];
  const say = (message: string, error?: unknown) => told.push(message, describeError(error));
  const logger: Logger = { debug: say, info: say, warn: say, error: say };
  const runner = { env: { PATH: home, DOCKER_CONFIG: home }, platform: 'linux' as const, home, timeout: 5000 };
  const docker = new DockerLogins(runner);
  const store = new DockerLoginStore(runner);
  const catalog = new RegistryCatalog({
    connections: memoryConnections(),
    docker,
    transport: defaultTransport,
    logger,
  });
  try {
    const helper = new TestCredentialHelper(home);
    if (isRefusing) helper.refuse();
    writeFileSync(path.join(home, 'config.json'), config);
    const works: (() => Promise<unknown>)[] = [
      () => store.store('r.example.com', { username: 'me', password: planted }),
      () => catalog.authFor('r.example.com'),
      async () =>
        told.push(JSON.stringify(await catalog.known()), ...(await catalog.known()).problems.map(describeError)),
      () => store.erase('r.example.com'),
    ];
    for (const work of works) await work().catch((error: unknown) => told.push(describeError(error)));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  return told.join('\n');
}

describe("no secret in the docker CLI's store", () => {
  const inline = { auths: { 'r.example.com': { auth: Buffer.from(`me:${planted}`).toString('base64') } } };
  for (const [way, isRefusing, config] of [
    ['its helper keeps it', false, '{"credsStore":"test"}'],
    ['its helper refuses and repeats it', true, '{"credsStore":"test"}'],
    ['its file keeps it', false, '{}'],
    ['its file is broken around it', false, JSON.stringify(inline).slice(0, -1)],
  ] as const)
    it(`is told when ${way}`, async () => {
      const told = await storeTells(isRefusing, config);
      assert.ok(told.includes('r.example.com') || told.includes('config.json'), told);
      for (const form of forms) assert.ok(!told.includes(form), `${form} in:\n${told}`);
    });
});

/** Everything that a provider can do. */
function providerWorks(options: SessionOptions & { transport: Transport; credential: Credential }) {
  const client = new RegistryClient(options);
  const provider = () => providerFor({ ...options, client });
  return [
    async () => (await provider()).namespaces?.(),
    async () => (await provider()).repositories('me')(undefined),
    async () => (await provider()).search?.('x')(undefined),
    async () => (await provider()).tags('me/app')(undefined),
    async () => (await provider()).untag?.('me/app', 'v1'),
    async () => (await provider()).deleteDigest?.('me/app', digestOf('x')),
    () => client.head('me/app', 'v1'),
  ];
}

function describeError(error: unknown): string {
  if (error === undefined) return '';
  assert.ok(error instanceof Error);
  const { detail = '', codes = [] } = error instanceof RegistryError ? error : {};
  return [
    error.message,
    error.stack,
    detail,
    ...codes,
    error.cause === undefined ? '' : describeError(error.cause),
  ].join('\n');
}
