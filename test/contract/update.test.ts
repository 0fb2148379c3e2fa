import assert from 'node:assert/strict';
import { isAbort } from '../../src/core/base/errors.js';
import { compareApiVersions } from '../../src/core/engine/apiVersion.js';
import type { ContainerEngine, Engine } from '../../src/core/engine/engine.js';
import { EngineError } from '../../src/core/engine/errors.js';
import type { Container, InspectJson } from '../../src/core/engine/models.js';
import { UpdateError } from '../../src/core/update/errors.js';
import { leftOverOf, newName, oldName, putBack, removeLeftOver } from '../../src/core/update/leftOvers.js';
import { replaceContainer } from '../../src/core/update/replace.js';
import type { UpdateStep } from '../../src/core/update/steps.js';
import { base, type ContractEngine, contractEngines, importBase, other, prefix } from '../support/contractEngine.js';
import { testDocker } from '../support/testDocker.js';

const repository = `${prefix}-contract`;
const app = `${repository}:app`;
const sleep = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'];
const name = `${prefix}-update`;
const times = { settle: 300, askEvery: 50 };
const quiet = { step: () => {}, say: () => {} };

for (const [title, connect] of Object.entries(contractEngines)) {
  (connect ? describe : describe.skip)(`Update contract: ${title}`, () => {
    let contract: ContractEngine;
    let engine: Engine;
    before(async function () {
      this.timeout(60_000);
      if (!connect) return;
      contract = await connect();
      engine = contract.engine;
    });
    after(() => contract.dispose());
    beforeEach(() => engine.images.tag(base, repository, 'app'));
    afterEach(async () => {
      for (const { id } of await mine()) await engine.containers.remove(id, { force: true, volumes: true });
    });

    const mine = async () => (await engine.containers.list()).filter((one) => one.name.startsWith(name));
    const names = async () => (await mine()).map((one) => one.name).sort();

    /** Makes a container of an image whose tag then moves on. */
    async function outdated(body: InspectJson = {}, to = other): Promise<string> {
      const { id } = await engine.containers.createFrom(name, { Image: app, Cmd: sleep, ...body });
      await engine.containers.start(id);
      await engine.images.tag(to, repository, 'app');
      return id;
    }

    async function holder(): Promise<Container> {
      const found = (await mine()).find((one) => one.name === name);
      assert(found, 'no container has the name');
      return found;
    }

    async function assertAsBefore(id: string): Promise<void> {
      const { id: now, state } = await holder();
      assert.deepEqual({ now, state, names: await names() }, { now: id, state: 'running', names: [name] });
    }

    it('replaces a container by one with the image that its tag means now', async () => {
      const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.image': 'sha256:old' };
      const id = await outdated({ Env: ['MODE=dark'], Labels: labels });
      const steps: UpdateStep[] = [];
      const said: string[] = [];
      const report = {
        step: (step: UpdateStep) => steps.push(step),
        say: (words: readonly string[]) => said.push(words.join(' ')),
      };
      const newId = await replaceContainer(engine, id, report, times);
      const { id: now, imageId, state, labels: kept } = await holder();
      const wanted = (await engine.images.inspect(other))['Id'];
      assert.deepEqual({ now, imageId, state }, { now: newId, imageId: wanted, state: 'running' });
      assert.equal(kept['com.docker.compose.project'], 'shop');
      assert.equal(kept['com.docker.compose.image'], wanted);
      const { Env } = (await engine.containers.inspect(now))['Config'] as { Env: string[] };
      assert.ok(Env.includes('MODE=dark'));
      assert.deepEqual(await names(), [name]);
      assert.deepEqual(steps, ['create', 'stop', 'start', 'prove', 'remove']);
      assert.deepEqual(said, [
        `docker stop ${name}`,
        `docker rename ${name} ${oldName(name)}`,
        `docker rename ${newName(name)} ${name}`,
        `docker start ${name}`,
        `docker rm ${oldName(name)}`,
      ]);
    });

    it('does nothing where the tag means the same image', async () => {
      const id = await outdated({}, base);
      assert.equal(await replaceContainer(engine, id, quiet, times), undefined);
      await assertAsBefore(id);
    });

    it('leaves a container stopped that was stopped', async () => {
      const id = await outdated();
      await engine.containers.stop(id, { graceSeconds: 0 });
      await replaceContainer(engine, id, quiet, times);
      const { id: now, state } = await holder();
      assert.notEqual(now, id);
      assert.equal(state, 'created');
    });

    it('refuses what it could not put back', async () => {
      const refused = async (id: string, reason: string) => {
        await assert.rejects(
          replaceContainer(engine, id, quiet, times),
          (error) => (error as UpdateError).reason === reason,
        );
        await engine.containers.remove(id, { force: true });
        await engine.images.tag(base, repository, 'app');
      };
      await refused(await outdated({ HostConfig: { AutoRemove: true } }), 'removesItself');
      const imageId = String((await engine.images.inspect(base))['Id']);
      await refused(await outdated({ Image: imageId }), 'fixed');
      const paused = await outdated();
      await engine.containers.pause(paused);
      await refused(paused, 'paused');
    });

    it('puts the old one back when it is told to stop while it waits', async () => {
      const id = await outdated();
      const controller = new AbortController();
      const step = (one: UpdateStep) => one === 'prove' && controller.abort();
      await assert.rejects(replaceContainer(engine, id, { ...quiet, step }, times, controller.signal), isAbort);
      await assertAsBefore(id);
    });

    it('puts the old one back when it is told to stop at any step', async () => {
      for (const at of ['create', 'stop', 'start'] as const) {
        const id = await outdated();
        const controller = new AbortController();
        const step = (one: UpdateStep) => one === at && controller.abort();
        await assert.rejects(replaceContainer(engine, id, { ...quiet, step }, times, controller.signal), isAbort);
        await assertAsBefore(id);
        await engine.containers.remove(id, { force: true });
        await engine.images.tag(base, repository, 'app');
      }
    }).timeout(30_000);

    it('puts the old one back whichever call fails', async () => {
      for (let call = 1; call <= 5; call += 1) {
        const id = await outdated();
        const failing = withFailures(engine, (count) => count === call);
        await assert.rejects(replaceContainer(failing, id, quiet, times), isLost, `call ${call}`);
        await assertAsBefore(id);
        await engine.containers.remove(id, { force: true });
        await engine.images.tag(base, repository, 'app');
      }
    }).timeout(60_000);

    it('finds the way back from wherever it was cut off', async () => {
      for (let call = 1; call <= 6; call += 1) {
        const id = await outdated();
        const cut = withFailures(engine, (count) => count >= call);
        await assert.rejects(replaceContainer(cut, id, quiet, times));
        const left = leftOverOf(await engine.containers.list(), name);
        if (call > 1) {
          assert(left, `call ${call} leaves nothing`);
          const again = replaceContainer(engine, id, quiet, times);
          if (call !== 6)
            await assert.rejects(again, (error) => error instanceof UpdateError && error.reason === 'leftOver');
          await again.catch(() => {});
          await putBack(engine.containers, left.name, { start: true }, quiet.say);
        }
        await assertAsBefore(id);
        await engine.containers.remove(id, { force: true });
        await engine.images.tag(base, repository, 'app');
      }
    }).timeout(60_000);

    it('keeps the new one when what was left is removed', async () => {
      const id = await outdated();
      const cut = withFailures(engine, (count) => count >= 6);
      await assert.rejects(replaceContainer(cut, id, quiet, times), (error) => UpdateError.is(error, 'oldNotRemoved'));
      const left = leftOverOf(await engine.containers.list(), oldName(name));
      assert(left?.old && left.current);
      await removeLeftOver(engine.containers, left, quiet.say);
      assert.deepEqual(await names(), [name]);
      assert.equal((await holder()).id, left.current.id);
    });

    it('puts the old one back when the new one ends, with its last words', async () => {
      const id = await outdated({ Cmd: ['sh', '-c', `[ "$FAIL" ] || ${sleep[2]}`] });
      // The same command fails where it is told to: by the environment that only the new one has.
      const failing = withBody(engine, (body) => ({
        ...body,
        Env: ['FAIL=1'],
        Cmd: ['sh', '-c', 'echo last words; exit 3'],
      }));
      await assert.rejects(replaceContainer(failing, id, quiet, times), (error) => {
        assert(UpdateError.is(error, 'ended'), String(error));
        assert.deepEqual([error.detail, error.log], ['3', 'last words\n']);
        return true;
      });
      await assertAsBefore(id);
    });
  });
}

