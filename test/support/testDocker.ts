import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import Docker from 'dockerode';
import { pack } from 'tar-stream';

/** Plain dockerode on the test engine or on another socket: what others do to the engine, outside of Longshore. */
export function testDocker(socketPath = process.env.LONGSHORE_TEST_ENGINE): Docker {
  assert(socketPath, 'LONGSHORE_TEST_ENGINE is not set: run the tests with npm test');
  return new Docker({ socketPath, host: '', protocol: 'http' });
}

/** Removes every container and image of an engine that is the tests' own. */
export async function emptyEngine(docker: Docker): Promise<void> {
  for (const { Id } of await docker.listContainers({ all: true }))
    await docker.getContainer(Id).remove({ force: true });
  for (const { Id } of await docker.listImages()) await docker.getImage(Id).remove({ force: true });
}

const commands = ['sh', 'sleep', 'echo', 'cat', 'ls', 'date', 'httpd', 'wget', 'seq', 'stty', 'kill', 'env', 'id'];

/** Makes an image of busybox under this name, `name:tag`, whose containers sleep. */
export async function makeImage(docker: Docker, reference: string): Promise<void> {
  const busybox = process.env.LONGSHORE_TEST_BUSYBOX;
  assert(busybox, 'LONGSHORE_TEST_BUSYBOX is not set: run the tests with npm test');
  const files = pack();
  files.entry({ name: 'bin/busybox', mode: 0o755 }, readFileSync(busybox));
  for (const name of commands) files.entry({ name: `bin/${name}`, type: 'symlink', linkname: 'busybox' });
  files.finalize();
  const [repo, tag] = reference.split(/:(?=[^/:]*$)/);
  const changes = 'CMD ["sleep", "1000000"]';
  await buffer(await docker.importImage((await buffer(files)) as unknown as string, { repo, tag, changes }));
}
