import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildImage } from '../../src/core/build/build.js';
import { BuildError } from '../../src/core/build/errors.js';
import type { BuildEvent } from '../../src/core/build/events.js';
import { PlainText } from '../../src/core/build/plainText.js';
import { failureProblem } from '../../src/core/build/problems.js';
import { type BuildState, initialBuildState, reduce } from '../../src/core/build/state.js';
import type { BuildOptions } from '../../src/core/build/transport.js';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { DockerCli, plant, uproot } from '../support/buildContexts.js';

const socket = (process.env['LONGSHORE_TEST_ENGINE'] ?? '').replace(/^unix:\/\//, '');
const registry = process.env['LONGSHORE_TEST_REGISTRY'];
const busybox = () => ({
  content: readFileSync(process.env['LONGSHORE_TEST_BUSYBOX'] ?? '/bin/busybox'),
  mode: 0o755,
});
const prefix = 'ls-build-contract';

/** A shell on nothing. */
const shell = 'FROM scratch\nCOPY busybox /bin/busybox\nSHELL ["/bin/busybox", "sh", "-c"]\n';

(socket ? describe : describe.skip)('building on a real engine', function () {
  this.timeout(60_000);
  const engine = new DockerodeEngine({ kind: 'socket', path: socket });
  const cli = new DockerCli(socket);
  const folders: string[] = [];

  after(async () => {
    uproot(...folders);
    for (const { tags } of await engine.images.list())
      for (const tag of tags) if (tag.includes(prefix)) await engine.images.remove(tag, { force: true });
    engine.dispose();
  });

  const context = (files: Parameters<typeof plant>[0]) => {
    const folder = plant(files);
    folders.push(folder);
    return folder;
  };

  async function build(
    contextDir: string,
    options: Partial<BuildOptions> & Pick<BuildOptions, 'builder'>,
    onEvent: (event: BuildEvent) => void = () => {},
    signal?: AbortSignal,
  ) {
    const dockerfile = options.dockerfile ?? path.join(contextDir, 'Dockerfile');
    const tags = options.tags ?? [`${prefix}:${options.builder}`];
    const plain = new PlainText();
    let state = initialBuildState;
    let text = '';
    for await (const event of buildImage(engine.build, { ...options, contextDir, dockerfile, tags }, signal)) {
      state = reduce(state, event);
      text += plain.render([event]);
      onEvent(event);
    }
    return { state, text, image: tags[0] ?? '' };
  }

  function succeeded({ state, text }: { state: BuildState; text: string }): void {
    assert.equal(state.failure, undefined, text);
    assert.match(state.imageId ?? '', /^sha256:[0-9a-f]{64}$/);
  }

  /** The text of the Dockerfile that a failure points at. */
  function failedAt(folder: string, { state, text }: { state: BuildState; text: string }): string {
    assert(state.failure, `the build did not fail:\n${text}`);
    const dockerfile = readFileSync(path.join(folder, 'Dockerfile'), 'utf8');
    const { range } = failureProblem(dockerfile, state.failure);
    return range
      ? dockerfile
          .split('\n')
          .slice(range.start.line, range.end.line + 1)
          .join('\n')
      : 'nowhere';
  }

  for (const builder of ['buildkit', 'classic'] as const) {
    describe(builder, () => {
      it('tags, labels and reports the image that it made', async () => {
        const folder = context({ Dockerfile: 'FROM scratch\nARG V=1\nCOPY a /a\nLABEL v=$V\n', a: '1' });
        const tags = [`${prefix}:one`, `${prefix}-two:x`];
        const built = await build(folder, { builder, tags, labels: { who: 'me' }, buildArgs: { V: '2' } });
        succeeded(built);
        for (const tag of tags) {
          const { Id, Config } = await engine.images.inspect(tag);
          assert.equal(Id, built.state.imageId);
          assert.deepEqual((Config as { Labels: unknown }).Labels, { v: '2', who: 'me' });
        }
      });

      it('builds up to the target, and what RUN prints is shown', async () => {
        const folder = context({
          Dockerfile: `${shell.replace('FROM scratch', 'FROM scratch AS first')}RUN printf 'h\\303\\251\\n\\033[31mred\\033[0m\\n'; echo oops >&2\nFROM scratch\nCOPY nosuch /\n`,
          busybox: busybox(),
        });
        const built = await build(folder, { builder, target: 'first', noCache: true });
        succeeded(built);
        assert.match(built.text, /^#\d+ \d+\.\d{3} hé$/m);
        assert.match(built.text, /^#\d+ \d+\.\d{3} red$/m);
        assert.match(built.text, /^#\d+ \d+\.\d{3} oops$/m);
        assert.doesNotMatch(built.text, /\u001b/);
      });

      it('puts the same files into the image as the docker CLI', async function () {
        if (!(await cli.isThere())) this.skip();
        const folder = context({ ...oddFiles, Dockerfile: 'FROM scratch\nCOPY . /o/\nCOPY ünï/ /u/\n' });
        const built = await build(folder, { builder, noCache: true });
        succeeded(built);
        await cli.run('build', '-q', '--no-cache', '-t', `${prefix}:cli`, folder);
        const files = await cli.filesOf(built.image);
        assert.deepEqual(files, await cli.filesOf(`${prefix}:cli`));
        assert(Object.keys(files).length > 12, 'something was compared');
      });

      it('leaves out what the docker CLI leaves out', async function () {
        if (!(await cli.isThere())) this.skip();
        const folder = context({ ...ignorable, Dockerfile: 'FROM scratch\nCOPY . /o/\n' });
        for (const patterns of ignoreFiles) {
          writeFileSync(path.join(folder, '.dockerignore'), patterns.join('\n'));
          const built = await build(folder, { builder });
          succeeded(built);
          await cli.run('build', '-q', '--no-cache', '-t', `${prefix}:cli`, folder);
          const [ours, theirs] = [await cli.filesOf(built.image), await cli.filesOf(`${prefix}:cli`)];
          assert.deepEqual(Object.keys(ours).sort(), Object.keys(theirs).sort(), JSON.stringify(patterns));
        }
      });

      it('takes the ignore file that is named after the Dockerfile', async () => {
        const folder = context({
          'other.Dockerfile': 'FROM scratch\nCOPY . /o/\n',
          '.dockerignore': 'a',
          'other.Dockerfile.dockerignore': 'b\n*ocker*',
          a: '',
          b: '',
        });
        const built = await build(folder, { builder, dockerfile: path.join(folder, 'other.Dockerfile') });
        succeeded(built);
        if (!(await cli.isThere())) return;
        const files = Object.keys(await cli.filesOf(built.image)).filter((file) => file.startsWith('o/'));
        assert.deepEqual(files.filter((file) => file !== 'o/').sort(), ['o/a']);
      });

      it('takes a Dockerfile from outside the context', async () => {
        const folder = context({ a: '1' });
        const dockerfile = path.join(context({ 'my.Dockerfile': 'FROM scratch\nCOPY . /o/\n' }), 'my.Dockerfile');
        const built = await build(folder, { builder, dockerfile });
        succeeded(built);
        if (!(await cli.isThere())) return;
        const files = Object.keys(await cli.filesOf(built.image)).filter((file) => file.startsWith('o/'));
        assert.deepEqual(files.sort(), ['o/', 'o/a']);
      });

      it('finds the line of a failing RUN', async () => {
        const folder = context({
          Dockerfile: `ARG X=1\n${shell.replace('scratch', 'scratch AS one')}ENV A=b\nRUN echo fine\nFROM one AS Two\nWORKDIR /w\nRUN echo before && \\\n  # why\n  exit 7\nRUN echo after\n`,
          busybox: busybox(),
        });
        const built = await build(folder, { builder });
        assert.equal(failedAt(folder, built), 'RUN echo before && \\\n  # why\n  exit 7');
        assert.match(built.text, / before$/m);
      });

      it('finds the line of a COPY without a source', async () => {
        const folder = context({ Dockerfile: 'FROM scratch\nCOPY a /a\nCOPY nosuch /b\n', a: '1' });
        assert.equal(failedAt(folder, await build(folder, { builder })), 'COPY nosuch /b');
      });

      it('finds the line of a syntax error', async () => {
        const folder = context({ Dockerfile: '# a comment\nFROM scratch\n\nRNU true\n' });
        assert.equal(failedAt(folder, await build(folder, { builder })), 'RNU true');
      });

      it('finds the line of a base image that is not there', async () => {
        const folder = context({ Dockerfile: 'FROM scratch AS a\nFROM 127.0.0.1:9/no/such:1\n' });
        assert.equal(failedAt(folder, await build(folder, { builder })), 'FROM 127.0.0.1:9/no/such:1');
      });

      it('stops the running step when cancelled', async () => {
        const seconds = String(70_000 + Math.floor(Math.random() * 9_000));
        const folder = context({ Dockerfile: `${shell}RUN /bin/busybox sleep ${seconds}\n`, busybox: busybox() });
        const controller = new AbortController();
        const running = build(folder, { builder }, () => {}, controller.signal);
        await until(() => isRunning(seconds), true);
        controller.abort();
        const { state } = await running;
        assert.equal(state.imageId ?? state.failure, undefined);
        await until(() => isRunning(seconds), false);
      });

      it('says which file it could not send', async () => {
        const folder = context({ Dockerfile: 'FROM scratch\nCOPY . /o/\n' });
        writeFileSync(Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from([0xff])]), '');
        await assert.rejects(build(folder, { builder }), (error) => {
          assert(error instanceof BuildError);
          assert.deepEqual([error.reason, path.dirname(error.detail)], ['nameInvalid', folder]);
          return true;
        });
      });

      it('says that a line of the ignore file is no pattern', async () => {
        const folder = context({ Dockerfile: 'FROM scratch\nCOPY . /o/\n', '.dockerignore': 'fine\na[\n' });
        const failed = build(folder, { builder });
        await assert.rejects(failed, (error) => error instanceof BuildError && error.detail === 'a[');
      });

      it('says that the Dockerfile is not there', async () => {
        const failed = build(context({}), { builder });
        await assert.rejects(failed, (error) => error instanceof BuildError && error.reason === 'dockerfileMissing');
      });

      it('builds twice at once', async () => {
        const folder = context({ Dockerfile: `${shell}ARG N\nRUN echo number $N\n`, busybox: busybox() });
        const numbers = ['1', '2', '3'];
        const builds = await Promise.all(
          numbers.map((N) => build(folder, { builder, noCache: true, buildArgs: { N }, tags: [`${prefix}:n${N}`] })),
        );
        for (const built of builds) succeeded(built);
        assert.equal(new Set(builds.map(({ state }) => state.imageId)).size, 3);
      });

      (registry ? it : it.skip)('starts from an image in a registry that asks for a password', async () => {
        const image = `${registry}/${prefix}/base:1`;
        const login = {
          username: process.env['LONGSHORE_TEST_REGISTRY_USER'] ?? '',
          password: process.env['LONGSHORE_TEST_REGISTRY_PASSWORD'] ?? '',
        };
        const auth = { ...login, serveraddress: registry ?? '' };
        succeeded(
          await build(context({ Dockerfile: 'FROM scratch\nCOPY a /a\n', a: builder }), { builder, tags: [image] }),
        );
        for await (const _ of engine.images.push(image, { auth }));
        await engine.images.remove(image, { force: true });
        const folder = context({ Dockerfile: `ARG BASE=${image}\nFROM $BASE\nCOPY b /b\n`, b: '2' });
        const refused = await build(folder, { builder, pull: true });
        assert.equal(failedAt(folder, refused), 'FROM $BASE');
        const asked: string[] = [];
        const credentials = async (host: string) => {
          asked.push(host);
          return login;
        };
        succeeded(await build(folder, { builder, pull: true, credentials }));
        assert(asked.includes(registry ?? ''), `asked for ${asked.join()}`);
      });
    });
  }

  describe('BuildKit only', () => {
    const builder = 'buildkit';

    it('keeps a cache mount between builds, and the bits that only BuildKit copies', async () => {
      const mount = `--mount=type=cache,target=/c,id=${prefix}-${Date.now()}`;
      const folder = context({
        Dockerfile:
          `${shell}COPY special /\nARG N\nRUN ${mount} cd /c; busybox cat n; echo $N >> n; busybox ls -l /special\n`
            .replaceAll('busybox ', '/bin/busybox ')
            .replace('COPY /bin/', 'COPY '),
        busybox: busybox(),
        special: { content: 's', mode: 0o4755 },
      });
      succeeded(await build(folder, { builder, buildArgs: { N: 'first' } }));
      const second = await build(folder, { builder, buildArgs: { N: 'second' } });
      succeeded(second);
      assert.match(second.text, / first$/m);
      assert.match(second.text, / -rwsr-xr-x .* \/special$/m);
    });

    it('sends only what changed the second time', async () => {
      const big = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`src/f${index}`, 'x'.repeat(20_000)]));
      const folder = context({ ...big, Dockerfile: 'FROM scratch\nCOPY src /src\n' });
      const sent = async () => {
        let bytes = 0;
        const built = await build(folder, { builder }, (event) => {
          if (event.type === 'transfer' && event.name.includes('context')) bytes = Math.max(bytes, event.current);
        });
        succeeded(built);
        return bytes;
      };
      const first = await sent();
      writeFileSync(path.join(folder, 'src/f7'), 'y'.repeat(500));
      const second = await sent();
      assert(first > 1_000_000, `first ${first}`);
      assert(second > 500 && second < 20_000, `second ${second}`);
    });

    it('sends only the folder that is copied', async () => {
      const folder = context({
        Dockerfile: 'FROM scratch\nCOPY wanted/größe.txt /\nCOPY link /l/\n',
        'wanted/größe.txt': '1',
        'wanted/other': 'x'.repeat(1_000_000),
        'elsewhere/target': '2',
        link: { link: 'elsewhere/target' },
        rest: 'x'.repeat(3_000_000),
      });
      let bytes = 0;
      const built = await build(folder, { builder }, (event) => {
        if (event.type === 'transfer' && event.name.includes('context')) bytes = Math.max(bytes, event.current);
      });
      succeeded(built);
      assert(bytes < 5_000, `${bytes} bytes`);
      if (!(await cli.isThere())) return;
      const files = Object.keys(await cli.filesOf(built.image));
      assert(
        files.includes('größe.txt') && files.includes('l/target') === false && files.includes('l/link'),
        files.join(),
      );
    });

    it('runs heredocs', async function () {
      const { version } = await engine.version();
      // The frontend inside Engine 20.10 does not know them yet.
      if (Number.parseInt(version, 10) < 23) this.skip();
      const folder = context({ Dockerfile: `${shell}RUN <<EOF\necho one\nexit 3\nEOF\n`, busybox: busybox() });
      assert.equal(failedAt(folder, await build(folder, { builder })), 'RUN <<EOF\necho one\nexit 3\nEOF');
    });
  });
});

