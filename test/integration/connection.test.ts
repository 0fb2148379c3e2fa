import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands, workspace } from 'vscode';
import { Answers } from '../support/answers.js';
import { FakeEngine } from '../support/fakeEngine.js';
import { waitFor } from '../support/waitFor.js';
import { itWithEngine } from '../support/withEngine.js';

/** The fake engine listens on a unix socket, which Windows does not have. */
const describeHere = process.platform === 'win32' ? describe.skip : describe;

describeHere('the connection to the engine', () => {
  let fake: FakeEngine;
  let answers: Answers;

  before(async () => {
    fake = await new FakeEngine().start();
    answers = new Answers();
  });
  beforeEach(() => answers.clear());
  afterEach(() => use(''));
  after(() => {
    answers.restore();
    fake.dispose();
  });

  const use = (engine: string) => commands.executeCommand('longshore.engine.use', engine);
  const doctor = () => commands.executeCommand<string>('longshore.engine.doctor');
  const setting = () => workspace.getConfiguration('longshore').get<string>('engine.endpoint');
  const pages = () => workspace.textDocuments.filter(({ uri }) => uri.scheme === 'longshore-doctor');

  itWithEngine('is examined and shown on a page', async () => {
    const report = await doctor();
    assert.match(report, /\*\*`DOCKER_HOST`: `unix:.*` ← this one counts\*\*/);
    assert.match(report, /\*\*✓ .* answers: Docker Engine/);
    const page = await waitFor('the page of the report', () => pages()[0]);
    assert.equal(page.getText(), report);
  });

  it('goes to the engine that is named', async () => {
    await use(`unix://${fake.socketPath}`);
    assert.equal(setting(), `unix://${fake.socketPath}`);
    await commands.executeCommand('longshore.engine.reconnect');
    await waitFor('a call to the chosen engine', () => fake.requests.includes('GET /_ping'));
    assert.match(await doctor(), /\*\*`longshore\.engine\.endpoint`: `unix:.*fake-engine.*` ← this one counts/);
  });

  it('asks which engine, and where to remember it', async () => {
    answers.with(({ kind, message, choices }) => {
      if (kind === 'input') return `unix://${fake.socketPath}`;
      return message.startsWith('In use') ? choices.at(-1) : 'Only in this workspace';
    });
    await commands.executeCommand('longshore.engine.use');
    assert.deepEqual(
      answers.asked.map(({ kind }) => kind),
      ['pick', 'input', 'pick'],
    );
    assert.equal(setting(), `unix://${fake.socketPath}`);
  });

  it('makes no icons of the text of contexts', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'contexts-'));
    const meta = path.join(folder, 'contexts/meta/any');
    mkdirSync(meta, { recursive: true });
    writeFileSync(path.join(meta, 'meta.json'), '{ "Name": "$(flame)x", "Endpoints": {} }');
    process.env['DOCKER_CONFIG'] = folder;
    await commands.executeCommand('longshore.engine.use');
    delete process.env['DOCKER_CONFIG'];
    rmSync(folder, { recursive: true });
    assert.ok(answers.last?.choices.includes('$(vm) $ (flame)x'), answers.last?.choices.join());
  });

  it('refuses an address that is none', async () => {
    await use('ftp://x');
    assert.match(answers.last?.message ?? '', /"ftp:\/\/x" is not an address of an engine/);
    assert.notEqual(setting(), 'ftp://x');
  });

  it('refuses a context that does not exist', async () => {
    await use('no-such-context');
    assert.equal(answers.last?.message, 'Use Engine: The Docker context "no-such-context" does not exist.');
    assert.equal(setting(), '');
  });

  it('says which versions do not meet, and which TLS is missing', async () => {
    const { options } = fake;
    fake.options = { apiVersion: '1.38' };
    await use(`unix://${fake.socketPath}`);
    assert.match(await doctor(), /share no API version\. Longshore: 1\.41 – 1\.51\. The engine: 1\.12 – 1\.38/);
    fake.options = options;
    process.env['DOCKER_TLS'] = '1';
    process.env['DOCKER_CERT_PATH'] = fake.folder;
    const report = await doctor();
    delete process.env['DOCKER_TLS'];
    delete process.env['DOCKER_CERT_PATH'];
    assert.ok(report.includes(`there is no ca.pem in ${fake.folder}`), report);
  });

  it('says what is wrong, and what to do', async () => {
    fake.stop();
    await use(`unix://${fake.socketPath}`);
    await commands.executeCommand('longshore.engine.reconnect');
    assert.match(answers.last?.message ?? '', /No Docker Engine listens at unix:/);
    assert.deepEqual(answers.last?.choices, ['Diagnose']);
    const report = await doctor();
    assert.match(report, /✗ No Docker Engine listens/);
    assert.match(report, /sudo (systemctl|service) .*docker/);
    assert.match(answers.last?.message ?? '', /Start the engine\. sudo /);
  });
});
