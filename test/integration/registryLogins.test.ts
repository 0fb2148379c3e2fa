import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { authentication, ConfigurationTarget, commands, workspace } from 'vscode';
import { Answers, type Asked } from '../support/answers.js';
import { TestCredentialHelper } from '../support/credentialHelper.js';
import { FakeRegistry } from '../support/fakeRegistry.js';
import { FakeTokenServer } from '../support/fakeTokenServer.js';
import { namedHosts, type SentRequest } from '../support/namedHosts.js';

const planted = 'pl4nted-Secret';
const auth = { username: 'me', password: planted };
const inBase64 = Buffer.from(`me:${planted}`).toString('base64');
/** The test's helper is a script, which Windows does not start. */
const describeHere = process.platform === 'win32' ? describe.skip : describe;

const setting = (value: string | undefined) =>
  workspace.getConfiguration('longshore').update('registry.loginStore', value, ConfigurationTarget.Global);
const run = (verb: string, host: string) => commands.executeCommand(`longshore.registry.${verb}`, host);

const realFetch = globalThis.fetch;

/** From now on fake servers answer to names of the internet. */
function leadTo(servers: Readonly<Record<string, FakeRegistry>>): readonly SentRequest[] {
  const { transport, sent } = namedHosts(servers, {}, realFetch);
  globalThis.fetch = ((url: string | URL, options: RequestInit = {}) =>
    transport.fetch(String(url), options)) as typeof fetch;
  return sent;
}

/** Answers of a person who logs in, with what is said to the other questions. */
const typing =
  (others: Record<string, string> = {}) =>
  ({ message, kind }: Asked): string | undefined => {
    if (kind === 'input') return message.startsWith('User name') ? 'me' : planted;
    return Object.entries(others).find(([question]) => message.includes(question))?.[1];
  };

describeHere('logins at registries', () => {
  const given = { DOCKER_CONFIG: process.env['DOCKER_CONFIG'], PATH: process.env['PATH'] };
  let folder: string;
  let registry: FakeRegistry;
  let answers: Answers;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'docker-config-'));
    process.env['DOCKER_CONFIG'] = folder;
    registry = await new FakeRegistry({ auth: { kind: 'basic', ...auth } }).start();
    answers = new Answers();
  });
  afterEach(async () => {
    answers.with('Disconnect');
    await run('disconnect', registry.host);
    const shown = JSON.stringify(answers.asked);
    answers.restore();
    await setting(undefined);
    await registry.stop();
    for (const [name, value] of Object.entries(given)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(folder, { recursive: true, force: true });
    for (const form of [planted, inBase64]) assert.ok(!shown.includes(form), shown);
  });

  const configFile = () => path.join(folder, 'config.json');
  const auths = () => (JSON.parse(readFileSync(configFile(), 'utf8')) as { auths?: object }).auths;
  const works = async () => {
    await run('checkLogin', registry.host);
    return answers.last?.message.includes('The login works.') === true;
  };

  it("go to the docker CLI's file after a question, and disconnecting takes them away", async () => {
    await setting('docker');
    answers.with(typing({ 'Keep the password readable': 'Keep in File', Disconnect: 'Disconnect' }));
    await run('connect', registry.host);
    assert.equal(answers.last?.message, `Connected to ${registry.host}.`);
    assert.deepEqual(auths(), { [registry.host]: { auth: inBase64 } });
    assert.ok(await works());
    await run('disconnect', registry.host);
    assert.ok(answers.last?.detail.includes('in the store of the docker CLI too'), answers.last?.detail);
    assert.deepEqual(auths(), {});
    assert.ok(!(await works()));
  });

  it('bring up what the registry warns of, once, without its links', async () => {
    registry.faults.push((_request, response) => {
      response.setHeader('warning', '299 - "moves soon, [see](command:x)"');
      return false;
    });
    for (let count = 0; count < 2; count += 1) await run('checkLogin', registry.host);
    const told = answers.asked.filter(({ message }) => message.includes('says'));
    assert.deepEqual(
      told.map(({ kind, message }) => [kind, message]),
      [['information', `${registry.host} says: moves soon, [see] (command:x)`]],
    );
  });

  it('go to the secret storage where a person does not want them in that file', async () => {
    await setting('docker');
    answers.with(typing());
    await run('connect', registry.host);
    assert.ok(answers.asked.some(({ message }) => message.includes('Keep the password readable')));
    assert.throws(() => readFileSync(configFile()), { code: 'ENOENT' });
    assert.ok(await works());
  });

  it("go to Docker's helper without a question, and logging out erases them there", async () => {
    const helper = new TestCredentialHelper(folder);
    process.env['PATH'] = `${folder}${path.delimiter}${given.PATH}`;
    writeFileSync(configFile(), JSON.stringify({ credsStore: 'test' }));
    await setting('docker');
    answers.with(typing({ 'Log out': 'Log Out' }));
    await run('connect', registry.host);
    assert.ok(answers.asked.every(({ kind }) => kind !== 'warning'));
    assert.deepEqual(helper.kept, { [registry.host]: ['me', planted] });
    assert.deepEqual(auths(), { [registry.host]: {} });
    assert.ok(await works());
    await run('logOut', registry.host);
    assert.deepEqual([helper.kept, auths()], [{}, {}]);
    assert.ok(!(await works()));
  });

  it('are kept nowhere when the helper refuses, and it is not repeated what the helper says', async () => {
    const helper = new TestCredentialHelper(folder);
    helper.refuse();
    process.env['PATH'] = `${folder}${path.delimiter}${given.PATH}`;
    writeFileSync(configFile(), JSON.stringify({ credsStore: 'test' }));
    await setting('docker');
    answers.with(typing());
    await run('connect', registry.host);
    assert.equal(answers.last?.kind, 'error');
    assert.ok(answers.last?.message.includes('docker-credential-test: exit code 1'), answers.last?.message);
    assert.deepEqual([helper.kept, auths()], [{}, undefined]);
    rmSync(configFile());
    assert.ok(!(await works()));
  });
});

