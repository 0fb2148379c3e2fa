import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type CodeLens,
  type CompletionList,
  commands,
  DiagnosticSeverity,
  languages,
  Position,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { Answers } from '../support/answers.js';
import { FakeSshAgent } from '../support/sshAgents.js';
import { describeWithEngine } from '../support/withEngine.js';

const socket = process.env['LONGSHORE_TEST_ENGINE'] ?? '';
const tag = 'ls-build-integration:1';

describeWithEngine('building in the editor', () => {
  const root = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const folder = path.join(root, 'build test');
  const engine = new DockerodeEngine({ kind: 'socket', path: socket });

  before(() => {
    mkdirSync(folder, { recursive: true });
    cpSync(path.join(root, 'busybox'), path.join(folder, 'busybox'));
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(folder, { recursive: true, force: true });
    await engine.images.remove(tag, { force: true }).catch(() => {});
    engine.dispose();
  });

  const build = (uri: Uri | string, request: object = { tag }): Thenable<string | undefined> =>
    commands.executeCommand('longshore.image.build', uri, request);

  function dockerfile(name: string, text: string): Uri {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return Uri.file(file);
  }

  /** What the last build said about lines, not the lint. */
  const problems = (uri: Uri) =>
    languages.getDiagnostics(uri).filter(({ code }) => code === 'build-failed' || code === 'build-warning');

  async function edit(document: TextDocument, line: number, text: string): Promise<void> {
    const change = new WorkspaceEdit();
    change.insert(document.uri, new Position(line, 0), text);
    await workspace.applyEdit(change);
  }

  it('returns the id of the image that it built', async () => {
    const id = await build(path.join(root, 'Dockerfile'));
    assert.equal((await engine.images.inspect(tag))['Id'], id);
  });

  it('builds what the editor shows, saved or not', async () => {
    const uri = dockerfile('unsaved.Dockerfile', 'FROM scratch\nLABEL saved=no\nCOPY . /\n');
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    await edit(document, 2, 'LABEL edited=yes\n');
    await build(uri);
    assert.equal(document.isDirty, false);
    const { Config } = await engine.images.inspect(tag);
    assert.deepEqual((Config as { Labels: unknown }).Labels, { saved: 'no', edited: 'yes' });
  });

  it('puts a failure on its line, until that line is edited', async () => {
    const uri = dockerfile('failing.Dockerfile', 'FROM scratch\nCOPY . /ok\nCOPY nosuch /\n');
    assert.equal(await build(uri), undefined);
    const [problem] = problems(uri);
    assert.deepEqual(
      [problem?.source, problem?.code, problem?.severity, problem?.range.start.line],
      ['longshore', 'build-failed', DiagnosticSeverity.Error, 2],
    );
    const document = await workspace.openTextDocument(uri);
    await edit(document, 0, '# a line above\n');
    assert.equal(problems(uri)[0]?.range.start.line, 3);
    await edit(document, 3, '# now ');
    assert.deepEqual(problems(uri), []);
    await document.save();
  });

  it('forgets a failure with the next build', async () => {
    const uri = dockerfile('fixed.Dockerfile', 'FROM scratch\nCOPY nosuch /\n');
    await build(uri);
    assert.equal(problems(uri).length, 1);
    writeFileSync(uri.fsPath, 'FROM scratch\nCOPY . /\n');
    const document = await workspace.openTextDocument(uri);
    while (!document.getText().includes('COPY .')) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.match((await build(uri)) ?? '', /^sha256:/);
    assert.deepEqual(problems(uri), []);
  });

  it('builds two at once', async () => {
    const uris = ['one', 'two'].map((name) =>
      dockerfile(`${name}.Dockerfile`, `FROM scratch\nLABEL n=${name}\nCOPY . /\n`),
    );
    const ids = await Promise.all(uris.map((uri, index) => build(uri, { tag: `${tag}${index}` })));
    assert.equal(new Set(ids).size, 2);
    await Promise.all(ids.map((_, index) => engine.images.remove(`${tag}${index}`, { force: true })));
  });

  it('gives the secrets and the agent that code names to the steps that mount them', async () => {
    const agent = await new FakeSshAgent().start();
    const before = process.env['SSH_AUTH_SOCK'];
    process.env['SSH_AUTH_SOCK'] = agent.address;
    try {
      const uri = dockerfile('lent.Dockerfile', asksForToken('--mount=type=ssh,required=true'));
      const secrets = { token: path.join(folder, 'token.txt') };
      writeFileSync(secrets.token, 'hush\n');
      assert.equal(await build(uri, { tag, secrets, noCache: true }), undefined);
      assert.match((await build(uri, { tag, secrets, ssh: true, noCache: true })) ?? '', /^sha256:/);
    } finally {
      if (before === undefined) delete process.env['SSH_AUTH_SOCK'];
      else process.env['SSH_AUTH_SOCK'] = before;
      agent.dispose();
    }
  });

  it('asks for the file of a secret that a step mounts, and remembers where it is', async () => {
    const uri = dockerfile('asks.Dockerfile', asksForToken());
    const token = path.join(folder, 'remembered.txt');
    writeFileSync(token, 'hush\n');
    const answers = new Answers();
    const { showOpenDialog } = window;
    const rounds = ['$(warning) Secrets', 'token', '$(package) Build'];
    Object.assign(window, { showOpenDialog: async () => [Uri.file(token)] });
    answers.with(({ kind }) => (kind === 'pick' ? rounds.shift() : undefined));
    try {
      const id = await commands.executeCommand<string>('longshore.image.buildWithOptions', uri);
      assert.match(id ?? '', /^sha256:/);
      assert.deepEqual(rounds, []);
      answers.clear();
      writeFileSync(token, 'other\n');
      assert.equal(await build(uri, { tag, noCache: true }), undefined, 'the content was kept');
      writeFileSync(token, 'hush\n');
      assert.match((await build(uri, { tag, noCache: true })) ?? '', /^sha256:/);
      rmSync(token);
      await build(uri, { tag, noCache: true });
      assert.match(answers.last?.message ?? '', /remembered\.txt of a secret cannot be read/);
    } finally {
      answers.restore();
      Object.assign(window, { showOpenDialog });
    }
  });

  /** A step that ends well only where the secret `token` is `hush`. */
  const asksForToken = (more = '') =>
    [
      'FROM scratch',
      'COPY busybox /bin/busybox',
      `RUN --mount=type=secret,id=token,required=true ${more} ["/bin/busybox", "grep", "hush", "/run/secrets/token"]`,
    ].join('\n');

  it('refuses a name that no image can have', async () => {
    const uri = dockerfile('named.Dockerfile', 'FROM scratch\nCOPY . /\n');
    assert.equal(await build(uri, { tag: 'Not A Name' }), undefined);
  });

  it('offers the files of the context that was chosen for a Dockerfile', async () => {
    const uri = dockerfile('chosen.Dockerfile', 'FROM scratch\nCOPY  /\n');
    await workspace.openTextDocument(uri);
    const offered = async () => {
      const place = new Position(1, 5);
      const found = 'vscode.executeCompletionItemProvider';
      const { items } = await commands.executeCommand<CompletionList>(found, uri, place);
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    // The language is loaded with the first Dockerfile.
    while (!(await offered()).includes('chosen.Dockerfile')) await new Promise((resolve) => setTimeout(resolve, 50));
    let isDone = false;
    const done = commands.executeCommand('longshore.image.buildWithOptions', uri).then(() => {
      isDone = true;
    });
    const press = async (command: string) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await commands.executeCommand(`workbench.action.${command}`);
    };
    // Down to the context, then to the workspace folder; whatever is asked after that is as proposed.
    for (const _ of ['tag', 'arguments', 'context']) await press('quickOpenSelectNext');
    await press('acceptSelectedQuickOpenItem');
    await press('quickOpenSelectNext');
    for (let i = 0; i < 50 && !isDone; i++) await press('acceptSelectedQuickOpenItem');
    await done;
    assert.ok((await offered()).includes('serve.sh'), (await offered()).join(' '));
  });

  it('shows a lens above the first FROM, and above stages if asked', async () => {
    const uri = dockerfile('lens.Dockerfile', 'ARG A\nFROM scratch AS one\nFROM scratch\n');
    await workspace.openTextDocument(uri);
    const titles = async () => {
      const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
      return lenses
        .filter((lens) => lens.command?.command.startsWith('longshore.image.build'))
        .map((lens) => [lens.range.start.line, lens.command?.title]);
    };
    assert.deepEqual(await titles(), [[1, '$(package) Build']]);
    const settings = workspace.getConfiguration('longshore');
    await settings.update('build.codeLens', 'stages', true);
    try {
      assert.deepEqual(await titles(), [
        [1, '$(package) Build'],
        [1, '$(play) Run'],
        [1, 'Build one'],
      ]);
    } finally {
      await settings.update('build.codeLens', undefined, true);
    }
  });
});
