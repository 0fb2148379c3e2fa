import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type CodeAction,
  type CompletionList,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  DiagnosticTag,
  type DocumentSymbol,
  type Hover,
  type Location,
  languages,
  Position,
  Range,
  type TextDocument,
  type TextEdit,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';

let opened = 0;

/** An unsaved Dockerfile in an editor, with a name of its own: one that is closing may still be reverted. */
async function open(content: string): Promise<TextDocument> {
  const uri = Uri.from({ scheme: 'untitled', path: `${++opened}.Dockerfile` });
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  await replace(document, new Range(0, 0, 0, 0), content);
  return document;
}

/** Waits until Longshore's diagnostics of a document are as asked for. */
async function diagnostics(
  document: TextDocument,
  isWanted: (found: readonly Diagnostic[]) => boolean,
): Promise<readonly Diagnostic[]> {
  const find = () => languages.getDiagnostics(document.uri).filter(({ source }) => source === 'longshore');
  for (let waited = 0; waited < 10_000 && !isWanted(find()); waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const found = find();
  assert.ok(isWanted(found), JSON.stringify(found));
  return found;
}

const codes = (found: readonly Diagnostic[]) =>
  found.map(({ code }) => (typeof code === 'object' ? String(code.value) : String(code)));

async function replace(document: TextDocument, range: Range, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, range, text);
  assert.ok(await workspace.applyEdit(edit));
}

/** All that the mouse shows at a place. */
async function hoverText({ uri }: TextDocument, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, position);
  const parts = hovers.flatMap(({ contents }) => contents);
  return parts.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
}

const quickFixes = (document: TextDocument, range: Range) =>
  commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);

