import assert from 'node:assert/strict';
import { CancellationTokenSource, commands, env, extensions, languages, window, workspace } from 'vscode';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { Answers } from '../support/answers.js';
import { pushChart, pushImage, pushIndex } from '../support/contractRegistry.js';
import { FakeRegistry } from '../support/fakeRegistry.js';
import { waitFor } from '../support/waitFor.js';
import { describeWithEngine } from '../support/withEngine.js';

const host = process.env['LONGSHORE_TEST_REGISTRY'] ?? '';
const username = process.env['LONGSHORE_TEST_REGISTRY_USER'] ?? '';
const password = process.env['LONGSHORE_TEST_REGISTRY_PASSWORD'] ?? '';

/** The login comes as the docker CLI's would; commands get references as code gives them. */
describeWithEngine('registry commands', () => {
  const client = new RegistryClient({ host, credential: { kind: 'password', username, password } });
  const engine = new DockerodeEngine({ kind: 'socket', path: process.env['LONGSHORE_TEST_ENGINE'] ?? '' });
  const reference = `${host}/integration/app:v1`;
  let digest: string;
  before(async () => {
    await extensions.getExtension('longshore.longshore')?.activate();
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    process.env['DOCKER_AUTH_CONFIG'] = JSON.stringify({ auths: { [host]: { auth } } });
    digest = (await pushImage(client, 'integration/app', 'one', 'v1')).digest;
  });
  after(async () => {
    delete process.env['DOCKER_AUTH_CONFIG'];
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('copy references and digests', async () => {
    await commands.executeCommand('longshore.tag.copyReference', reference);
    assert.equal(await env.clipboard.readText(), reference);
    await commands.executeCommand('longshore.tag.copyDigest', reference);
    assert.equal(await env.clipboard.readText(), digest);
    await commands.executeCommand('longshore.repository.copyReference', reference);
    assert.equal(await env.clipboard.readText(), `${host}/integration/app`);
  });

  it('show the manifest as a read-only JSON document', async () => {
    await commands.executeCommand('longshore.tag.inspectManifest', reference);
    const document = window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'json');
    assert.equal(JSON.parse(document?.getText() ?? '').schemaVersion, 2);
  });

  it('retag and copy with the digest unchanged', async () => {
    await commands.executeCommand('longshore.tag.addTag', reference, 'v2');
    assert.equal((await client.head('integration/app', 'v2')).digest, digest);
    await commands.executeCommand('longshore.tag.copyTo', reference, `${host}/integration/copy:v3`);
    assert.equal((await client.head('integration/copy', 'v3')).digest, digest);
  });

  it('ask before another image is replaced, and name both', async () => {
    const answers = new Answers();
    try {
      const other = (await pushImage(client, 'integration/app', 'two', 'taken')).digest;
      for (const [verb, target] of [
        ['addTag', 'taken'],
        ['copyTo', `${host}/integration/app:taken`],
      ] as const) {
        await commands.executeCommand(`longshore.tag.${verb}`, reference, target);
        assert.deepEqual(answers.last?.choices, ['Replace']);
        assert.ok(answers.last?.detail.includes(digest) && answers.last.detail.includes(other), answers.last?.detail);
        assert.equal((await client.head('integration/app', 'taken')).digest, other);
      }
      answers.with('Replace');
      await commands.executeCommand('longshore.tag.addTag', reference, 'taken');
      assert.equal((await client.head('integration/app', 'taken')).digest, digest);
      answers.clear();
      await commands.executeCommand('longshore.tag.addTag', reference, 'taken');
      assert.deepEqual(answers.asked, []);
    } finally {
      answers.restore();
    }
  });

  it('pull', async () => {
    await commands.executeCommand('longshore.tag.pull', reference);
    assert.ok((await engine.images.list()).some(({ tags }) => tags.includes(reference)));
    await engine.images.remove(reference);
  });

  /** Tags of a repository that the engine has. */
  const tagsHere = async (repository: string) => {
    const all = (await engine.images.list()).flatMap(({ tags }) => tags);
    return all.flatMap((tag) => (tag.startsWith(`${repository}:`) ? tag.slice(repository.length + 1) : [])).sort();
  };
  const removeTags = async (repository: string) => {
    for (const tag of await tagsHere(repository)) await engine.images.remove(`${repository}:${tag}`);
  };
  /** Those of the tags that the engine has asked a registry for. */
  const pulledFrom = ({ requests }: FakeRegistry, tags: readonly string[]) => {
    const byEngine = requests.filter(({ headers }) => headers['user-agent']?.startsWith('docker/'));
    return tags.filter((tag) => byEngine.some(({ url }) => url.endsWith(`/manifests/${tag}`)));
  };

  it('pull all tags after a question that tells how many and how large, and leave out what is no image', async () => {
    const repository = `${host}/integration/all`;
    for (const tag of ['a', 'b']) await pushImage(client, 'integration/all', tag, tag);
    await pushChart(client, 'integration/all', 'chart');
    const answers = new Answers();
    try {
      await commands.executeCommand('longshore.repository.pullAll', repository);
      assert.equal(answers.last?.message, `Pull 2 tags of ${repository}?`);
      assert.match(answers.last?.detail ?? '', /^a\nb\n\nAt most \d+(\.\d+)?kB will be downloaded/);
      assert.deepEqual(await tagsHere(repository), []);
      answers.with(({ kind }) => (kind === 'warning' ? 'Pull' : undefined));
      await commands.executeCommand('longshore.repository.pullAll', repository);
      assert.deepEqual(await tagsHere(repository), ['a', 'b']);
      assert.equal(answers.last?.message, `Pulled 2 of 2 tags of ${repository}.`);
    } finally {
      answers.restore();
      await removeTags(repository);
    }
  });

  it('pull the other tags when one fails, and tell which and why', async () => {
    const path = 'integration/broken';
    for (const tag of ['a', 'b', 'c']) await pushImage(client, path, `broken ${tag}`, tag);
    const { manifest } = await client.manifest(path, 'b');
    assert.ok(manifest.kind === 'image');
    for (const { digest: layer } of manifest.layers)
      await client.session.request(`/v2/${path}/blobs/${layer}`, { method: 'DELETE', scopes: [] });
    const answers = new Answers().with(({ kind }) => (kind === 'warning' ? 'Pull' : undefined));
    try {
      await commands.executeCommand('longshore.repository.pullAll', `${host}/${path}`);
      const [failure, summary] = answers.asked.slice(-2);
      assert.equal(failure?.kind, 'error');
      assert.match(failure?.message ?? '', /^Pull all tags of .*: 1 of 3 failed\. b: \S/);
      assert.equal(summary?.message, `Pulled 2 of 3 tags of ${host}/${path}.`);
      assert.deepEqual(await tagsHere(`${host}/${path}`), ['a', 'c']);
    } finally {
      answers.restore();
      await removeTags(`${host}/${path}`);
    }
  });

  it('stop at the tag that is being pulled when that is cancelled, and keep those that are here', async () => {
    const registry = await new FakeRegistry().start();
    const repository = `${registry.host}/many`;
    const fake = new RegistryClient({ host: registry.host });
    for (const tag of ['a', 'b', 'c']) await pushImage(fake, 'many', `many ${tag}`, tag);
    const { manifest } = await fake.manifest('many', 'b');
    assert.ok(manifest.kind === 'image');
    const held = manifest.layers.map((layer) => layer.digest);
    const reached = new Promise<void>((resolve) => {
      registry.faults.push(({ url }) => {
        const isHeld = held.some((layer) => url.endsWith(layer));
        if (isHeld) resolve();
        return isHeld;
      });
    });
    const answers = new Answers().with(({ kind }) => (kind === 'warning' ? 'Pull' : undefined));
    const { withProgress } = window;
    const cancelling: typeof withProgress = (options, task) =>
      withProgress(options, (progress) => {
        const source = new CancellationTokenSource();
        if (options.title?.startsWith('Pull all')) void reached.then(() => source.cancel());
        return task(progress, source.token);
      });
    Object.assign(window, { withProgress: cancelling });
    try {
      await commands.executeCommand('longshore.repository.pullAll', repository);
      assert.equal(answers.last?.message, `Pulled 1 of 3 tags of ${repository}.`);
      assert.deepEqual(
        answers.asked.filter(({ kind }) => kind === 'error'),
        [],
      );
      assert.deepEqual(await tagsHere(repository), ['a']);
      assert.deepEqual(pulledFrom(registry, ['a', 'b', 'c']), ['a', 'b']);
    } finally {
      Object.assign(window, { withProgress });
      answers.restore();
      await removeTags(repository);
      await registry.stop();
    }
  });

  it('compare two tags of several platforms by the one that is chosen', async () => {
    for (const tag of ['v1', 'v2']) await pushIndex(client, 'integration/many', tag, tag);
    const answers = new Answers().with('linux/arm64');
    const compare = () =>
      commands.executeCommand('longshore.tag.compare', `${host}/integration/many:v1`, `${host}/integration/many:v2`);
    const shown = () => workspace.textDocuments.filter(({ uri }) => uri.scheme === 'longshore-registry-image');
    try {
      await compare();
      assert.deepEqual([...(answers.last?.choices ?? [])].sort(), ['linux/amd64', 'linux/arm64']);
      assert.equal(window.tabGroups.activeTabGroup.activeTab?.label, 'many:v1 ↔ many:v2 (linux/arm64)');
      const texts = await waitFor('both sides', () => (shown().length === 2 ? shown() : undefined));
      for (const document of texts) {
        assert.ok(document.getText().includes('Image: linux/arm64'));
        assert.ok(document.getText().includes(document.uri.path.endsWith(':v1') ? 'SALT=v1-arm' : 'SALT=v2-arm'));
      }
    } finally {
      answers.restore();
    }
  });

  it('put a tag into the FROM at the cursor', async () => {
    assert.ok((await languages.getLanguages()).includes('dockerfile'));
    const document = await workspace.openTextDocument({
      language: 'dockerfile',
      content: 'FROM --platform=x old AS b\n',
    });
    await window.showTextDocument(document);
    await commands.executeCommand('longshore.tag.useInFrom', reference);
    assert.equal(document.getText(), `FROM --platform=x ${reference} AS b\n`);
  });

  it('ask where code hands over what is neither a row nor a text', async () => {
    const answers = new Answers();
    try {
      for (const id of ['search', 'connect', 'disconnect', 'checkLogin', 'logOut', 'refresh'])
        for (const nothing of [null, {}, 42]) {
          const done = commands.executeCommand(`longshore.registry.${id}`, nothing);
          await commands.executeCommand('workbench.action.closeQuickOpen');
          await done;
        }
      assert.deepEqual(
        answers.asked.filter(({ kind }) => kind === 'error'),
        [],
      );
      assert.ok(answers.asked.some(({ message }) => message === 'Search Docker Hub'));
    } finally {
      answers.restore();
    }
  });
});
