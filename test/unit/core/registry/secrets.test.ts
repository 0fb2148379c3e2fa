import assert from 'node:assert/strict';
import type { Logger } from '../../../../src/core/base/logger.js';
import type { Credential } from '../../../../src/core/registry/credential.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { dockerHubProvider } from '../../../../src/core/registry/providers/dockerHub.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../../../src/core/registry/registryWriter.js';
import { FakeRegistry, type FakeServer, type Fault, send } from '../../../support/fakeRegistry.js';
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
    const servers = {
      'https://r.example.com': registry,
      'https://auth.example.net': tokens,
      'https://hub.docker.com': registry,
    };
    const { transport } = namedHosts(servers);
    const told: string[] = [];
    const say = (message: string, error?: unknown) => told.push(message, describeError(error));
    const logger: Logger = { debug: say, info: say, warn: say, error: say };
    const client = new RegistryClient({ host: 'r.example.com', transport, logger, credential });
    registry.addImage('a', 'one', 'v1');
    const works: (() => Promise<unknown>)[] = [
      () => client.ping(),
      () => client.head('a', 'v1'),
      () => client.manifest('a', 'v1'),
      () => client.tags('a').next(),
      () => client.repositories().next(),
      () => new RegistryWriter(client).deleteManifest('a', 'v1'),
      () => dockerHubProvider({ host: 'docker.io', client, transport, credential }).repositories('me')(undefined),
    ];
    for (const work of works) await work().catch((error: unknown) => told.push(describeError(error)));
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