describe('the GitHub session of VS Code as a login at ghcr.io', () => {
  const { getSession } = authentication;
  let answers: Answers;
  let registry: FakeRegistry;
  let tokens: FakeTokenServer;
  let sent: readonly SentRequest[];
  let asked: unknown[];
  before(async () => {
    tokens = await new FakeTokenServer(auth).start();
    const accepts = (token: string, scope: string) => tokens.accepts(token, scope);
    registry = await new FakeRegistry({ auth: { kind: 'bearer', realm: 'https://ghcr.io/token', accepts } }).start();
    registry.faults.push(async ({ url, headers }, response) => {
      if (!url.startsWith('/token')) return false;
      const { authorization = '' } = headers;
      const answer = await realFetch(tokens.origin + url, {
        headers: { ...(authorization && { authorization }) },
      });
      response.statusCode = answer.status;
      response.end(await answer.text());
      return true;
    });
  });
  beforeEach(() => {
    answers = new Answers();
    asked = [];
    sent = leadTo({ 'https://ghcr.io': registry });
  });
  afterEach(async () => {
    await run('disconnect', 'ghcr.io');
    const shown = JSON.stringify(answers.asked);
    answers.restore();
    Object.assign(authentication, { getSession });
    globalThis.fetch = realFetch;
    assert.ok(!shown.includes(planted), shown);
  });
  after(() => Promise.all([registry.stop(), tokens.stop()]));

  const session = (accessToken: string) =>
    Object.assign(authentication, {
      getSession: async (...args: unknown[]) => {
        asked.push(args);
        return { id: '1', accessToken, account: { id: '1', label: 'me' }, scopes: [] };
      },
    });
  const withGitHub = ({ message, choices }: Asked) => {
    if (choices.includes('Sign In with GitHub')) return 'Sign In with GitHub';
    return message.startsWith('Disconnect') ? 'Disconnect' : undefined;
  };

  it('is asked for when its button is pressed, and goes to the registry alone', async () => {
    session(planted);
    answers.with(withGitHub);
    await run('connect', 'ghcr.io');
    assert.deepEqual(asked, [
      ['github', ['read:packages', 'write:packages', 'delete:packages'], { createIfNone: true }],
    ]);
    assert.equal(answers.last?.message, 'Connected to ghcr.io.');
    const carrying = sent.filter(({ authorization }) => authorization === `Basic ${inBase64}`);
    assert.ok(carrying.length > 0);
    assert.ok(carrying.every(({ origin, path: url }) => origin === 'https://ghcr.io' && url.startsWith('/token')));
    await run('checkLogin', 'ghcr.io');
    assert.ok(answers.last?.message.includes('The login works.'), answers.last?.message);
  });

  it('is asked for again where the registry refuses it', async () => {
    session('refused');
    let presses = 0;
    answers.with((question) => (question.kind === 'input' && ++presses > 1 ? undefined : withGitHub(question)));
    await run('connect', 'ghcr.io');
    assert.equal(presses, 2);
    assert.ok(answers.last?.detail.includes('asks for a login'), answers.last?.detail);
  });

  it('leaves the question open where a person does not want it', async () => {
    Object.assign(authentication, {
      getSession: () => Promise.reject(new Error('User did not consent to login.')),
    });
    let presses = 0;
    answers.with((question) => (++presses > 1 ? undefined : withGitHub(question)));
    await run('connect', 'ghcr.io');
    assert.deepEqual(
      answers.asked.map(({ kind, detail }) => [kind, detail]),
      [
        ['input', ''],
        ['input', ''],
      ],
    );
    assert.deepEqual(sent, []);
  });
});

describe('the pull limit of Docker Hub', () => {
  const limited = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '76;w=21600' };
  for (const [headers, words] of [
    [limited, '76 of 100 pulls left in 6 hours'],
    [{}, 'No pull limit is reported.'],
  ] as const)
    it(`is told when the login is checked: ${words}`, async () => {
      const registry = await new FakeRegistry().start();
      const answers = new Answers();
      registry.addImage('ratelimitpreview/test', 'one', 'latest');
      registry.faults.push((_request, response) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        return false;
      });
      leadTo({ 'https://registry-1.docker.io': registry });
      try {
        await run('checkLogin', 'docker.io');
        assert.equal(answers.last?.message, `Docker Hub: It can be read without a login. ${words}`);
        assert.ok(registry.requests.every(({ method, url }) => method === 'HEAD' || url === '/v2/'));
      } finally {
        globalThis.fetch = realFetch;
        answers.restore();
        await registry.stop();
      }
    });
});
