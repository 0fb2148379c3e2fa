import assert from 'node:assert/strict';
import type { Logger } from '../../../../src/core/base/logger.js';
import { copyImage } from '../../../../src/core/registry/copy.js';
import type { Credential } from '../../../../src/core/registry/credential.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import type { Transport } from '../../../../src/core/registry/http.js';
import { providerFor } from '../../../../src/core/registry/providerFor.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../../../src/core/registry/registryWriter.js';
import type { SessionOptions } from '../../../../src/core/registry/session.js';
import { digestOf, FakeRegistry, type FakeServer, type Fault, send } from '../../../support/fakeRegistry.js';
import { FakeTokenServer } from '../../../support/fakeTokenServer.js';
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
      () => client.repositories().next(),
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
    }))
      it(`(${name}) is told when ${way}`, async () => {
        const told = await session(faults, credential);
        assert.ok(told.length > 100);
        for (const form of [...forms, 'issued-token-']) assert.ok(!told.includes(form), `${form} in:\n${told}`);
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
