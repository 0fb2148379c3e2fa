import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { commands, env, Uri, window } from 'vscode';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import type { Image } from '../../src/core/engine/models.js';
import type { ImageNode, ImageRepositoryNode } from '../../src/core/explorer/node.js';
import { Answers } from '../support/answers.js';
import { buildBusyboxImage, removeAll } from '../support/busyboxImage.js';
import { waitFor } from '../support/waitFor.js';
import { describeWithEngine } from '../support/withEngine.js';

const prefix = 'ls-images';
const web = `${prefix}-web:1`;
const once = `${prefix}-once:1`;
const registry = process.env['LONGSHORE_TEST_REGISTRY'] ?? '';

describeWithEngine('the verbs of images', () => {
  const engine = new DockerodeEngine({ kind: 'socket', path: process.env['LONGSHORE_TEST_ENGINE'] ?? '' });
  let answers: Answers;

  before(async function () {
    this.timeout(60_000);
    await removeAll(engine, prefix);
    await buildBusyboxImage(engine, web, ['EXPOSE 8088', 'CMD ["httpd", "-f", "-p", "8088", "-h", "/bin"]']);
    await buildBusyboxImage(engine, once, ['CMD ["sh", "-c", "echo hello; exit 3"]']);
    answers = new Answers();
  });
  beforeEach(() => answers.clear());
  afterEach(async () => {
    for (const one of await engine.containers.list())
      if (one.name.startsWith(prefix) || one.image.includes(prefix))
        await engine.containers.remove(one.id, { force: true, volumes: true });
  });
  after(async () => {
    answers.restore();
    await removeAll(engine, prefix);
    engine.dispose();
  });

  const run = (verb: string, ...args: unknown[]): Thenable<unknown> =>
    commands.executeCommand(`longshore.image.${verb}`, ...args);
  const image = async (reference: string): Promise<Image | undefined> =>
    (await engine.images.list()).find(({ tags }) => tags.includes(reference));
  const message = () => waitFor('a message', () => answers.last?.message);

  async function node(reference: string): Promise<ImageNode> {
    const found = await image(reference);
    assert(found);
    return { kind: 'image', id: `row ${reference}`, image: found, reference, usedBy: [] };
  }

  it('run at once: a free name, every exposed port, and a message with the address', async () => {
    const id = String(await run('run', web));
    const container = await engine.containers.find(id);
    assert.equal(container?.name, `${prefix}-web`);
    assert.equal(container?.state, 'running');
    const [port] = container?.ports ?? [];
    assert.equal(port?.containerPort, 8088);
    assert.match(await message(), new RegExp(`^${prefix}-web runs: localhost:${port?.hostPort} → 8088`));
    assert.deepEqual(answers.last?.choices, ['Open in Browser', 'View Logs']);
  });

  it('take the next port and name when they are taken, and say by whom', async () => {
    const first = await engine.containers.find(String(await run('run', web)));
    const second = await engine.containers.find(String(await run('run', web)));
    assert.equal(second?.name, `${prefix}-web-2`);
    const [from, to] = [first, second].map((one) => one?.ports[0]?.hostPort ?? 0);
    assert.ok((to ?? 0) > (from ?? 0));
    assert.match(answers.last?.message ?? '', new RegExp(`Port 8088 is taken by .*; ${to} was used`));
  });

  it('see a port that another program holds', async () => {
    const server = await listen(8088);
    const container = await engine.containers.find(String(await run('run', web)));
    server.close();
    assert.notEqual(container?.ports[0]?.hostPort, 8088);
    assert.match(answers.last?.message ?? '', /Port 8088 is taken by another program/);
  });

  it('say that a container ended at once, and with which code', async () => {
    await run('run', once);
    assert.match(await message(), /ended at once with exit code 3/);
    assert.equal(answers.last?.kind, 'warning');
    assert.deepEqual(answers.last?.choices, ['View Logs']);
  });

  it('run with options that are shown as a docker run line', async () => {
    let rounds = 0;
    answers.with(({ kind, message: text }) => {
      if (kind === 'input' && text === 'Name of the container') return `${prefix}-named`;
      if (kind === 'input' && text === 'Environment variables') return 'GREETING="two words"';
      if (kind !== 'pick') return undefined;
      rounds += 1;
      return ['Name', 'Environment', 'Remove when it ends', '$(play) Run'][rounds - 1];
    });
    const id = String(await run('runWithOptions', web));
    const inspect = await engine.containers.inspect(id);
    const config = inspect['Config'] as { Env: string[] };
    assert.ok(config.Env.includes('GREETING=two words'));
    assert.equal((inspect['HostConfig'] as { AutoRemove: boolean }).AutoRemove, true);
    assert.equal((await engine.containers.find(id))?.name, `${prefix}-named`);
    const line = answers.asked.filter(({ kind }) => kind === 'pick').at(-1)?.message ?? '';
    assert.match(line, new RegExp(`^docker run -d --rm --name ${prefix}-named -p 8088:8088 -e GREETING ${web}$`));
    assert.doesNotMatch(line, /two words/);
  });

  it('take variables from a file, but for those that are set', async () => {
    const file = path.join(os.tmpdir(), `${prefix}.env`);
    writeFileSync(file, '# of a team\nGREETING=from the file\nQUOTED="as it is"\n');
    const { showOpenDialog } = window;
    Object.assign(window, { showOpenDialog: async () => [Uri.file(file)] });
    const fields = ['Environment', 'Environment file', '$(play) Run'];
    answers.with(({ kind }) => (kind === 'input' ? 'GREETING=mine' : fields.shift()));
    const id = String(await run('runWithOptions', web));
    Object.assign(window, { showOpenDialog });
    rmSync(file);
    const { Env } = (await engine.containers.inspect(id))['Config'] as { Env: string[] };
    assert.ok(Env.includes('GREETING=mine'));
    assert.ok(Env.includes('QUOTED="as it is"'));
    assert.ok(!Env.includes('GREETING=from the file'));
  });

  it('tag, untag, and keep the image while it has another tag', async () => {
    await run('tag', web, `${prefix}-copy:2`);
    assert.equal((await image(`${prefix}-copy:2`))?.id, (await image(web))?.id);
    await run('tag', web, 'Not/Lower');
    assert.match(answers.last?.message ?? '', /lower case: not\/lower/);
    answers.with('Untag');
    await run('untag', `${prefix}-copy:2`);
    assert.match(answers.last?.detail ?? '', /the image stays as ls-images-web:1/);
    assert.equal(await image(`${prefix}-copy:2`), undefined);
    assert.ok(await image(web));
  });

  it('say that an image goes with its last tag', async () => {
    await build('last');
    await run('untag', `${prefix}-last:1`);
    assert.match(answers.last?.detail ?? '', /the last tag, so the image is deleted/);
    assert.ok(await image(`${prefix}-last:1`));
  });

  async function build(label: string): Promise<string> {
    await buildBusyboxImage(engine, `${prefix}-${label}:1`, [`LABEL of=${label}`, 'CMD ["sleep", "1000"]']);
    return `${prefix}-${label}:1`;
  }

  it('remove an image after one question', async () => {
    const reference = await build('remove');
    answers.with('Remove');
    await run('remove', reference);
    assert.match(answers.last?.message ?? '', new RegExp(`Remove the image ${reference} from \\S+`));
    assert.equal(await image(reference), undefined);
  });

  it('name the stopped containers that use it, and remove them with it when told so', async () => {
    const reference = await build('used');
    await engine.containers.create({ image: reference, name: `${prefix}-holder` });
    await run('remove', reference);
    assert.match(answers.last?.detail ?? '', /Used by containers:\nls-images-holder: created/);
    assert.deepEqual(answers.last?.choices, ['Remove Stopped Containers Too']);
    answers.with('Remove Stopped Containers Too');
    await run('remove', reference);
    assert.equal(await image(reference), undefined);
    assert.ok(!(await engine.containers.list()).some(({ name }) => name === `${prefix}-holder`));
  });

  it('never take the image from under a running container, only its tag', async () => {
    const reference = await build('running');
    const id = (await image(reference))?.id ?? '';
    const made = await engine.containers.create({ image: reference, name: `${prefix}-runs` });
    await engine.containers.start(made.id);
    answers.with('Only Remove the Tags');
    await run('remove', reference);
    assert.deepEqual(answers.last?.choices, ['Only Remove the Tags']);
    assert.match(answers.last?.detail ?? '', /The image of a running container stays/);
    assert.equal(await image(reference), undefined);
    assert.equal((await engine.images.find(id))?.tags.length, 0);
    assert.equal((await engine.containers.find(made.id))?.state, 'running');
    await engine.containers.remove(made.id, { force: true });
    await engine.images.remove(id);
  });

  it('ask which of several tags go, all of them ticked', async () => {
    const reference = await build('tags');
    await engine.images.tag(reference, `${prefix}-tags`, '2');
    answers.with(({ kind }) => (kind === 'warning' ? 'Remove' : undefined));
    const removed = run('remove', reference);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await removed;
    assert.equal(await image(reference), undefined);
    assert.equal(await image(`${prefix}-tags:2`), undefined);
  });

  it('remove several images and report what could not go', async () => {
    const [a, b] = [await build('several-a'), await build('several-b')];
    const nodes = [await node(a), await node(b)];
    await engine.images.remove(b);
    answers.with('Remove');
    await run('remove', nodes[0], nodes);
    assert.equal(await image(a), undefined);
    assert.match(answers.last?.message ?? '', /1 of 2 failed\. ls-images-several-b:1/);
  });

  it('prune the dangling images and leave the tagged ones, which are not ticked', async () => {
    const unused = await build('unused');
    const old = (await image(await build('dangling')))?.id ?? '';
    await buildBusyboxImage(engine, `${prefix}-dangling:1`, ['LABEL of=newer']);
    assert.equal((await engine.images.find(old))?.tags.length, 0);
    answers.with(({ kind }) => (kind === 'warning' ? 'Remove' : undefined));
    const pruned = run('prune');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await pruned;
    assert.equal(await engine.images.find(old), undefined);
    assert.ok(await image(unused));
    assert.match(answers.last?.message ?? '', /Removed \d+ images, up to/);
  });

  it('show the inspect JSON, and copy references and ids', async () => {
    await run('inspect', web);
    assert.match(window.activeTextEditor?.document.uri.path ?? '', /ls-images-web:1\.json$/);
    await run('copyReference', web);
    assert.equal(await env.clipboard.readText(), web);
    await run('copyId', web);
    assert.equal(await env.clipboard.readText(), (await image(web))?.id);
  });

  it('tell a refused login from a tag that is not there', async () => {
    await run('pull', `${registry}/private/nothing:1`);
    assert.match(answers.last?.message ?? '', /is private and asks for a login\. You are not logged in there\./);
    assert.deepEqual(answers.last?.choices, ['Connect Registry…']);
    await run('pull', 'UPPER');
    assert.match(answers.last?.message ?? '', /lower case: upper/);
  });

  it('offer names to push to where the tag has no registry', async () => {
    answers.with(({ kind }) => (kind === 'pick' ? 'Another Name…' : `${registry}/${prefix}-pushed:1`));
    await run('push', web);
    assert.match(answers.asked[0]?.message ?? '', /names no registry or account of yours/);
    assert.ok(await image(`${registry}/${prefix}-pushed:1`));
    assert.match(answers.last?.message ?? '', /refused it: log in there.*You are not logged in there\./);
  });
});

