import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import type { Container } from '../../src/core/engine/models.js';
import type { ContainerNode } from '../../src/core/explorer/node.js';
import { retag } from '../../src/core/registry/copy.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { oldName } from '../../src/core/update/leftOvers.js';
import { type Answer, Answers, type Asked } from '../support/answers.js';
import { buildBusyboxImage, removeAll } from '../support/busyboxImage.js';
import { waitFor } from '../support/waitFor.js';

const host = process.env['LONGSHORE_TEST_REGISTRY'] ?? '';
const username = process.env['LONGSHORE_TEST_REGISTRY_USER'] ?? '';
const password = process.env['LONGSHORE_TEST_REGISTRY_PASSWORD'] ?? '';
const prefix = 'ls-updates';
const repository = `${host}/${prefix}/app`;
const app = `${repository}:1`;

/** Needs the engine and the registry of `npm test`. */
describe('updates of containers', function () {
  this.timeout(60_000);
  const engine = new DockerodeEngine({ kind: 'socket', path: process.env['LONGSHORE_TEST_ENGINE'] ?? '' });
  const client = new RegistryClient({ host, credential: { kind: 'password', username, password } });
  let answers: Answers;
  before(async () => {
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    process.env['DOCKER_AUTH_CONFIG'] = JSON.stringify({ auths: { [host]: { auth } } });
    await removeAll(engine, prefix);
    answers = new Answers();
  });
  beforeEach(() => answers.clear());
  afterEach(() => removeAll(engine, prefix));
  after(async () => {
    answers.restore();
    delete process.env['DOCKER_AUTH_CONFIG'];
    await removeAll(engine, prefix);
    engine.dispose();
  });

  async function push(tag: string): Promise<void> {
    await buildBusyboxImage(engine, `${repository}:${tag}`, [
      'STOPSIGNAL SIGKILL',
      'CMD ["sleep", "1000"]',
      `LABEL tag=${tag}`,
    ]);
    const options = { auth: { username, password, serveraddress: host } };
    for await (const _ of engine.images.push(`${repository}:${tag}`, options));
  }

  async function start(label: string, image = app): Promise<Container> {
    const { id } = await engine.containers.create({ image, name: `${prefix}-${label}` });
    await engine.containers.start(id);
    return named(label);
  }

  async function named(label: string): Promise<Container> {
    const found = (await engine.containers.list()).find(({ name }) => name === `${prefix}-${label}`);
    assert(found, `${label} is gone`);
    return found;
  }

  const run = (verb: string, ...args: unknown[]) => commands.executeCommand(`longshore.${verb}`, ...args);
  const update = (...args: unknown[]) => run('container.update', ...args);
  const node = (one: Container): ContainerNode => ({ kind: 'container', id: `row ${one.id}`, container: one });
  const said = (pattern: RegExp) =>
    waitFor(String(pattern), () => answers.asked.find(({ message }) => pattern.test(message)));
  const agree = (asked: Asked): Answer => asked.choices.find((choice) => /^Update…?$/.test(choice));

  it('are found in the registry, pulled, and put in place', async () => {
    await push('1');
    const before = await start('web');
    await push('next');
    await retag(client, `${prefix}/app`, 'next', '1');
    answers.with(agree);
    await run('registry.checkUpdates');
    const found = await said(/^A newer image is there for ls-updates-web\.$/);
    assert.deepEqual(found.choices, ['Update…']);
    const { digest } = await client.head(`${prefix}/app`, '1');
    const question = await said(/^Update the container ls-updates-web on /);
    const [from, to] = [before.imageId, digest].map((id) => id.slice('sha256:'.length).slice(0, 12));
    assert.equal(question.detail.split('\n')[0], `ls-updates-web: ${app}, ${from} → ${to}`);
    await said(/^Updated ls-updates-web\.$/);
    const after = await named('web');
    assert.notEqual(after.id, before.id);
    assert.equal(after.imageId, (await engine.images.inspect(`${repository}:next`))['Id']);
    assert.equal(after.state, 'running');
    answers.clear();
    await run('registry.checkUpdates');
    await said(/point where they did/);
  });

  it('of several containers do what they can, and show the log of what could not be', async () => {
    await push('1');
    const [good, bad] = [await start('good'), await start('bad', `${repository}:1`)];
    // The command of the new image ends, but one container has a command of its own.
    await engine.containers.remove(good.id, { force: true });
    const { id } = await engine.containers.create({ image: app, name: good.name, command: ['sleep', '999'] });
    await engine.containers.start(id);
    await buildBusyboxImage(engine, app, ['CMD ["sh", "-c", "echo these are the last words; exit 4"]']);
    answers.with((asked) => (asked.kind === 'error' ? 'Show Logs' : agree(asked)));
    const rows = [await named('good'), await named('bad')].map(node);
    await update(rows[0], rows);
    const failure = await said(/^Update ls-updates-bad: /);
    assert.equal(
      failure.message,
      'Update ls-updates-bad: The new container ended with exit code 4. ls-updates-bad is as it was.',
    );
    await said(/^Updated ls-updates-good\.$/);
    assert.equal((await named('bad')).id, bad.id);
    assert.equal((await named('bad')).state, 'running');
    await waitFor('the log', () => window.activeTextEditor?.document.getText() === 'these are the last words\n');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are not begun without an answer, nor where the image is the newest', async () => {
    await push('1');
    const before = await start('web');
    await update(before.name);
    await said(/^Update the container/);
    assert.equal((await named('web')).id, before.id);
    answers.clear();
    answers.with(agree);
    await update(before.name);
    await said(/^ls-updates-web has the newest image already\.$/);
    assert.equal((await named('web')).id, before.id);
  });

  it('that were cut off are settled first', async () => {
    await push('1');
    const before = await start('web');
    await engine.containers.stop(before.id, { graceSeconds: 0 });
    await engine.containers.rename(before.id, oldName(before.name));
    await engine.containers.create({ image: app, name: before.name });
    answers.with('Put the Old Container Back');
    await update(oldName(before.name));
    const question = await said(/^An update of ls-updates-web was cut off\.$/);
    assert.deepEqual(question.choices, ['Put the Old Container Back', 'Keep the New Container']);
    const back = await named('web');
    assert.deepEqual([back.id, back.state], [before.id, 'running']);
  });
});
