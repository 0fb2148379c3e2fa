import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildImage } from '../../src/core/build/build.js';
import { contextRoots } from '../../src/core/build/contextRows.js';
import { ContextSources } from '../../src/core/build/contextSources.js';
import { type ContextNode, readContextTree } from '../../src/core/build/contextTree.js';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { DockerCli, plant, uproot } from '../support/buildContexts.js';

const socket = (process.env['LONGSHORE_TEST_ENGINE'] ?? '').replace(/^unix:\/\//, '');
const image = 'ls-build-context:1';

/** What ignore files are tried on. */
const files = {
  'a.js': '1',
  'b [x].js': '22',
  'src/deep/c.js': '333',
  'src/deep/d.log': '4444',
  'src/e.log': '55555',
  empty: { folder: true },
  link: { link: 'src/deep' },
  broken: { link: 'nowhere' },
  '.git/HEAD': 'ref',
  'node_modules/m/index.js': '',
  'web/node_modules/m/index.js': '',
  '.env': 'A=1',
} as const;

const ignoreFiles = [
  '',
  '.git\n**/node_modules\n.env\n',
  '**/*.log\n!src/deep/d.log\n',
  '*\n!src\nsrc/deep\n!src/deep/c.js\n',
  'b \\[x\\].js\nempty\nlink\n',
];

(socket ? describe : describe.skip)('the tree of a build context', function () {
  this.timeout(60_000);
  const engine = new DockerodeEngine({ kind: 'socket', path: socket });
  const cli = new DockerCli(socket);
  const folder = plant(files);

  before(async function () {
    if (!(await cli.isThere())) this.skip();
  });
  after(async () => {
    uproot(folder);
    await engine.images.remove(image, { force: true }).catch(() => {});
    engine.dispose();
  });

  /** Paths in the image below the place where everything was copied to. */
  async function copied(builder: 'buildkit' | 'classic'): Promise<string[]> {
    const options = { builder, contextDir: folder, dockerfile: path.join(folder, 'Dockerfile'), tags: [image] };
    for await (const event of buildImage(engine.build, options))
      if (event.type === 'error') throw new Error(event.message);
    const found = Object.keys(await cli.filesOf(image));
    return found.flatMap((file) => (file.startsWith('o/') && file !== 'o/' ? [file.slice(2).replace(/\/$/, '')] : []));
  }

  for (const builder of ['buildkit', 'classic'] as const) {
    for (const ignored of ignoreFiles) {
      it(`lists what ${builder} gets with ${JSON.stringify(ignored)}`, async () => {
        writeFileSync(path.join(folder, 'Dockerfile'), 'FROM scratch\nCOPY . /o/\n');
        writeFileSync(path.join(folder, '.dockerignore'), ignored);
        const tree = await readContextTree(folder, path.join(folder, 'Dockerfile'));
        const arrived = await copied(builder);
        assert.deepEqual(pathsBelow(tree.root).sort(), arrived.sort());
        assert.ok(contextRoots(tree).length > 0);
      });
    }
  }
});

function pathsBelow({ children }: ContextNode): string[] {
  return children.flatMap((node) => [node.path, ...pathsBelow(node)]);
}

(socket ? describe : describe.skip)('sources of COPY', function () {
  this.timeout(60_000);
  const engine = new DockerodeEngine({ kind: 'socket', path: socket });
  const folder = plant({ ...files, '.dockerignore': '*.log\nweb\n!web/node_modules\nlink\n' });
  after(async () => {
    uproot(folder);
    await engine.images.remove(image, { force: true }).catch(() => {});
    engine.dispose();
  });

  const stateOf = async (source: string) =>
    (await ContextSources.of(folder, path.join(folder, 'Dockerfile'))).state(source);

  async function builds(builder: 'buildkit' | 'classic', source: string): Promise<boolean> {
    writeFileSync(path.join(folder, 'Dockerfile'), `FROM scratch\nCOPY ${source} /o/\n`);
    const options = { builder, contextDir: folder, dockerfile: path.join(folder, 'Dockerfile'), tags: [image] };
    let isBuilt = false;
    for await (const event of buildImage(engine.build, options)) isBuilt ||= event.type === 'built';
    return isBuilt;
  }

  // BuildKit copies nothing for a pattern that matches nothing, where the classic builder fails.
  const sources = ['.', './', '/', 'a.js', './a.js', '/a.js', 'A.JS', '../a.js', 'src', 'src/', 'src/deep/c.js'];
  const absent = ['src/deep/nosuch', 'nosuch', 'nosuch/a.js', 'empty', 'web/node_modules', 'link', 'src/e.log/x'];
  for (const source of [...sources, ...absent])
    it(`"${source}" is there exactly if BuildKit copies it`, async () => {
      assert.equal((await stateOf(source)) === 'there', await builds('buildkit', source));
    });
  for (const pattern of ['src/deep/*.js', 'src/*', 'src/?.log', '*.js', 'src/*/c.js', '[ab].js', 'nosuch*', 'lin?'])
    it(`"${pattern}" matches exactly if the classic builder copies it`, async () => {
      assert.equal((await stateOf(pattern)) === 'there', await builds('classic', pattern));
    });
});
