import assert from 'node:assert/strict';
import path from 'node:path';
import { ignorePatternOf } from '../../../../src/core/build/contextHazards.js';
import {
  type ContextRow,
  contextChildren,
  contextLabel,
  contextPatterns,
  contextRoots,
} from '../../../../src/core/build/contextRows.js';
import { isSameTree, readContextTree } from '../../../../src/core/build/contextTree.js';
import { appendedPatterns } from '../../../../src/core/build/ignoreFile.js';
import { PatternMatcher, parseIgnoreFile } from '../../../../src/core/build/patterns.js';
import { type Planted, plant, uproot } from '../../../support/buildContexts.js';

const privateKey = '-----BEGIN EC PRIVATE KEY-----\n';

describe('tree of a build context', () => {
  const folders: string[] = [];
  after(() => uproot(...folders));

  const read = (files: Readonly<Record<string, Planted>>, dockerfile = 'Dockerfile', signal?: AbortSignal) => {
    const folder = plant(files);
    folders.push(folder);
    return readContextTree(folder, path.join(folder, dockerfile), signal);
  };
  const text = (rows: readonly ContextRow[], depth = 0): string =>
    rows
      .map((row) => {
        const { label, description } = contextLabel(row);
        return `${'  '.repeat(depth)}${label} | ${description}\n${text(contextChildren(row), depth + 1)}`;
      })
      .join('');

  it('shows what is sent, the largest first, with what is usually a mistake above', async () => {
    const tree = await read({
      '.dockerignore': '*.log\n',
      'big.log': 'x'.repeat(9000),
      'a.js': 'x'.repeat(10),
      'src/b.js': 'x'.repeat(2000),
      'src/deep/c.js': '',
      '.env': 'A=1',
      '.env.example': '',
      'web/node_modules/m/index.js': 'x'.repeat(5000),
      'web/node_modules/m/id_rsa': 'x',
      'certs/server.pem': privateKey,
      'certs/ca.pem': '-----BEGIN CERTIFICATE-----',
    });
    assert.equal(
      text(contextRoots(tree)),
      `Better left out | 3
  web/node_modules | 5kB, 2 files · install these in the build
  certs/server.pem | 31B · a private key
  .env | 3B · often holds secrets
web | 5kB, 2 files
  node_modules | 5kB, 2 files
    m | 5kB, 2 files
      index.js | 5kB
      id_rsa | 1B
src | 2kB, 2 files
  b.js | 2kB
  deep | 0B, 1 file
    c.js | 0B
certs | 58B, 2 files
  server.pem | 31B
  ca.pem | 27B
a.js | 10B
.dockerignore | 6B
.env | 3B
.env.example | 0B
`,
    );
    assert.equal(tree.root.bytes, 7078);
    assert.equal(tree.isOwnIgnoreFile, false);
  });

  it('goes by the ignore file that is named after the Dockerfile', async () => {
    const tree = await read(
      { 'x.Dockerfile.dockerignore': '*\n!a', '.dockerignore': 'a', a: '', b: '' },
      'x.Dockerfile',
    );
    assert.equal(text(contextRoots(tree)), 'a | 0B\n');
    assert.equal(tree.isOwnIgnoreFile, true);
  });

  it('is silent about what its own lines keep out', async () => {
    const files = {
      '.env': '',
      '.git/HEAD': '',
      'sub/.env': '',
      'sub/node_modules/a/b': '',
      'key [1]*.pem': privateKey,
      '.dockerignore': '# mine\n!.env',
    };
    const [heading] = contextRoots(await read(files));
    assert.ok(heading?.kind === 'warnings');
    assert.deepEqual(contextPatterns(heading).sort(), [
      '**/.env',
      '**/node_modules',
      '.env',
      '.git',
      'key \\[1\\]\\*.pem',
    ]);
    const ignore = files['.dockerignore'];
    const healed = await read({
      ...files,
      '.dockerignore': ignore + appendedPatterns(ignore, contextPatterns(heading)),
    });
    assert.equal(text(contextRoots(healed)), '.dockerignore | 63B\nsub | 0B, 0 files\n');
  });

  it('shows the largest of a folder with very many files and sums up the rest', async () => {
    const names = Array.from({ length: 503 }, (_, index) => [`f${index}`, 'x'.repeat(index + 1)] as const);
    const rows = contextRoots(await read(Object.fromEntries(names)));
    assert.equal(rows.length, 501);
    assert.deepEqual(rows.slice(-1).map(contextLabel), [{ label: '3 smaller ones', description: '6B, 3 files' }]);
  });

  it('is the same when read again, until something in it is another', async () => {
    const files = { Dockerfile: '', 'a/b': 'x', '.env': '' };
    const tree = await read(files);
    assert.ok(isSameTree(tree, await read(files)));
    for (const other of [
      { ...files, 'a/b': 'xy' },
      { ...files, 'a/c': '' },
      { Dockerfile: '', 'a/c': 'x', '.env': '' },
      { ...files, 'a/b': { link: 'b' } },
      { ...files, 'Dockerfile.dockerignore': '' },
    ])
      assert.ok(!isSameTree(tree, await read(other)), JSON.stringify(other));
    const ignoring = { 'Dockerfile.dockerignore': 'x', '.dockerignore': '' };
    assert.ok(!isSameTree(await read(ignoring), await read(ignoring, 'Other')));
  });

  it('stops when told to', async () => {
    await assert.rejects(read({ a: '' }, 'Dockerfile', AbortSignal.abort()), { name: 'AbortError' });
  });
});

describe('a line of an ignore file', () => {
  it('means the one path that it was made for', () => {
    const names = ['a', 'a b', ' a', 'a ', '#a', '!a', 'a*', 'a?', '[a]', 'a\\b', 'a/b*c', 'ü', 'c++', 'a(b)'];
    for (const name of names) {
      const matcher = new PatternMatcher(parseIgnoreFile(`${ignorePatternOf(name)}\n`));
      assert.deepEqual(
        names.filter((other) => matcher.match(other).matched),
        [name],
      );
    }
  });

  it('is put at the end, once', () => {
    assert.equal(appendedPatterns('', ['a', 'a', 'b']), 'a\nb\n');
    assert.equal(appendedPatterns('a', ['a']), '');
    assert.equal(appendedPatterns('/a/\r\nb', ['a', 'c']), '\r\nc\r\n');
  });
});