/** An engine some of whose changing calls, counted from one, are lost on the way. */
function withFailures(engine: Engine, fails: (count: number) => boolean): Engine {
  let count = 0;
  const { containers } = engine;
  const guard =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      count += 1;
      if (fails(count)) throw new EngineError('connectionLost');
      return call(...args);
    };
  const guarded: ContainerEngine = {
    ...containers,
    createFrom: guard(containers.createFrom),
    stop: guard(containers.stop),
    rename: guard(containers.rename),
    start: guard(containers.start),
    remove: guard(containers.remove),
  };
  return proxied(engine, guarded);
}

function withBody(engine: Engine, change: (body: InspectJson) => InspectJson): Engine {
  const { containers } = engine;
  return proxied(engine, {
    ...containers,
    createFrom: (as, body, signal) => containers.createFrom(as, change(body), signal),
  });
}

function proxied(engine: Engine, containers: ContainerEngine): Engine {
  return new Proxy(engine, { get: (target, key) => (key === 'containers' ? containers : Reflect.get(target, key)) });
}

function isLost(error: unknown): boolean {
  return EngineError.is(error, 'connectionLost');
}

(process.env['LONGSHORE_TEST_ENGINE'] ? describe : describe.skip)(
  'Update contract: what only a real engine shows',
  () => {
    const docker = testDocker.bind(undefined, process.env['LONGSHORE_TEST_ENGINE']);
    let contract: ContractEngine;
    let engine: Engine;
    before(async function () {
      this.timeout(60_000);
      const connect = contractEngines['real engine'];
      assert(connect);
      contract = await connect();
      engine = contract.engine;
      await importBase(engine, `${repository}:v1`, 'VOLUME /data');
      const check = (code: number) =>
        `HEALTHCHECK --interval=1s --timeout=2s --retries=1 CMD ["/bin/sh", "-c", "exit ${code}"]`;
      await importBase(engine, `${repository}:healthy`, 'VOLUME /data', check(0));
      await importBase(engine, `${repository}:unhealthy`, 'VOLUME /data', check(1));
    });
    after(() => contract.dispose());
    afterEach(async () => {
      for (const one of await engine.containers.list())
        if (one.name.startsWith(name)) await engine.containers.remove(one.id, { force: true, volumes: true });
    });

    async function start(body: InspectJson, to: string): Promise<string> {
      await engine.images.tag(`${repository}:v1`, repository, 'app');
      const { id } = await engine.containers.createFrom(name, { Image: app, Cmd: sleep, ...body });
      await engine.containers.start(id);
      await engine.images.tag(`${repository}:${to}`, repository, 'app');
      return id;
    }

    async function run(id: string, script: string): Promise<string> {
      const session = await engine.containers.exec(id, { command: ['sh', '-c', script], tty: false });
      const chunks: Uint8Array[] = [];
      for await (const { data } of session.output) chunks.push(data);
      session.dispose();
      return Buffer.concat(chunks).toString();
    }

    const data = 'cat /data/file /named/file';

    it('waits for the health check, and takes named and nameless volumes along', async () => {
      const id = await start({ HostConfig: { Binds: [`${prefix}-named:/named`] } }, 'healthy');
      await run(id, 'echo nameless > /data/file; echo named > /named/file; echo inside > /file');
      const newId = await replaceContainer(engine, id, quiet, times);
      assert(newId && newId !== id);
      const { State } = (await engine.containers.inspect(newId)) as { State: { Health: { Status: string } } };
      assert.equal(State.Health.Status, 'healthy');
      assert.equal(await run(newId, data), 'nameless\nnamed\n');
      assert.match(await run(newId, 'cat /file 2>&1'), /No such file/);
    }).timeout(30_000);

    it('puts the old one back when the new one is unhealthy, with its volumes', async () => {
      const id = await start({ HostConfig: { Binds: [`${prefix}-named:/named`] } }, 'unhealthy');
      await run(id, 'echo nameless > /data/file; echo named > /named/file');
      await assert.rejects(replaceContainer(engine, id, quiet, times), (error) => UpdateError.is(error, 'unhealthy'));
      const found = await engine.containers.find(id);
      assert.deepEqual([found?.name, found?.state], [name, 'running']);
      assert.equal(leftOverOf(await engine.containers.list(), name), undefined);
      assert.equal(await run(id, data), 'nameless\nnamed\n');
    }).timeout(30_000);

    it('refuses to take a network away from others', async () => {
      const id = await start({}, 'healthy');
      const HostConfig = { NetworkMode: `container:${id}` };
      const guest = await engine.containers.createFrom(`${name}-guest`, {
        Image: `${repository}:v1`,
        Cmd: sleep,
        HostConfig,
      });
      await assert.rejects(replaceContainer(engine, id, quiet, times), (error) => {
        return UpdateError.is(error, 'sharesNetwork') && error.detail === `${name}-guest`;
      });
      await engine.containers.remove(guest.id, { force: true });
      assert.notEqual(await replaceContainer(engine, id, quiet, times), undefined);
    }).timeout(30_000);

    it('takes over networks, aliases, fixed addresses and ports', async () => {
      const made: string[] = [];
      const network = async (label: string, subnet: string) => {
        const Name = `${prefix}-${label}`;
        const { id } = await docker().createNetwork({
          Name,
          IPAM: { Driver: 'default', Config: [{ Subnet: subnet }] },
        });
        made.push(id);
        return Name;
      };
      const [front, back] = [await network('front', '10.213.1.0/24'), await network('back', '10.213.2.0/24')];
      try {
        const MacAddress = 'be:ef:00:00:00:09';
        const inNetwork = compareApiVersions((await engine.version()).negotiated, '1.44') >= 0;
        const ip = { IPAMConfig: { IPv4Address: '10.213.1.9' }, Aliases: ['web'] };
        const endpoint = { ...ip, ...(inNetwork && { MacAddress }) };
        const body = {
          ...(inNetwork ? {} : { MacAddress }),
          HostConfig: {
            NetworkMode: front,
            PortBindings: { '80/tcp': [{ HostPort: '18123' }] },
            RestartPolicy: { Name: 'always' },
          },
          ExposedPorts: { '80/tcp': {} },
          NetworkingConfig: { EndpointsConfig: { [front]: endpoint } },
        };
        const id = await start(body, 'healthy');
        await engine.containers.connect(id, back, { Aliases: ['behind'] });
        const settings = async (one: string) => {
          const json = (await engine.containers.inspect(one)) as unknown as Settings;
          const networks = Object.entries(json.NetworkSettings.Networks).map(([key, { Aliases, IPAMConfig }]) => [
            key,
            Aliases.filter((alias) => !one.startsWith(alias)),
            IPAMConfig ?? {},
          ]);
          return { networks, host: { ...json.HostConfig, Mounts: [], Binds: [] } };
        };
        const before = await settings(id);
        const newId = await replaceContainer(engine, id, quiet, times);
        assert(newId);
        assert.deepEqual(await settings(newId), before);
        const inspect = (await engine.containers.inspect(newId)) as unknown as Settings;
        assert.equal(inspect.NetworkSettings.Networks[front]?.MacAddress, MacAddress);
        assert.equal((await engine.containers.find(newId))?.ports[0]?.hostPort, 18123);
      } finally {
        for (const one of await engine.containers.list())
          if (one.name.startsWith(name)) await engine.containers.remove(one.id, { force: true, volumes: true });
        for (const id of made) await docker().getNetwork(id).remove();
      }
    }).timeout(30_000);
  },
);

interface Settings {
  readonly NetworkSettings: {
    readonly Networks: Record<string, { Aliases: string[]; IPAMConfig?: object; MacAddress: string }>;
  };
  readonly HostConfig: object;
}
