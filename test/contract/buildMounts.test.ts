import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildImage } from '../../src/core/build/build.js';
import { PlainText } from '../../src/core/build/plainText.js';
import { type BuildState, initialBuildState, reduce } from '../../src/core/build/state.js';
import type { BuildOptions } from '../../src/core/build/transport.js';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { plant, uproot } from '../support/buildContexts.js';
import { asking, FakeSshAgent, perl, startSshAgent, type TestAgent } from '../support/sshAgents.js';

const tag = 'ls-build-mounts:1';
const identities = 11;
const removeAll = 19;

describe('what a person lends to the steps of a build, on a real engine', function () {
  this.timeout(60_000);
  const engine = new DockerodeEngine({ kind: 'socket', path: process.env['LONGSHORE_TEST_ENGINE'] ?? '' });
  const folders: string[] = [];
  const agents: TestAgent[] = [];
  after(async () => {
    uproot(...folders);
    for (const agent of agents) agent.dispose();
    await engine.images.remove(tag, { force: true }).catch(() => {});
    engine.dispose();
  });

  const context = (files: Parameters<typeof plant>[0]) => {
    const folder = plant(files);
    folders.push(folder);
    return folder;
  };

  async function build(contextDir: string, lent: Pick<BuildOptions, 'secrets' | 'ssh'>) {
    const dockerfile = path.join(contextDir, 'Dockerfile');
    const options: BuildOptions = { builder: 'buildkit', contextDir, dockerfile, tags: [tag], noCache: true, ...lent };
    const plain = new PlainText();
    let state: BuildState = initialBuildState;
    let text = '';
    for await (const event of buildImage(engine.build, options)) {
      state = reduce(state, event);
      text += plain.render([event]);
    }
    return { text, failed: state.failure?.step?.name };
  }

  describe('secrets', () => {
    const asker = () =>
      context({
        Dockerfile: [
          'FROM scratch',
          'COPY busybox /bin/busybox',
          'RUN --mount=type=secret,id=token,required=true ["/bin/busybox", "md5sum", "/run/secrets/token"]',
        ].join('\n'),
        busybox: { content: readFileSync(process.env['LONGSHORE_TEST_BUSYBOX'] ?? '/bin/busybox'), mode: 0o755 },
      });
    const token = () => path.join(context({ 'token.txt': 'secret\n' }), 'token.txt');

    it('come from files, to the steps that ask and no others', async () => {
      const [folder, file] = [asker(), token()];
      const built = await build(folder, { secrets: { token: file } });
      assert.equal(built.failed, undefined, built.text);
      assert.match(built.text, new RegExp(` ${createHash('md5').update('secret\n').digest('hex')} `));
      const refused = await build(folder, { secrets: { other: file } });
      assert.match(refused.failed ?? '', /RUN --mount=type=secret/);
    });

    it('whose file is gone are named', async () => {
      const [folder, file] = [asker(), token()];
      uproot(file);
      await assert.rejects(build(folder, { secrets: { token: file } }), { reason: 'secretUnreadable', detail: file });
    });
  });

  describe('an SSH agent', () => {
    /** A folder whose one step asks the agent that it mounts. */
    const asker = (mount: string, script: string) =>
      context({
        ...perl(),
        Dockerfile: [
          'FROM scratch',
          'COPY libraries /',
          'COPY perl /perl',
          `RUN --mount=${mount} ${JSON.stringify(['/perl', '-e', script])}`,
        ].join('\n'),
      });
    const fakeAgent = async () => {
      const agent = await new FakeSshAgent().start();
      agents.push(agent);
      return agent;
    };

    it('is lent to the steps that mount it, for the use of keys and nothing else', async () => {
      const agent = await fakeAgent();
      const folder = asker('type=ssh', asking(identities, removeAll, identities));
      const built = await build(folder, { ssh: { default: agent.address } });
      assert.equal(built.failed, undefined, built.text);
      assert.equal(built.text.match(/answer to 11: .*fake key/g)?.length, 2, built.text);
      assert.match(built.text, /answer to 19: $/m);
      assert.deepEqual(agent.asked, [identities, identities]);
    });

    it('is OpenSSH’s, under an id of its own', async function () {
      const agent = await startSshAgent('the key of the test');
      if (!agent) return this.skip();
      agents.push(agent);
      const folder = asker('type=ssh,id=github,required=true', asking(identities));
      const built = await build(folder, { ssh: { github: agent.address } });
      assert.match(built.text, /answer to 11: .*the key of the test/);
      const refused = await build(folder, { ssh: { other: agent.address } });
      assert.match(refused.failed ?? '', /RUN --mount=type=ssh/);
    });

    it('that does not answer is named', async () => {
      const gone = path.join(context({}), 'gone.sock');
      const folder = asker('type=ssh', asking(identities));
      await assert.rejects(build(folder, { ssh: { default: gone } }), { reason: 'agentUnreachable', detail: gone });
    });

    it('that is in use does not hide why another step failed', async () => {
      const agent = await fakeAgent();
      const step = (script: string) => JSON.stringify(['/perl', '-e', script]);
      const folder = context({
        ...perl(),
        Dockerfile: [
          'FROM scratch AS base',
          'COPY libraries /',
          'COPY perl /perl',
          'FROM base AS asks',
          `RUN --mount=type=ssh ${step(`${asking(identities)} sleep 60;`)}`,
          'FROM base',
          `RUN ${step('sleep 2; exit 3;')}`,
          'COPY --from=asks /perl /again',
        ].join('\n'),
      });
      const built = await build(folder, { ssh: { default: agent.address } });
      assert.deepEqual(agent.asked, [identities]);
      assert.match(built.failed ?? '', /RUN .*exit 3/);
    });
  });
});
