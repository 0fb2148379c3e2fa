import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stepByStep } from './stepByStep.js';
import { until } from './until.js';
import { TestWindow } from './window.js';

const bad = `FROM debian:12
MAINTAINER me
workdir app
WORKDIR lib
RUN sudo ls /tmp
EXPOSE 80/TPC
CMD node main.js
`;

describe('a bad Dockerfile', () => {
  stepByStep();
  let window: TestWindow;
  before(async () => {
    window = await TestWindow.open();
    write('bad.Dockerfile', bad);
    await window.workbench.openFile('bad.Dockerfile');
  });
  after(() => window?.close());

  const editor = () => window.workbench.editor;
  const write = (name: string, text: string) => {
    const file = path.join(window.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  /** What is marked comes to be this. */
  const marks = async (severity: 'error' | 'warning', ...texts: string[]) => {
    let seen: string[] = [];
    const areMarked = async () => {
      seen = await editor().marked(severity);
      return seen.join('\n') === texts.join('\n');
    };
    await until(`${severity}s are marked`, areMarked, 20_000).catch(() => assert.deepEqual(seen, texts));
  };
  const says = (text: string) => until(`the file says ${text}`, async () => (await editor().text()).includes(text));

  it('is marked at the very characters', async () => {
    await marks('error', 'MAINTAINER', 'app', 'lib', 'sudo', '80/TPC');
    await marks('warning', 'workdir', 'TPC', 'node main.js');
    await window.shot('lint-bad');
  });

  it('has a fix for one problem', async () => {
    await editor().clickOnMark('warning', 'TPC');
    await editor().quickFix('lower case');
    await says('EXPOSE 80/tpc');
    await marks('error', 'MAINTAINER', 'app', 'lib', 'sudo', '80/tpc');
    await marks('warning', 'workdir', 'node main.js');
  });

  it('has a fix for all problems of a kind', async () => {
    await editor().clickOnMark('error', 'app');
    await editor().quickFix('Fix all "DL3000" in this file');
    await says('workdir /app');
    await marks('error', 'MAINTAINER', 'sudo', '80/tpc');
  });

  it('is silent where a comment says so', async () => {
    await editor().clickOnMark('error', 'sudo');
    await editor().quickFix('Ignore "DL3004" for this instruction');
    await says('# hadolint ignore=DL3004\nRUN sudo');
    await marks('error', 'MAINTAINER', '80/tpc');
  });

  it('follows the severities of the settings', async () => {
    write('.vscode/settings.json', JSON.stringify({ 'longshore.lint.rules': { 'json-form': 'error' } }));
    await marks('error', 'MAINTAINER', '80/tpc', 'node main.js');
    await marks('warning', 'workdir');
  });

  it('follows the configuration file of hadolint', async () => {
    write('.hadolint.yaml', 'ignored: [DL4000]\n');
    await marks('error', '80/tpc', 'node main.js');
    write('.hadolint.yaml', 'override:\n  warning: [DL4000]\n');
    await marks('warning', 'MAINTAINER', 'workdir');
    await marks('error', '80/tpc', 'node main.js');
  });

  it('has a fix for all that can be fixed', async () => {
    await window.workbench.runCommand('Fix All');
    await says('CMD ["node", "main.js"]');
    await says('WORKDIR /app');
    await marks('error', '80/tpc');
    await marks('warning');
  });
});