const oddFiles = {
  'plain.txt': 'plain',
  'empty.txt': '',
  'script.sh': { content: '#!/bin/sh\n', mode: 0o755 },
  'secret.key': { content: 'k', mode: 0o600 },
  'ünï/größe 日本語.txt': 'unicode',
  'ünï/😀.txt': 'astral',
  'ünï/a, b': 'comma',
  'empty folder': { folder: true },
  'private folder': { folder: true, mode: 0o700 },
  'private folder/x': 'x',
  link: { link: 'plain.txt' },
  'link to folder': { link: 'ünï' },
  dangling: { link: '../../nowhere' },
  absolute: { link: '/etc/hostname' },
  [`${'long/'.repeat(30)}${'name'.repeat(40)}.txt`]: 'long',
  'big.bin': Buffer.alloc(3_000_000, 'big'),
  constructor: 'an unlucky name',
} as const;

const ignorable = {
  'a.txt': '',
  'b.md': '',
  'README.md': '',
  'c++/x': '',
  'a(b)/y': '',
  constructor: '',
  'src/a.txt': '',
  'src/deep/a.txt': '',
  'src/deep/b.md': '',
  'src/deep/keep/c.txt': '',
  'node_modules/p/index.js': '',
  'node_modules/p/keep.js': '',
  '.env': '',
  '.git/config': '',
  'build/out/x.js': '',
  'build/x.js': '',
  'foobar/x': '',
  'xfoo/x': '',
} as const;

const ignoreFiles = [
  ['node_modules', '.git', '*.md'],
  ['**/*.md', '!README.md'],
  ['*', '!src', 'src/deep', '!src/deep/keep'],
  ['**', '!src/deep/a.txt'],
  ['# comment', '', '  build/out  ', '/a.txt', './b.md'],
  ['node_modules', '!node_modules/p/keep.js'],
  ['src/*/a.txt', 'src/**/c.txt'],
  ['c++', 'a(b)', 'constructor'],
  ['?.txt', '[b-c].md'],
  ['[^a].md', '\\a.txt'],
  ['build/**', '!build/x.js'],
  ['src/../build', 'foo*'],
  ['**foo', 'foo**'],
  ['Dockerfile', '.dockerignore'],
  ['!src', 'src/deep'],
  ['src/', '!src/deep/'],
];

async function until(check: () => boolean, wanted: boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (check() === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`still ${!wanted} after ten seconds`);
}

/** Looks for a process with this argument; the engine under test runs on this machine. */
function isRunning(argument: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words[0] === '/bin/busybox' && words.includes(argument);
      } catch {
        return false;
      }
    });
}
