import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DockerodeEngine } from '../../../../../src/core/engine/dockerodeEngine.js';
import { advise } from '../../../../../src/core/engine/doctor/advice.js';
import { type DoctorOptions, type Examination, examine } from '../../../../../src/core/engine/doctor/examination.js';
import { renderReport } from '../../../../../src/core/engine/doctor/report.js';
import { type Identity, socketRights } from '../../../../../src/core/engine/doctor/rights.js';
import type { Endpoint } from '../../../../../src/core/engine/endpoint.js';
import { EngineError } from '../../../../../src/core/engine/errors.js';
import { FakeEngine } from '../../../../support/fakeEngine.js';
import { contextFiles, type FakeMachine, fakeSurroundings } from '../../../../support/fakeSurroundings.js';

const explain = (error: EngineError) => `sentence for ${error.reason} ${error.detail}`;
const nobody: Identity = { uid: 65534, name: 'nobody', groups: [65534] };

describe('the doctor', () => {
  let fake: FakeEngine;
  beforeEach(async () => {
    fake = await new FakeEngine().start();
  });
  afterEach(() => fake.dispose());

  const createEngine = async (endpoint: Endpoint) => new DockerodeEngine(endpoint, { answerWithin: 200 });

  async function examined(machine: FakeMachine, more: Partial<DoctorOptions> = {}): Promise<Examination> {
    return examine({
      surroundings: fakeSurroundings(machine),
      setting: '',
      createEngine,
      identity: undefined,
      remote: undefined,
      standIn: undefined,
      ...more,
    });
  }

  it('reports an engine that answers', async () => {
    const files = { ...contextFiles('mine', { Host: `unix://${fake.socketPath}` }), '/usr/bin/docker': '' };
    const examination = await examined({ files, env: { DOCKER_CONTEXT: 'mine', PATH: '/bin:/usr/bin' } });
    const text = renderReport(examination, explain);
    assert.match(text, /\*\*✓ `mine` answers: Docker Engine `20\.10\.24`\*\*/);
    assert.match(text, /\*\*`DOCKER_CONTEXT`: `mine` ← this one counts\*\*/);
    assert.match(text, /`DOCKER_HOST`: not set/);
    assert.match(text, /the engine speaks 1\.12 to 1\.41, Longshore 1\.41 to 1\.51, both use 1\.41/);
    assert.match(text, /`docker`: `\/usr\/bin\/docker`/);
    assert.match(text, /`podman`: not found/);
    assert.deepEqual(advise(examination), []);
  });

  it('says how to start an engine, by platform', async () => {
    fake.stop();
    const commands = async (machine: FakeMachine, more = {}) => {
      const found = await examined(
        { ...machine, env: { DOCKER_HOST: `unix://${fake.socketPath}`, ...machine.env } },
        more,
      );
      return advise(found).map(({ command, text }) => command ?? text);
    };
    assert.equal((await commands({ files: { '/run/systemd/system': '' } }))[0], 'sudo systemctl start docker');
    assert.equal((await commands({}))[0], 'sudo service docker start');
    assert.match((await commands({ env: { WSL_DISTRO_NAME: 'Debian' } }))[1] ?? '', /Docker Desktop in Windows/);
    assert.equal((await commands({ platform: 'darwin', files: { '/home/me/.colima': '' } }))[0], 'colima start');
    assert.match((await commands({ platform: 'darwin' }))[0] ?? '', /Start Docker Desktop/);
    assert.match((await commands({}, { remote: 'dev-container' }))[0] ?? '', /inside a container/);
    assert.match((await commands({ env: { SNAP: '/snap/code' } })).at(-1) ?? '', /inside a snap/);
  });

  it('offers another engine that answers', async () => {
    const machine = { env: { XDG_RUNTIME_DIR: fake.folder }, files: { [fake.socketPath]: '' } };
    const toNowhere = async (endpoint: Endpoint) =>
      createEngine(
        endpoint.kind === 'socket' && endpoint.path === '/var/run/docker.sock'
          ? { kind: 'socket', path: '/nowhere' }
          : endpoint,
      );
    const examination = await examined(machine, { createEngine: toNowhere });
    assert.equal(examination.attempts.length, 2);
    assert.match(advise(examination).at(-1)?.text ?? '', /^Docker \(rootless\) answers at unix:.* choose it/);
    const used = advise({ ...examination, standIn: fake.socketPath }).at(-1)?.text;
    assert.match(used ?? '', /^Docker \(rootless\) answers at unix:.* Longshore uses it until/);
  });

  it('says where what it needs comes from', async () => {
    const steps = async (machine: FakeMachine, setting = '') =>
      advise(await examined(machine, { setting })).map(({ text }) => text);
    assert.match(
      (await steps({}, 'gone'))[0] ?? '',
      /^longshore\.engine\.endpoint names a context that does not exist/,
    );
    const files = { '/home/me/.docker/config.json': '{"currentContext":"gone"}' };
    assert.match((await steps({ files }))[0] ?? '', /^Current context of the docker CLI names a context/);
    const env = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' };
    assert.match((await steps({ env }))[0] ?? '', /^Put the ca\.pem of the engine into \/certs/);
  });

  it('warns of an engine that anybody can reach', async () => {
    const [step] = advise(await examined({ env: { DOCKER_HOST: 'tcp://no-such-host.invalid:2375' } })).slice(-1);
    assert.match(step?.text ?? '', /whoever can reach the port is root/);
  });

  it('names versions that do not meet', async () => {
    fake.dispose();
    fake = await new FakeEngine({ apiVersion: '1.38' }).start();
    const examination = await examined({ env: { DOCKER_HOST: `unix://${fake.socketPath}` } });
    assert.match(renderReport(examination, explain), /sentence for apiVersionUnsupported 1\.12 – 1\.38/);
    assert.match(advise(examination)[0]?.text ?? '', /20\.10 or newer/);
  });

  it('treats foreign text as data', async () => {
    const DOCKER_HOST = 'unix:///tmp/`[x](command:evil)`\u001b[31m\n# title';
    const text = renderReport(await examined({ env: { DOCKER_HOST } }), explain);
    assert.ok(!text.includes('\u001b'));
    assert.ok(!text.includes('\n# title'));
    assert.match(text, /``unix:\/\/\/tmp\/`\[x\]\(command:evil\)` \[31m # title``/);
    assert.ok(!/[^\\`]\[x\]\(/.test(text.replace(/``.*?``/g, '')), text);
  });

  describe('rights', () => {
    const passwd = 'root:x:0:0:root:/root:/bin/sh\nme:x:1000:1000::/home/me:/bin/sh\n';
    const me: Identity = { uid: 1000, name: 'me', groups: [1000] };
    const gid = process.getegid?.() ?? 0;
    const machine = (members: string) =>
      fakeSurroundings({ files: { '/etc/passwd': passwd, '/etc/group': `docker:x:${gid}:${members}\n` } });

    async function stepsFor(members: string, identity: Identity, remote?: string): Promise<string[]> {
      const rights = await socketRights(machine(members), fake.socketPath, identity);
      const examination = await examined({ env: { DOCKER_HOST: `unix://${fake.socketPath}` } });
      const [attempt] = examination.attempts;
      if (!attempt) throw new Error('nothing was asked');
      const denied = { ...attempt, outcome: new EngineError('permissionDenied', fake.socketPath) };
      const place = { ...examination.place, ...(remote && { remote }) };
      return advise({ ...examination, attempts: [denied], rights, place }).map(({ text, command }) => command ?? text);
    }

    beforeEach(function () {
      if (process.platform === 'win32') this.skip();
      chmodSync(fake.socketPath, 0o660);
    });

    it('tells owner, group, rights and membership', async () => {
      const outsider = await socketRights(machine(''), fake.socketPath, me);
      assert.deepEqual(
        [outsider.file?.group, outsider.file?.mode, outsider.file?.isSocket],
        ['docker', 'rw-rw----', true],
      );
      assert.deepEqual([outsider.isMember, outsider.hasGroup, outsider.mayUse], [false, false, false]);
      const fresh = await socketRights(machine('you,me'), fake.socketPath, me);
      assert.deepEqual([fresh.isMember, fresh.hasGroup, fresh.mayUse], [true, false, false]);
      const renewed = await socketRights(machine('me'), fake.socketPath, { ...me, groups: [1000, gid] });
      assert.deepEqual([renewed.isMember, renewed.hasGroup, renewed.mayUse], [true, true, true]);
    });

    it('asks the system for members that no file lists', async () => {
      const machine = { files: { '/etc/passwd': passwd, '/etc/group': `docker:x:${gid}:\n` } };
      const isMember = async (groups: string, identity = me) =>
        (
          await socketRights(
            fakeSurroundings({ ...machine, programs: { [`id -G -- ${identity.name}`]: groups } }),
            fake.socketPath,
            identity,
          )
        ).isMember;
      assert.equal(await isMember(`1000 ${gid}\n`), true);
      assert.equal(await isMember(`1000 ${gid}9\n`), false);
      assert.equal(await isMember(`7 ${gid}`, { uid: 7777, name: 'ada@corp', groups: [7] }), true);
    });

    it('says how to get in, and its price', async () => {
      const steps = await stepsFor('', me);
      assert.equal(steps[0], 'sudo usermod -aG docker me');
      assert.match(steps[1] ?? '', /log out and in again/);
      assert.match(steps[2] ?? '', /become root/);
      assert.equal(steps[3], 'dockerd-rootless-setuptool.sh install');
      assert.ok(!steps.join().includes('chmod'));
    });

    it('knows that only the process is too old', async () => {
      const steps = await stepsFor('me', me, 'ssh-remote');
      assert.match(steps[0] ?? '', /this process was started before that/);
      assert.match(steps[1] ?? '', /Kill VS Code Server/);
      assert.equal(steps.length, 2);
      assert.match((await stepsFor('me', me, 'wsl'))[1] ?? '', /wsl --shutdown/);
    });

    it('sees a file that is no socket, and one that is not there', async () => {
      const file = path.join(fake.folder, 'plain');
      writeFileSync(file, '');
      assert.equal((await socketRights(machine(''), file, nobody)).file?.isSocket, false);
      assert.equal((await socketRights(machine(''), `${file}2`, nobody)).file, undefined);
    });
  });
});
