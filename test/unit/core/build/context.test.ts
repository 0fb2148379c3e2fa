import assert from 'node:assert/strict';
import { unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BuildContext, type ContextFilter } from '../../../../src/core/build/context.js';
import { readIgnorePatterns } from '../../../../src/core/build/dockerfiles.js';
import { BuildError } from '../../../../src/core/build/errors.js';
import { type Planted, plant, uproot } from '../../../support/buildContexts.js';

describe('build context', () => {
  const folders: string[] = [];
  after(() => uproot(...folders));

  const context = (files: Record<string, Planted>) => {
    const folder = plant(files);
    folders.push(folder);
    return folder;
  };

  async function list(folder: string, filter: ContextFilter = {}): Promise<string[]> {
    const paths: string[] = [];
    for await (const batch of new BuildContext(folder).walk(filter)) paths.push(...batch.map((entry) => entry.path));
    return paths;
  }

  it('lists each folder before its content, names in byte order', async () => {
    const folder = context({ 'a/z': '', 'a.b': '', 'a-b': '', Z: '', '😀': '', '\uFF5E': '', 'a/b/c': '' });
    assert.deepEqual(await list(folder), ['Z', 'a', 'a/b', 'a/b/c', 'a/z', 'a-b', 'a.b', '\uFF5E', '😀']);
  });

  it('lists large folders and many of them in order too, with links among them', async () => {
    const files = Array.from({ length: 600 }, (_, index) => [`big/${index}`, index % 7 ? '' : { link: '.' }] as const);
    const many = Array.from({ length: 9 }, (_, index) => [`d${index}/e/f`, ''] as const);
    const listed = await list(context({ ...Object.fromEntries(files), ...Object.fromEntries(many) }));
    const folders = many.flatMap(([file]) => [file.slice(0, 2), file.slice(0, 4), file]);
    assert.deepEqual(listed, ['big', ...files.map(([file]) => file).sort(), ...folders]);
  });

  it('fails with what it read ahead only when it comes there', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = context({
      ...Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`a/${index}`, ''])),
      'b/f': '',
    });
    const unnameable = Buffer.concat([Buffer.from(`${folder}/b/`), Buffer.from([0xff])]);
    writeFileSync(unnameable, '');
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const walk = new BuildContext(folder).walk({});
      assert.equal((await walk.next()).value?.[0]?.path, 'a');
      await new Promise((resolve) => setTimeout(resolve, 50));
      await assert.rejects(walk.next(), failure('nameInvalid', path.join(folder, 'b/\uFFFD')));
      assert.deepEqual(unhandled, []);
    } finally {
      process.off('unhandledRejection', note);
      unlinkSync(unnameable);
    }
  });

  it('tells kinds, modes, sizes and links, and follows no link', async () => {
    const folder = context({
      file: { content: 'abc', mode: 0o640 },
      out: { link: '/' },
      loop: { link: '.' },
      empty: { folder: true, mode: 0o700 },
    });
    const entries = [];
    for await (const batch of new BuildContext(folder).walk({})) entries.push(...batch);
    assert.deepEqual(
      entries.map(({ path: name, type, mode, size, link }) => [name, type, mode & 0o777, size, link]),
      [
        ['empty', 'directory', 0o700, 0, undefined],
        ['file', 'file', 0o640, 3, undefined],
        ['loop', 'symlink', 0o777, 0, '.'],
        ['out', 'symlink', 0o777, 0, '/'],
      ],
    );
  });

  it('lists the folders above what an exception brings back', async () => {
    const folder = context({ 'a/b/c/d': '', 'a/b/x': '', 'a/y/z': '' });
    assert.deepEqual(await list(folder, { exclude: ['a', '!a/b/c/d'] }), ['a', 'a/b', 'a/b/c', 'a/b/c/d']);
  });

  it('lists only what is wanted and what links on the way point to', async () => {
    const folder = context({
      'real/one/f': '',
      'real/two': '',
      alias: { link: 'real' },
      'deep/up': { link: '../alias/one' },
      round: { link: 'round' },
    });
    assert.deepEqual(await list(folder, { follow: ['deep/up/f'] }), [
      'alias',
      'deep',
      'deep/up',
      'real',
      'real/one',
      'real/one/f',
    ]);
    assert.deepEqual(await list(folder, { follow: ['real/t*', '/round'] }), ['real', 'real/two', 'round']);
    assert.deepEqual(await list(folder, { follow: ['../../real/two'] }), ['real', 'real/two']);
    assert.equal((await list(folder, { follow: ['.', 'real'] })).length, 8);
    assert.deepEqual(await list(folder, { follow: ['nosuch'] }), []);
  });

  it('reads no more of a file than was listed', async () => {
    const folder = context({ f: 'abcdef' });
    const entry = { path: 'f', type: 'file', mode: 0o644, size: 4, modified: 0n } as const;
    const chunks = [];
    for await (const chunk of new BuildContext(folder).read(entry)) chunks.push(chunk);
    assert.equal(Buffer.concat(chunks).toString(), 'abcd');
  });

  it('names what it cannot read', async () => {
    const folder = context({});
    const gone = { path: 'gone', type: 'file', mode: 0, size: 1, modified: 0n } as const;
    const reading = async () => {
      for await (const _ of new BuildContext(folder).read(gone));
    };
    await assert.rejects(reading(), failure('unreadable', path.join(folder, 'gone')));
    const missing = path.join(folder, 'nosuch');
    await assert.rejects(list(missing), failure('contextMissing', missing));
  });

  it('passes over a folder that may not be read but is not wanted', async function () {
    if (process.getuid?.() === 0 || process.platform === 'win32') this.skip();
    const folder = context({ a: '', locked: { folder: true, mode: 0 } });
    assert.deepEqual(await list(folder, { exclude: ['locked'] }), ['a']);
    await assert.rejects(list(folder), failure('unreadable', path.join(folder, 'locked')));
  });

  it('prefers the ignore file that is named after the Dockerfile', async () => {
    const folder = context({ '.dockerignore': 'a\n', 'x.Dockerfile.dockerignore': '' });
    assert.deepEqual(await readIgnorePatterns(folder, path.join(folder, 'Dockerfile')), {
      patterns: ['a'],
      isOwn: false,
    });
    assert.deepEqual(await readIgnorePatterns(folder, path.join(folder, 'x.Dockerfile')), {
      patterns: [],
      isOwn: true,
    });
  });

  it('stops when told to', async () => {
    const folder = context({ a: '' });
    const walk = new BuildContext(folder).walk({}, AbortSignal.abort());
    await assert.rejects(walk.next(), { name: 'AbortError' });
  });
});

function failure(reason: string, detail: string) {
  return (error: unknown) => {
    assert(error instanceof BuildError);
    assert.deepEqual([error.reason, error.detail], [reason, detail]);
    return true;
  };
}
