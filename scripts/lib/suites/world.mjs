/** What suites need, installed, and the run of suites in it. */
import path from 'node:path';
import { runScript, whyNotIsolated } from '../namespace.mjs';
import { ensureParts } from '../provision/debian.mjs';
import { ensureDockerfiles } from '../provision/dockerfiles.mjs';
import { root } from '../root.mjs';
import { step } from '../steps.mjs';
import { needsOf } from './suites.mjs';

/** Installs what these suites need of Debian's packages; resolves with what there is, and why the rest is not. */
export async function prepareWorld(suites, more) {
  const world = { parts: {}, absent: {}, hosts: {}, suites, ...more };
  await step('programs', async () => {
    const { found, absent, installed } = await ensureParts(needsOf(suites).parts);
    Object.assign(world, { parts: found, absent });
    return installed.length > 0 ? `installed ${installed.join(', ')}` : '';
  });
  if (needsOf(suites).dockerfiles)
    await step('real Dockerfiles', async () => {
      world.dockerfiles = await ensureDockerfiles();
      return world.dockerfiles.count ?? `none, ${world.dockerfiles.absent}`;
    });
  const whyNot = await whyNotIsolated();
  if (whyNot) world.absent.engine = `no private engine: ${whyNot}`;
  await step(whyNot ? `own network: no, ${whyNot}` : 'own network', async () => {});
  return world;
}

/** Runs the suites of a world and resolves with the exit code. */
export function runWorld(world) {
  return runScript(path.join(root, 'scripts/lib/suites/main.mjs'), [], {
    isolated: !world.absent.engine,
    env: { ...process.env, LONGSHORE_TEST_WORLD: JSON.stringify(world) },
  });
}