describe('Dockerfile language', () => {
  afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'));

  it('reports problems of an unsaved file, and forgets them when they are gone', async () => {
    const document = await open('FROM debian\nWORKDIR app\n');
    const found = await diagnostics(document, (all) => codes(all).includes('image-tag-missing'));
    const tagless = found.find((diagnostic) => codes([diagnostic])[0] === 'image-tag-missing');
    assert.match(tagless?.message ?? '', /DL3006/);
    await replace(document, new Range(0, 5, 0, 11), 'debian:12.9-slim');
    await diagnostics(document, (all) => !codes(all).includes('image-tag-missing'));
  });

  it('fixes a problem, all of its kind, and all in the file', async () => {
    const document = await open('FROM debian:12 as Build\nfrom Build as two\n');
    const found = await diagnostics(document, (all) => codes(all).includes('stage-name-casing'));
    const target = found.find((diagnostic) => codes([diagnostic])[0] === 'stage-name-casing');
    assert.ok(target);
    const actions = await quickFixes(document, target.range);
    const preferred = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(preferred?.edit, actions.map(({ title }) => title).join('\n'));
    assert.ok(await workspace.applyEdit(preferred.edit));
    await diagnostics(document, (all) => !codes(all).includes('stage-name-casing'));
    await commands.executeCommand('longshore.dockerfile.fixAll');
    assert.match(document.getText(), /^FROM debian:12 AS build\nFROM build AS two\n$/);
  });

  it('lets an installed ShellCheck look at scripts, unless it is told not to', async () => {
    const document = await open('FROM debian:12.9-slim\nRUN read a && c "$a"\n');
    const [found] = await diagnostics(document, (all) => codes(all).includes('shellcheck'));
    assert.match(found?.message ?? '', /SC2162/);
    assert.ok(found?.range.isEqual(new Range(1, 4, 1, 8)));
    await replace(document, new Range(1, 4, 1, 8), 'read -r');
    await diagnostics(document, (all) => all.length === 0);
    const settings = workspace.getConfiguration('longshore');
    await settings.update('lint.shellcheck', 'off', ConfigurationTarget.Global);
    await replace(document, new Range(1, 4, 1, 11), 'cd d && read');
    await diagnostics(document, (all) => codes(all).join() === 'change-directory');
    await settings.update('lint.shellcheck', undefined, ConfigurationTarget.Global);
    await diagnostics(document, (all) => codes(all).includes('shellcheck'));
  });

  it('fixes all in the file that code names, whatever the editor shows', async () => {
    // The folder stays: the editor still copies into its history what was saved.
    const folder = mkdtempSync(path.join(tmpdir(), 'fix-all-'));
    const ways = [(file: Uri) => file, (file: Uri) => file.toString(), (file: Uri) => file.fsPath];
    for (const [index, name] of ways.entries()) {
      const file = Uri.file(path.join(folder, `${index}.Dockerfile`));
      writeFileSync(file.fsPath, 'FROM debian:12\nWORKDIR app\n');
      await open('FROM scratch\n');
      await commands.executeCommand('longshore.dockerfile.fixAll', name(file));
      const document = await workspace.openTextDocument(file);
      assert.equal(document.getText(), 'FROM debian:12\nWORKDIR /app\n');
      await document.save();
    }
  });

  it('asks for the labels of the settings', async () => {
    const settings = workspace.getConfiguration('longshore');
    const document = await open('FROM debian:12.9-slim\nLABEL version=one other=two\n');
    await settings.update('lint.labelSchema', { version: 'semver' }, ConfigurationTarget.Global);
    await diagnostics(document, (all) => codes(all).join() === 'label-semver');
    await settings.update('lint.strictLabels', true, ConfigurationTarget.Global);
    await diagnostics(document, (all) => codes(all).join() === 'label-semver,label-outside-schema');
    for (const id of ['lint.labelSchema', 'lint.strictLabels'])
      await settings.update(id, undefined, ConfigurationTarget.Global);
    await diagnostics(document, (all) => all.length === 0);
  });

  it('tells the editor of problems only where they are others', async () => {
    const settings = workspace.getConfiguration('longshore');
    const same = await open('FROM debian\n');
    const other = await open('FROM debian:12.9-slim\nWORKDIR app\n');
    await diagnostics(same, (all) => codes(all).join() === 'image-tag-missing');
    await diagnostics(other, (all) => codes(all).join() === 'workdir-absolute');
    const told = new Set<string>();
    const listener = languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) told.add(String(uri));
    });
    await settings.update('lint.rules', { 'workdir-absolute': 'off' }, ConfigurationTarget.Global);
    await diagnostics(other, (all) => all.length === 0);
    await settings.update('lint.rules', undefined, ConfigurationTarget.Global);
    await diagnostics(other, (all) => codes(all).join() === 'workdir-absolute');
    listener.dispose();
    assert.deepEqual([told.has(String(same.uri)), told.has(String(other.uri))], [false, true]);
  });

  it('ignores a problem by a comment', async () => {
    const document = await open('FROM debian\n');
    const [first] = await diagnostics(document, (all) => codes(all).includes('image-tag-missing'));
    const actions = await quickFixes(document, first?.range ?? new Range(0, 0, 0, 1));
    const ignore = actions.find(({ title }) => title.includes('DL3006') && title.includes('instruction'));
    assert.ok(ignore?.edit, actions.map(({ title }) => title).join('\n'));
    assert.ok(await workspace.applyEdit(ignore.edit));
    assert.equal(document.getText(), '# hadolint ignore=DL3006\nFROM debian\n');
    await diagnostics(document, (all) => !codes(all).includes('image-tag-missing'));
  });

  it('shows the page of a rule', async () => {
    await commands.executeCommand('longshore.dockerfile.openRule', 'workdir-absolute');
    const find = () => workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/workdir-absolute.md'));
    for (let waited = 0; waited < 10_000 && !find(); waited += 50) await new Promise((next) => setTimeout(next, 50));
    assert.match(find()?.getText() ?? '', /^# WORKDIR takes an absolute path$/m);
    assert.equal(find()?.languageId, 'markdown');
    assert.ok(window.tabGroups.activeTabGroup.activeTab?.label.includes('workdir-absolute.md'));
  });

  it('completes, explains and finds', async () => {
    const document = await open('FROM a:1 AS base\nFROM b:2\nCOPY --from= /x /y\nRUN echo\n');
    const list = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new Position(2, 12),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('base'), labels.join(' '));
    assert.match(await hoverText(document, new Position(3, 1)), /docs\.docker\.com\/reference\/dockerfile\/#run/);
    await replace(document, new Range(2, 12, 2, 12), 'base');
    const [definition] = await commands.executeCommand<Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      new Position(2, 14),
    );
    assert.equal(definition && document.getText(definition.range), 'base');
  });

  it('renames across stages, outlines and formats', async () => {
    const document = await open('ARG V=1\nFROM a:$V AS x\nRUN b \\\nc\n');
    const edit = await commands.executeCommand<WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      new Position(0, 4),
      'VERSION',
    );
    assert.ok(await workspace.applyEdit(edit));
    assert.match(document.getText(), /^ARG VERSION=1\nFROM a:\$VERSION/);
    const symbols = await commands.executeCommand<DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['ARG VERSION', 'x'],
    );
    const edits = await commands.executeCommand<TextEdit[]>('vscode.executeFormatDocumentProvider', document.uri, {
      tabSize: 4,
      insertSpaces: true,
    });
    assert.deepEqual(
      edits.map(({ newText }) => newText),
      ['    '],
    );
  });

  it('refuses to rename to a name that is taken', async () => {
    const document = await open('FROM a:1 AS x\nFROM b:2 AS y\n');
    const rename = async (name: string) =>
      commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, new Position(0, 12), name);
    await assert.rejects(rename('y'), /"y" stands for something else here already/);
    await assert.rejects(rename('a b'), /"a b" is not a name/);
  });

  const text = 'FROM debian AS base\nFROM base AS x\nCOPY --from=base a \\\n/b\n';
  const provided = Uri.from({ scheme: 'longshore-test', path: '/Dockerfile.virtual' });
  const places: Record<string, () => Thenable<TextDocument>> = {
    'without a name': () => workspace.openTextDocument({ language: 'dockerfile', content: text }),
    'that another extension provides': () => workspace.openTextDocument(provided),
  };
  for (const [place, openThere] of Object.entries(places)) {
    it(`serves a document ${place}`, async () => {
      const provider = workspace.registerTextDocumentContentProvider(provided.scheme, {
        provideTextDocumentContent: () => text,
      });
      const document = await openThere();
      await window.showTextDocument(document);
      assert.equal(document.languageId, 'dockerfile');
      await diagnostics(document, (all) => codes(all).includes('image-tag-missing'));
      const ask = <T>(command: string, ...rest: unknown[]) =>
        commands.executeCommand<T>(`vscode.execute${command}`, document.uri, ...rest);
      const at = new Position(2, 14);
      const { items } = await ask<CompletionList>('CompletionItemProvider', new Position(2, 12));
      assert.ok(items.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'base'));
      assert.match(await hoverText(document, at), /debian/);
      const [definition] = await ask<Location[]>('DefinitionProvider', at);
      assert.ok(definition?.range.isEqual(new Range(0, 15, 0, 19)));
      const edits = await ask<TextEdit[]>('FormatDocumentProvider', { tabSize: 2, insertSpaces: true });
      assert.deepEqual(
        edits.map(({ newText }) => newText),
        ['  '],
      );
      const renamed = await ask<WorkspaceEdit>('DocumentRenameProvider', at, 'first');
      assert.equal(renamed.get(document.uri).length, 3);
      provider.dispose();
    });
  }

  describe('in a folder', () => {
    let folder = '';
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'longshore-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    const write = (name: string, text: string) => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    };
    const show = async (name: string) => {
      const document = await workspace.openTextDocument(path.join(folder, name));
      await window.showTextDocument(document);
      return document;
    };

    it('completes paths that .dockerignore lets through, and reports those that it does not', async () => {
      write('Containerfile', 'FROM a:1\nCOPY secret.pem /x\nCOPY \n');
      write('.dockerignore', '*.pem\n');
      write('main.js', '');
      write('secret.pem', '');
      const document = await show('Containerfile');
      assert.equal(document.languageId, 'dockerfile');
      const list = await commands.executeCommand<CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new Position(2, 5),
      );
      const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert.ok(labels.includes('main.js'), labels.join(' '));
      assert.ok(!labels.includes('secret.pem'));
      const isFile = list.items.map(({ label }) => typeof label !== 'string' && label.description === 'build context');
      assert.ok(isFile.lastIndexOf(true) < labels.indexOf('<<EOF'), labels.join(' '));
      await diagnostics(document, (all) => codes(all).includes('copy-ignored-file'));
    });

    it('reports a source that the context lacks until it is there', async () => {
      write('Dockerfile', 'FROM scratch\nCOPY main.js lost.js /x/\n');
      write('main.js', '');
      const document = await show('Dockerfile');
      const lost = (all: readonly Diagnostic[]) => codes(all).filter((code) => code === 'copy-source-missing').length;
      await diagnostics(document, (all) => lost(all) === 1);
      // Watching begins a while after it was asked for.
      await new Promise((resolve) => setTimeout(resolve, 2000));
      write('lost.js', '');
      await diagnostics(document, (all) => lost(all) === 0);
      write('.dockerignore', '*\n!main.js\n');
      await diagnostics(document, (all) => lost(all) === 1);
      rmSync(path.join(folder, '.dockerignore'));
      await diagnostics(document, (all) => lost(all) === 0);
    });

    it('says how much a source means', async () => {
      write('Dockerfile', 'FROM scratch\nCOPY src main.js /src/a.js /x/\n');
      mkdirSync(path.join(folder, 'src'));
      write('src/a.js', '12345');
      write('src/b.log', '12345');
      write('.dockerignore', '**/*.log\n');
      const document = await show('Dockerfile');
      await diagnostics(document, (all) => codes(all).includes('copy-source-missing'));
      assert.match(await hoverText(document, new Position(1, 6)), /5B, 1 file\s+- `src\/a\.js` 5B/);
      assert.match(await hoverText(document, new Position(1, 10)), /not in the build context/);
      assert.match(await hoverText(document, new Position(1, 20)), /5B, 1 file$/);
    });

    it('helps with .dockerignore', async () => {
      mkdirSync(path.join(folder, 'src'));
      write('src/a[1].js', '12345');
      write('src/b.log', '12345');
      write('.dockerignore', '**/*.log\n*.tmp\n[\n!src/b.log\n');
      const document = await show('.dockerignore');
      const found = await diagnostics(document, (all) => codes(all).includes('ignore-pattern-unused'));
      assert.deepEqual(
        found.map(({ code, range, tags = [] }) => [code, range.start.line, ...tags]),
        [
          ['ignore-pattern-invalid', 2],
          ['ignore-pattern-unused', 1, DiagnosticTag.Unnecessary],
        ],
      );
      const place = new Position(3, 5);
      const list = 'vscode.executeCompletionItemProvider';
      const { items } = await commands.executeCommand<CompletionList>(list, document.uri, place);
      const offered = items.map(({ insertText }) => insertText);
      assert.ok(offered.includes('a\\[1\\].js') && offered.includes('b.log'), offered.join(' '));
      assert.match(await hoverText(document, place), /5B, 1 file/);
      await replace(document, new Range(1, 0, 3, 0), '');
      await diagnostics(document, (all) => all.length === 0);
    });

    it('knows the files around a Dockerfile by their names', async () => {
      for (const [name, language] of Object.entries({
        'Dockerfile.dev': 'dockerfile',
        'Dockerfile-dev': 'dockerfile',
        'web.Dockerfile': 'dockerfile',
        'web.dockerfile': 'dockerfile',
        'Containerfile.dev': 'dockerfile',
        'web.Containerfile': 'dockerfile',
        '.dockerignore': 'ignore',
        'Dockerfile.dockerignore': 'ignore',
      })) {
        write(name, '');
        assert.equal((await workspace.openTextDocument(path.join(folder, name))).languageId, language, name);
      }
    });

    it('writes Docker files after four answers', async () => {
      write('go.mod', 'module x\n\ngo 1.24\n');
      for (const name of ['api', 'worker']) write(`cmd/${name}/main.go`, 'package main\n');
      const done = commands.executeCommand('longshore.dockerfile.scaffold', Uri.file(folder));
      let isDone = false;
      void done.then(() => {
        isDone = true;
      });
      for (let i = 0; i < 50 && !isDone; i++) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        if (!isDone) await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      }
      await done;
      assert.match(
        readFileSync(path.join(folder, 'Dockerfile'), 'utf8'),
        /^FROM golang:1\.24 AS build$[\s\S]*cmd\/api$/m,
      );
      assert.match(readFileSync(path.join(folder, '.dockerignore'), 'utf8'), /^\.git$/m);
      assert.match(readFileSync(path.join(folder, 'compose.yaml'), 'utf8'), /8080:8080/);
    });
  });
});
