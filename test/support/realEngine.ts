import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import type { ContainerSpec } from '../../src/core/engine/models.js';

const programs = ['sh', 'cat', 'echo', 'sleep', 'seq', 'printf', 'yes', 'test', 'date', 'usleep'];

/** Objects on the test engine, all of whose names begin alike, so that they can be found and removed. */
export class RealEngine {
  readonly image: string;

  private constructor(
    readonly engine: DockerodeEngine,
    readonly prefix: string,
  ) {
    this.image = `${prefix}/base:1`;
  }

  /** Connects and makes an image with a shell. */
  static async open(prefix: string): Promise<RealEngine> {
    const socket = process.env['LONGSHORE_TEST_ENGINE'];
    assert(socket, 'LONGSHORE_TEST_ENGINE is not set: run with npm test');
    const real = new RealEngine(new DockerodeEngine({ kind: 'socket', path: socket }), prefix);
    await real.cleanUp();
    await real.build(real.image);
    return real;
  }

  /** Builds an image with busybox in it; `lines` are added to its Dockerfile. */
  async build(tag: string, ...lines: readonly string[]): Promise<void> {
    const dockerfile = ['FROM scratch', 'COPY bin /bin', 'ENV PATH=/bin', 'CMD ["sh"]', ...lines].join('\n');
    const tar = pack();
    tar.entry({ name: 'Dockerfile' }, dockerfile);
    const busybox = readFileSync(process.env['LONGSHORE_TEST_BUSYBOX'] ?? '/bin/busybox');
    tar.entry({ name: 'bin/busybox', mode: 0o755 }, busybox);
    for (const name of programs) tar.entry({ name: `bin/${name}`, type: 'symlink', linkname: 'busybox' });
    tar.finalize();
    const answer = await this.engine.build.build({ t: tag, rm: '1', forcerm: '1' }, Readable.from(tar));
    for await (const chunk of answer) if (/"error"/.test(String(chunk))) throw new Error(String(chunk));
  }

  /** Makes a container without starting it; resolves with its id. */
  async create(name: string, script: string, spec: Partial<ContainerSpec> = {}): Promise<string> {
    const { engine, prefix, image } = this;
    const command = ['sh', '-c', script];
    return (await engine.containers.create({ image, command, name: `${prefix}-${name}`, ...spec })).id;
  }

  /** Makes and starts a container that runs a shell script. */
  async run(name: string, script: string, spec: Partial<ContainerSpec> = {}): Promise<string> {
    const id = await this.create(name, script, spec);
    await this.engine.containers.start(id);
    return id;
  }

  async dispose(): Promise<void> {
    await this.cleanUp();
    this.engine.dispose();
  }

  async cleanUp(): Promise<void> {
    const { containers, images } = this.engine;
    const mine = (await containers.list()).filter(({ name }) => name.startsWith(this.prefix));
    await Promise.all(mine.map(({ id }) => containers.remove(id, { force: true, volumes: true }).catch(() => {})));
    for (const { tags } of await images.list())
      for (const tag of tags) if (tag.startsWith(this.prefix)) await images.remove(tag, { force: true });
  }
}
