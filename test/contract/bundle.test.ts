import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { FakeEngine } from '../support/fakeEngine.js';

const nobody = 65534;

describe('The engine client, bundled as the extension is', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bundle-'));
  const program = path.join(folder, 'probe.cjs');
  let fake: FakeEngine;

  before(async () => {
    const { shared } = (await import(pathToFileURL(path.resolve('esbuild.mjs')).href)) as { shared: BuildOptions };
    await build({ ...shared, minify: true, entryPoints: ['test/support/bundleProbe.ts'], outfile: program });
    chmodSync(folder, 0o755);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    fake = await new FakeEngine().start();
  });
  afterEach(() => fake.dispose());

  async function run(socket: string, user: { uid?: number; gid?: number } = {}) {
    const { stdout } = await promisify(execFile)(process.execPath, [program, `unix://${socket}`], {
      cwd: folder,
      ...user,
    });
    return JSON.parse(stdout) as Record<string, string | number>;
  }

  it('reaches an engine', async () => {
    fake.state.addContainer('one');
    const { containers, report } = await run(fake.socketPath);
    assert.equal(containers, 1);
    assert.match(String(report), /✓ This process may use the socket/);
  });

  it('reaches the real engine', async function () {
    const socket = process.env['LONGSHORE_TEST_ENGINE']?.replace(/^unix:\/\//, '');
    if (!socket) return this.skip();
    assert.equal(typeof (await run(socket)).containers, 'number');
  });

  it('says to a user without rights which group is missing', async function () {
    if (process.getuid?.() !== 0) return this.skip();
    chmodSync(fake.folder, 0o755);
    chmodSync(fake.socketPath, 0o660);
    const { mode } = statSync(os.tmpdir());
    chmodSync(os.tmpdir(), mode | 0o011);
    const answer = run(fake.socketPath, { uid: nobody, gid: nobody }).finally(() => chmodSync(os.tmpdir(), mode));
    const { reason, detail, report } = await answer;
    assert.equal(reason, 'permissionDenied');
    assert.equal(detail, `unix://${fake.socketPath}`);
    assert.match(String(report), /✗ The user `nobody` is not in the group `root`/);
    assert.match(String(report), /✗ This process may not use the socket/);
    assert.match(String(report), /The socket belongs to the group root/);
  });
});
