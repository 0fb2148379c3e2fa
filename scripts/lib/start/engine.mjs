/** The engine of `npm start`: yours, or a private one. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { loadModule } from '../bundle.mjs';
import { ping, startEngine } from '../hosts/engine.mjs';
import { ensureParts } from '../provision/debian.mjs';

/**
 * Finds the engine as Longshore does, else one whose socket lies elsewhere, else starts one. Resolves with what to
 * tell the user, and with the environment for VS Code where the engine would not be found without it.
 */
export async function findOrStartEngine(folder, own) {
  const { label, failure } = await findEngine();
  if (label) return { env: {}, toString: () => label };
  const running = await runningEngine();
  if (running) return at(running, `${failure}; a running dockerd answers at ${running}`);
  const engine = await privateEngine(folder);
  if (engine.stop) own(engine);
  return at(engine.socket, `${failure}; a private one at ${engine.socket}`);
}

const at = (socket, text) => ({ env: { DOCKER_HOST: `unix://${socket}` }, toString: () => text });

async function findEngine() {
  const [{ EngineFinder }, { DockerodeEngine }, { realSurroundings }] = await Promise.all(
    ['engineFinder', 'dockerodeEngine', 'surroundings'].map((name) => loadModule(`src/core/engine/${name}.ts`)),
  );
  const finder = new EngineFinder({
    surroundings: realSurroundings(),
    setting: () => '',
    createEngine: async (endpoint) => new DockerodeEngine(endpoint),
  });
  try {
    const engine = await finder.open(AbortSignal.timeout(10_000));
    const { version, apiVersion } = await engine.version();
    engine.dispose();
    return { label: `${finder.label} (Engine ${version}, API ${apiVersion})` };
  } catch (error) {
    return { failure: `${finder.label} does not answer (${error.reason ?? error.message})` };
  }
}

/** A second engine in the same network would break the first one's, so a running one is used wherever its socket is. */
async function runningEngine() {
  if (process.platform !== 'linux') return undefined;
  const own = readlinkSync('/proc/self/ns/net');
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const socket = socketOf(pid, own);
    if (socket && (await ping(socket))) return socket;
  }
  return undefined;
}

function socketOf(pid, network) {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'dockerd') return undefined;
    if (readlinkSync(`/proc/${pid}/ns/net`) !== network) return undefined;
    const hosts = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return hosts.map((arg) => /unix:\/\/(.+)/.exec(arg)?.[1]).find(Boolean);
  } catch {
    return undefined;
  }
}

/** Its images stay in the cache, so that the second start finds those of the first. */
async function privateEngine(folder) {
  const { absent } = await ensureParts(['dockerd', 'ip', 'iptables']);
  const [reason] = Object.values(absent);
  if (reason) throw new Error(`No Docker Engine answers, and a private one cannot be started: ${reason}`);
  const place = path.join(tmpdir(), `longshore-engine-${userInfo().uid}`);
  return startEngine(place, { data: path.join(folder, 'engine') });
}