describeWithEngine('push and pull', () => {
  const engine = new DockerodeEngine({ kind: 'socket', path: process.env['LONGSHORE_TEST_ENGINE'] ?? '' });
  const local = 'ls-transfer-web:1';
  const remote = `${registry}/ls-transfer/web:1`;
  let answers: Answers;
  let restoreConfig: () => void;

  before(async function () {
    this.timeout(60_000);
    restoreConfig = logIn();
    await removeAll(engine, 'ls-transfer');
    await buildBusyboxImage(engine, local, ['CMD ["sleep", "1000"]']);
    answers = new Answers();
  });
  after(async () => {
    answers.restore();
    restoreConfig();
    await removeAll(engine, 'ls-transfer');
    engine.dispose();
  });

  const run = (verb: string, ...args: unknown[]): Thenable<unknown> =>
    commands.executeCommand(`longshore.image.${verb}`, ...args);
  const tags = async () => (await engine.images.list()).flatMap((image) => image.tags);

  it('offer a name at each registry with a login, and push under the one that is picked', async () => {
    answers.with(({ kind, choices }) => (kind === 'pick' ? choices[0] : undefined));
    await run('push', local);
    const name = `${registry}/${local}`;
    assert.deepEqual(answers.asked[0]?.choices, [name, 'Another Name…']);
    assert.match(answers.last?.message ?? '', new RegExp(`^Pushed ${name} \\(sha256:[0-9a-f]{64}\\)`));
    assert.ok((await tags()).includes(name));
    answers.clear();
  });

  it('use the login of the docker CLI, and say the digest', async () => {
    await run('tag', local, remote);
    answers.with('Copy Digest');
    await run('push', remote);
    const pushed = await waitFor('the message', () => answers.last?.message);
    assert.match(pushed, new RegExp(`^Pushed ${remote} \\(sha256:[0-9a-f]{64}\\)`));
    await run('copyDigest', remote);
    assert.match(await env.clipboard.readText(), /\/ls-transfer\/web@sha256:[0-9a-f]{64}$/);
  });

  it('work on the ticked tags of a repository, and copy its name', async () => {
    for (const tag of ['two', 'three']) await run('tag', local, `${registry}/ls-transfer/many:${tag}`);
    const name = `${registry}/ls-transfer/many`;
    const found = (await engine.images.list()).find((one) => one.tags.includes(`${name}:two`));
    assert(found);
    const images: ImageNode[] = ['two', 'three'].map((tag) => {
      const reference = `${name}:${tag}`;
      return { kind: 'image', id: `row ${reference}`, image: found, reference, usedBy: [] };
    });
    const repository: ImageRepositoryNode = { kind: 'imageRepository', id: 'row many', name, images, open: true };
    await run('copyName', repository);
    assert.equal(await env.clipboard.readText(), name);
    answers.clear();
    const pushed = run('push', repository);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await pushed;
    assert.deepEqual(
      answers.asked.map(({ message: text }) => text.split(' ')[1]),
      [`${name}:two`, `${name}:three`],
    );
    answers.clear();
    await run('pull', repository);
    assert.deepEqual(
      answers.asked.map(({ message: text }) => text),
      [`${name}:two is up to date.`, `${name}:three is up to date.`],
    );
    for (const tag of ['two', 'three']) await engine.images.remove(`${name}:${tag}`);
  });

  it('bring back what was removed, by a line as it stands in a README', async () => {
    answers.clear();
    await engine.images.remove(remote);
    await engine.images.remove(local);
    assert.ok(!(await tags()).includes(remote));
    await run('pull', `docker pull ${remote}`);
    assert.ok((await tags()).includes(remote));
    assert.equal(answers.last?.message, `Pulled ${remote}.`);
    assert.deepEqual(answers.last?.choices, ['Run']);
    await run('pull', remote);
    assert.equal(answers.last?.message, `${remote} is up to date.`);
  });

  it('name the tag that the registry does not have', async () => {
    await run('pull', `${registry}/ls-transfer/web:none`);
    assert.match(answers.last?.message ?? '', /has no image ls-transfer\/web with the tag none/);
    assert.deepEqual(answers.last?.choices, ['Choose a Tag…']);
  });

  it('lead from there to the tags that it has', async () => {
    answers.with(({ kind }) => (kind === 'error' ? 'Choose a Tag…' : undefined));
    await run('pull', `${registry}/ls-transfer/web:none`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await waitFor('the tag is pulled', () => /web:\S+ is up to date/.test(answers.last?.message ?? ''));
  });

  it('fetch an image that is run but not there', async () => {
    await engine.images.remove(remote);
    const id = String(await run('run', remote));
    assert.equal((await engine.containers.find(id))?.state, 'running');
    await engine.containers.remove(id, { force: true });
  });
});

/** Writes the registry's login where `docker login` writes it; returns what takes it away. */
function logIn(): () => void {
  const folder = path.join(os.homedir(), '.docker');
  const file = path.join(folder, 'config.json');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const { LONGSHORE_TEST_REGISTRY_USER: user, LONGSHORE_TEST_REGISTRY_PASSWORD: password } = process.env;
  const auth = Buffer.from(`${user}:${password}`).toString('base64');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ auths: { [registry]: { auth } } }));
  return () => (before === undefined ? rmSync(file) : writeFileSync(file, before));
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '0.0.0.0', () => resolve(server));
  });
}
