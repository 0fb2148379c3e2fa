import { readFileSync } from 'node:fs';
import { pack } from 'tar-stream';
import type { Engine } from '../../src/core/engine/engine.js';

const programs = ['sh', 'ash', 'cat', 'echo', 'sleep', 'stty', 'kill', 'httpd', 'ls', 'grep', 'id', 'pwd'];

/** Builds an image of a static busybox: the lines follow `FROM scratch`, with /bin filled where `shell` is asked for. */
export async function buildBusyboxImage(
  engine: Engine,
  tag: string,
  lines: readonly string[],
  { shell = true } = {},
): Promise<void> {
  const busybox = readFileSync(process.env['LONGSHORE_TEST_BUSYBOX'] ?? '/bin/busybox');
  const context = pack();
  const dockerfile = ['FROM scratch', 'COPY bin /bin', 'ENV PATH=/bin', ...lines, ''].join('\n');
  context.entry({ name: 'Dockerfile' }, dockerfile);
  context.entry({ name: 'bin', type: 'directory', mode: 0o755 });
  context.entry({ name: shell ? 'bin/busybox' : 'bin/sleep', mode: 0o755 }, busybox);
  for (const name of shell ? programs : [])
    context.entry({ name: `bin/${name}`, type: 'symlink', linkname: 'busybox' });
  context.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of context) chunks.push(chunk as Buffer);
  for await (const line of await engine.build.build({ t: tag, rm: '1' }, Buffer.concat(chunks)))
    if (/"errorDetail"/.test(String(line))) throw new Error(String(line));
}

/** Removes the containers and images whose names begin so. */
export async function removeAll(engine: Engine, prefix: string): Promise<void> {
  for (const { id, name, image } of await engine.containers.list())
    if (name.startsWith(prefix) || image.includes(prefix))
      await engine.containers.remove(id, { force: true, volumes: true }).catch(() => {});
  for (const { tags } of await engine.images.list())
    for (const tag of tags) if (tag.includes(prefix)) await engine.images.remove(tag, { force: true }).catch(() => {});
}
