import assert from 'node:assert/strict';
import { commands, env, extensions, languages, window, workspace } from 'vscode';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { Answers } from '../support/answers.js';
import { pushChart, pushImage } from '../support/contractRegistry.js';
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
  });

  it('pull all tags after a question that tells how many and how large, and leave out what is no image', async () => {
    const repository = `${host}/integration/all`;
    for (const tag of ['a', 'b']) await pushImage(client, 'integration/all', tag, tag);
    await pushChart(client, 'integration/all', 'chart');
    const answers = new Answers();
    const pulled = async () =>
      (await engine.images.list()).flatMap(({ tags }) => tags).filter((tag) => tag.startsWith(repository));
    try {
      await commands.executeCommand('longshore.repository.pullAll', repository);
      assert.equal(answers.last?.message, `Pull 2 tags of ${repository}?`);
      assert.match(answers.last?.detail ?? '', /^a\nb\n\nAt most \d+(\.\d+)?kB will be downloaded/);
      assert.deepEqual(await pulled(), []);
      answers.with(({ kind }) => (kind === 'warning' ? 'Pull' : undefined));
      await commands.executeCommand('longshore.repository.pullAll', repository);
      assert.deepEqual((await pulled()).sort(), [`${repository}:a`, `${repository}:b`]);
      assert.equal(answers.last?.message, `Pulled 2 of 2 tags of ${repository}.`);
    } finally {
      answers.restore();
      for (const tag of await pulled()) await engine.images.remove(tag);
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
