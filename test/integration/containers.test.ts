import assert from 'node:assert/strict';
import { commands, env, type Uri, window } from 'vscode';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import type { Container, ContainerSpec } from '../../src/core/engine/models.js';
import type { ContainerNode } from '../../src/core/explorer/node.js';
import { Answers } from '../support/answers.js';
import { buildBusyboxImage, removeAll } from '../support/busyboxImage.js';
import { waitFor } from '../support/waitFor.js';
import { describeWithEngine } from '../support/withEngine.js';

const prefix = 'ls-verbs';
const image = `${prefix}-base:1`;
const polite = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'];

describeWithEngine('the verbs of containers', () => {
  const engine = new DockerodeEngine({ kind: 'socket', path: process.env['LONGSHORE_TEST_ENGINE'] ?? '' });
  let answers: Answers;

  before(async function () {
    this.timeout(60_000);
    await removeAll(engine, prefix);
    await buildBusyboxImage(engine, image, ['CMD ["sleep", "1000"]']);
    answers = new Answers();
  });
  beforeEach(() => answers.clear());
  afterEach(() => removeAll(engine, `${prefix}-c-`));
  after(async () => {
    answers.restore();
    await removeAll(engine, prefix);
    engine.dispose();
  });

  const run = (verb: string, ...args: unknown[]) => commands.executeCommand(`longshore.container.${verb}`, ...args);

  async function create(label: string, more: Partial<ContainerSpec> = {}): Promise<Container> {
    const { id } = await engine.containers.create({ image, name: `${prefix}-c-${label}`, command: polite, ...more });
    return container(id);
  }

  async function start(label: string, more: Partial<ContainerSpec> = {}): Promise<Container> {
    const { id } = await create(label, more);
    await engine.containers.start(id);
    return container(id);
  }

  /** A container that has run and ended. */
  async function ended(label: string): Promise<Container> {
    const { id } = await start(label, { command: ['sh', '-c', ':'] });
    await engine.containers.wait(id);
    return container(id);
  }

  async function container(id: string): Promise<Container> {
    const found = await engine.containers.find(id);
    assert(found, `${id} is gone`);
    return found;
  }

  const state = async ({ id }: Container) => (await engine.containers.find(id))?.state;
  const node = (one: Container): ContainerNode => ({ kind: 'container', id: `row ${one.id}`, container: one });

  it('follow a container through its states, named by name, id and the beginning of the id', async () => {
    const web = await create('states');
    await run('start', web.name);
    assert.equal(await state(web), 'running');
    await run('pause', web.id);
    assert.equal(await state(web), 'paused');
    await run('unpause', web.id.slice(0, 20));
    assert.equal(await state(web), 'running');
    await run('restart', web.name);
    assert.equal(await state(web), 'running');
    await run('stop', web.name);
    assert.equal(await state(web), 'exited');
    await run('stop', web.name);
    assert.deepEqual(answers.asked, []);
  });

  it('say so when nothing has the name', async () => {
    await run('start', `${prefix}-c-nothing`);
    assert.match(answers.last?.message ?? '', /No container has the name or id "ls-verbs-c-nothing"/);
  });

  it('offer only what fits when nothing is selected', async () => {
    const running = await start('fits');
    const stopped = await create('fits-not');
    answers.with([running.name]);
    await run('stop');
    assert.equal(answers.last?.kind, 'pick');
    assert.ok(answers.last?.choices.includes(running.name));
    assert.ok(!answers.last?.choices.includes(stopped.name));
    assert.equal(await state(running), 'exited');
  });

  it('act on the whole selection when the row is part of it, else on the row alone', async () => {
    const [a, b, c] = [await create('a'), await create('b'), await create('c')];
    await run('start', node(a), [node(a), node(b)]);
    assert.deepEqual(await Promise.all([a, b, c].map(state)), ['running', 'running', 'created']);
    await run('stop', node(await container(b.id)), [node(await container(a.id))]);
    assert.deepEqual(await Promise.all([a, b].map(state)), ['running', 'exited']);
  });

  it('do all they can and report the rest in one message', async () => {
    const good = await create('good');
    const bad = await create('bad', { command: ['/no/such/program'] });
    await run('start', node(good), [node(good), node(bad)]);
    assert.equal(await state(good), 'running');
    const errors = answers.asked.filter(({ kind }) => kind === 'error');
    assert.equal(errors.length, 1);
    assert.match(errors[0]?.message ?? '', /1 of 2 failed.*ls-verbs-c-bad/);
  });

  it('send a signal', async () => {
    const web = await start('kill');
    await run('kill', web.name, 'SIGKILL');
    await waitFor('the end', async () => (await state(web)) === 'exited');
    assert.equal((await container(web.id)).exitCode, 137);
  });

  it('kill what code names without a question, and a row’s container after one that names the engine', async () => {
    const web = await start('kill-named');
    await run('kill', web.id);
    await waitFor('the end', async () => (await state(web)) === 'exited');
    assert.deepEqual(answers.asked, []);
    assert.equal((await container(web.id)).exitCode, 137);
    const row = await start('kill-row');
    await run('kill', node(row));
    assert.match(answers.last?.message ?? '', /^Signal for ls-verbs-c-kill-row on \S+/);
    assert.equal(await state(row), 'running');
  });

  it('rename, and settle a clash as the person says', async () => {
    const [web, other] = [await create('rename'), await create('taken')];
    await run('rename', web.name, `${prefix}-c-renamed`);
    assert.equal((await container(web.id)).name, `${prefix}-c-renamed`);
    answers.with('Remove the Other');
    await run('rename', web.id, other.name);
    assert.match(answers.last?.message ?? '', /ls-verbs-c-taken is taken/);
    assert.equal((await container(web.id)).name, other.name);
    assert.equal(await engine.containers.find(other.id), undefined);
  });

  it('ask for a new name with the old one in the box', async () => {
    const web = await create('box');
    answers.with(`${prefix}-c-boxed`);
    await run('rename', node(web));
    assert.equal(answers.last?.detail, web.name);
    assert.equal((await container(web.id)).name, `${prefix}-c-boxed`);
  });

  it('remove only after one question that names the objects and the engine', async () => {
    const web = await create('remove');
    await run('remove', web.name);
    assert.equal(answers.asked.length, 1);
    assert.match(answers.last?.message ?? '', /Remove the container ls-verbs-c-remove from \S+/);
    assert.match(answers.last?.detail ?? '', /images stay/);
    assert.deepEqual(answers.last?.choices, ['Remove']);
    assert.ok(await engine.containers.find(web.id), 'removed without consent');
    answers.with('Remove');
    await run('remove', web.name);
    assert.equal(await engine.containers.find(web.id), undefined);
  });

  it('ask for force where a container runs, and can leave it out', async () => {
    const [running, stopped] = [await start('runs'), await create('rests')];
    answers.with('Remove Only the Stopped');
    await run('remove', node(running), [node(running), node(stopped)]);
    assert.deepEqual(answers.last?.choices, ['Kill and Remove', 'Remove Only the Stopped']);
    assert.equal(await engine.containers.find(stopped.id), undefined);
    assert.equal(await state(running), 'running');
    answers.with('Kill and Remove');
    await run('remove', running.name);
    assert.equal(await engine.containers.find(running.id), undefined);
  });

  it('open the published port in the browser', async () => {
    const opened: string[] = [];
    const original = env.openExternal;
    Object.assign(env, { openExternal: async (uri: Uri) => opened.push(uri.toString(true)) });
    const ports = [
      { containerPort: 5432, protocol: 'tcp' },
      { containerPort: 8080, protocol: 'tcp' },
    ];
    const web = await start('browse', { ports });
    await run('openInBrowser', web.name);
    const none = await start('no-port');
    await run('openInBrowser', none.name);
    Object.assign(env, { openExternal: original });
    const port = web.ports.find(({ containerPort, hostIp }) => containerPort === 8080 && hostIp !== '::')?.hostPort;
    assert.equal(opened.length, 1);
    assert.match(opened[0] ?? '', new RegExp(`\\b${port}\\b`));
    assert.match(answers.last?.message ?? '', /publishes no TCP port/);
  });

  it('ask which port where several may be a web server’s', async () => {
    const opened: string[] = [];
    const original = env.openExternal;
    Object.assign(env, { openExternal: async (uri: Uri) => opened.push(uri.toString(true)) });
    const ports = [3000, 8443].map((containerPort) => ({ containerPort, protocol: 'tcp' }));
    const web = await start('browse-two', { ports });
    await run('openInBrowser', web.name);
    Object.assign(env, { openExternal: original });
    assert.equal(answers.last?.kind, 'pick');
    assert.deepEqual(opened, []);
    const secure = web.ports.find(({ containerPort, hostIp }) => containerPort === 8443 && hostIp !== '::')?.hostPort;
    assert.ok(answers.last?.choices.includes(`https://localhost:${secure}`));
  });

  it('show the inspect JSON under the container’s name', async () => {
    const web = await create('inspect');
    await run('inspect', web.name);
    const editor = window.activeTextEditor;
    assert.match(editor?.document.uri.path ?? '', /ls-verbs-c-inspect\.json$/);
    assert.equal(editor?.document.languageId, 'json');
    assert.equal(JSON.parse(editor?.document.getText() ?? '').Id, web.id);
  });

  it('copy ids, names and addresses', async () => {
    const [a, b] = [await start('copy-a'), await start('copy-b')];
    await run('copyId', node(a), [node(a), node(b)]);
    assert.equal(await env.clipboard.readText(), `${a.id}\n${b.id}`);
    await run('copyName', a.name);
    assert.equal(await env.clipboard.readText(), a.name);
    await run('copyAddress', a.name);
    assert.equal(await env.clipboard.readText(), (await container(a.id)).networks[0]?.ipAddress);
  });

  it('prune just what was ticked, after the question; what never ran is not ticked', async () => {
    const [stopped, running, fresh] = [await ended('prune'), await start('prune-not'), await create('prune-new')];
    answers.with(({ kind }) => (kind === 'warning' ? 'Remove' : undefined));
    const pruned = run('prune');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await pruned;
    const question = answers.asked.find(({ kind }) => kind === 'warning');
    assert.match(`${question?.message}${question?.detail}`, /ls-verbs-c-prune/);
    assert.equal(await engine.containers.find(stopped.id), undefined);
    assert.equal(await state(running), 'running');
    assert.equal(await state(fresh), 'created');
    assert.match(answers.last?.message ?? '', /freed/);
  });

  it('prune without a word of success where nothing went', async () => {
    await ended('prune-gone');
    answers.with(async ({ kind }) => {
      if (kind !== 'warning') return undefined;
      for (const { id, state: now } of await engine.containers.list())
        if (now === 'created' || now === 'exited') await engine.containers.remove(id);
      return 'Remove';
    });
    const pruned = run('prune');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await pruned;
    assert.deepEqual(
      answers.asked.map(({ kind }) => kind),
      ['warning', 'error'],
    );
  });
});
