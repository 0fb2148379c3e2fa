import assert from 'node:assert/strict';
import type { Engine, ProcessSession } from '../../src/core/engine/engine.js';
import { execText, findShell } from '../../src/core/engine/shell.js';
import { execTracked } from '../../src/core/engine/trackedExec.js';
import { base, type ContractEngine, contractEngines, prefix } from '../support/contractEngine.js';

for (const [name, connect] of Object.entries(contractEngines)) {
  (connect ? describe : describe.skip)(`Processes that can be ended: ${name}`, () => {
    let contract: ContractEngine;
    let engine: Engine;
    let id: string;
    before(async () => {
      if (!connect) return;
      contract = await connect();
      engine = contract.engine;
      const command = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'];
      ({ id } = await engine.containers.create({ image: base, name: `${prefix}-tracked`, command }));
      await engine.containers.start(id);
    });
    after(async () => {
      await engine?.containers.remove(id, { force: true });
      await contract?.dispose();
    });

    const isAlive = async (pid: string) =>
      (await execText(engine.containers, id, { command: ['sh', '-c', `kill -0 ${pid}`], tty: false })).exitCode === 0;

    it('finds a shell', async () => {
      const shell = await findShell(engine.containers, id);
      assert.match(shell?.command ?? '', /^(ba|a)?sh$/);
      assert.equal(shell?.posix, 'sh');
    });

    it('runs the command itself, its words untouched and nothing before its output', async () => {
      const spec = { command: ['echo', 'a  b', '$HOME'], tty: true };
      const { session } = await execTracked(engine.containers, id, spec, 'sh');
      assert.equal((await readAll(session)).trim(), 'a  b $HOME');
      assert.equal(await session.exitCode(), 0);
      session.dispose();
    });

    it('passes exit codes on, and those of a command that is not there', async () => {
      for (const [command, code] of [[['sh', '-c', 'exit 3'], 3] as const, [['nothing-like-this'], 127] as const]) {
        const { session } = await execTracked(engine.containers, id, { command, tty: true }, 'sh');
        await readAll(session);
        assert.equal(await session.exitCode(), code);
        session.dispose();
      }
    });

    for (const [title, trap] of [
      ['hangs a process up', ''],
      ['kills one that does not heed it', 'trap "" HUP; '],
    ] as const) {
      it(title, async () => {
        const script = `${trap}echo pid=$$; while :; do sleep 0.1; done`;
        const process = await execTracked(engine.containers, id, { command: ['sh', '-c', script], tty: true }, 'sh');
        const pid = await readPid(process.session);
        assert.equal(await isAlive(pid), true);
        await process.end();
        process.session.dispose();
        assert.equal(await isAlive(pid), false);
      }).timeout(15_000);
    }

    it('keeps input that comes early until the process is there', async () => {
      const script = 'echo pid=$$; read line; echo "got $line"';
      const { session, end } = await execTracked(
        engine.containers,
        id,
        { command: ['sh', '-c', script], tty: true },
        'sh',
      );
      session.write('early\n');
      const text = await readAll(session);
      assert.match(text, /pid=\d+\r?\n/);
      assert.match(text, /got early\r?\n$/);
      await end();
      session.dispose();
    });

    it('says what a stopped container answers', async () => {
      const stopped = await engine.containers.create({ image: base, name: `${prefix}-stopped`, command: ['true'] });
      await assert.rejects(execTracked(engine.containers, stopped.id, { command: ['sh'], tty: true }, 'sh'), {
        reason: 'conflict',
      });
      await engine.containers.remove(stopped.id);
    });
  });
}

async function readAll(session: ProcessSession): Promise<string> {
  let text = '';
  for await (const { data } of session.output) text += Buffer.from(data).toString();
  return text;
}

/** Reads on until the process has said `pid=…`; the rest of its output is left alone. */
async function readPid(session: ProcessSession): Promise<string> {
  let text = '';
  for await (const { data } of session.output) {
    text += Buffer.from(data).toString();
    const pid = /pid=(\d+)\r?\n/.exec(text)?.[1];
    if (pid !== undefined) return pid;
  }
  throw new Error(`no pid in ${text}`);
}
