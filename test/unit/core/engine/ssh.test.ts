import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DockerodeEngine } from '../../../../src/core/engine/dockerodeEngine.js';
import { EngineError } from '../../../../src/core/engine/errors.js';
import { sshArguments } from '../../../../src/core/engine/ssh.js';
import { FakeEngine } from '../../../support/fakeEngine.js';

/** Stands for ssh: notes its arguments, takes a while to log in, then joins its pipes with the engine's socket. */
const fakeSsh = (fake: FakeEngine) => `#!${process.execPath}
const fs = require('node:fs'), net = require('node:net');
// Once the test has ended its folder is being removed, and nothing may come into it.
const note = (text) => fs.existsSync(process.argv[1]) && fs.appendFileSync(${JSON.stringify(path.join(fake.folder, 'ssh.log'))}, text + '\\n');
note('start ' + JSON.stringify(process.argv.slice(2)));
if (process.argv.includes('stranger')) {
  process.stderr.write('Host key verification failed.\\r\\n');
  process.exit(255);
}
setTimeout(() => {
  note('in');
  const socket = net.connect(${JSON.stringify(fake.socketPath)});
  process.stdin.pipe(socket).pipe(process.stdout);
  socket.on('close', () => { note('out'); process.exit(0); });
}, 200);
process.on('SIGTERM', () => { note('out'); process.exit(0); });
`;

describe('ssh', () => {
  let fake: FakeEngine;
  const { PATH } = process.env;
  const log = () => readFileSync(path.join(fake.folder, 'ssh.log'), 'utf8').trim().split('\n');

  beforeEach(async () => {
    fake = await new FakeEngine().start();
    writeFileSync(path.join(fake.folder, 'ssh'), fakeSsh(fake));
    chmodSync(path.join(fake.folder, 'ssh'), 0o755);
    process.env['PATH'] = `${fake.folder}:${PATH}`;
  });
  afterEach(() => {
    process.env['PATH'] = PATH;
    fake.dispose();
  });

  it('starts the system ssh without a question and without options from the address', () => {
    const words = sshArguments({ kind: 'ssh', user: 'me', host: 'far', port: 2222, socketPath: "/run/it's.sock" });
    const place = ['-l', 'me', '-p', '2222', '--', 'far'];
    const command = ['docker', '--host', `'unix:///run/it'\\''s.sock'`, 'system', 'dial-stdio'];
    assert.deepEqual(words, ['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=30', '-T', ...place, ...command]);
    const refused = (error: unknown) => EngineError.is(error, 'endpointInvalid');
    assert.throws(() => sshArguments({ kind: 'ssh', host: '-oProxyCommand=x' }), refused);
    assert.throws(() => sshArguments({ kind: 'ssh', host: 'x', user: '-v' }), refused);
  });

  it('carries calls one after the other over one connection', async () => {
    const engine = new DockerodeEngine({ kind: 'ssh', host: 'far' });
    await engine.version();
    fake.state.addContainer('one');
    for (let i = 0; i < 5; i += 1) assert.equal((await engine.containers.list()).length, 1);
    assert.equal(log().filter((line) => line.startsWith('start')).length, 1);
    engine.dispose();
    await until(() => log().includes('out'));
  });

  it('carries a process with its end of input', async () => {
    const engine = new DockerodeEngine({ kind: 'ssh', host: 'far' });
    const { id } = fake.state.addContainer('one');
    await engine.containers.start(id);
    const session = await engine.containers.exec(id, { command: ['sh', '-c', 'cat; exit 4'], tty: false });
    session.write('hello');
    session.endInput();
    let text = '';
    for await (const { data } of session.output) text += Buffer.from(data).toString();
    assert.equal(text, 'hello');
    assert.equal(await session.exitCode(), 4);
    engine.dispose();
  });

  it('logs in a few at a time', async () => {
    const engine = new DockerodeEngine({ kind: 'ssh', host: 'far' });
    await engine.version();
    const lists = await Promise.all(Array.from({ length: 20 }, () => engine.containers.list()));
    assert.equal(lists.length, 20);
    let [handshaking, most] = [0, 0];
    for (const line of log()) {
      if (line.startsWith('start')) handshaking += 1;
      if (line === 'in') handshaking -= 1;
      most = Math.max(most, handshaking);
    }
    assert.ok(most <= 6, `${most} at once`);
    engine.dispose();
  });

  it('gives what ssh says as the reason', async () => {
    const engine = new DockerodeEngine({ kind: 'ssh', host: 'stranger' });
    await assert.rejects(engine.version(), (error) => {
      assert.ok(EngineError.is(error, 'sshFailed'));
      assert.equal(error.detail, 'Host key verification failed.');
      return true;
    });
  });

  it('says that there is no ssh', async () => {
    process.env['PATH'] = '';
    const engine = new DockerodeEngine({ kind: 'ssh', host: 'far' });
    await assert.rejects(
      engine.version(),
      (error) => EngineError.is(error, 'sshFailed') && /ENOENT/.test(error.detail),
    );
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries += 1) {
    if (tries > 200) throw new Error(`never: ${isTrue}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
