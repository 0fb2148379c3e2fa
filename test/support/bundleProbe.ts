/** A program that is bundled as the extension is: reaches the engine of argv[2] and prints what came of it. */
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { examine } from '../../src/core/engine/doctor/examination.js';
import { renderReport } from '../../src/core/engine/doctor/report.js';
import { ownIdentity } from '../../src/core/engine/doctor/rights.js';
import type { Endpoint } from '../../src/core/engine/endpoint.js';
import { EngineError } from '../../src/core/engine/errors.js';
import { realSurroundings } from '../../src/core/engine/surroundings.js';

async function probe(setting: string): Promise<unknown> {
  const createEngine = async (endpoint: Endpoint) => new DockerodeEngine(endpoint);
  const surroundings = { ...realSurroundings(), env: {} };
  const found = await examine({
    surroundings,
    setting,
    createEngine,
    identity: ownIdentity(),
    remote: undefined,
    standIn: undefined,
  });
  const outcome = found.attempts[0]?.outcome;
  const report = renderReport(found, (error) => error.reason);
  if (outcome instanceof EngineError) return { reason: outcome.reason, detail: outcome.detail, report };
  const engine = await createEngine({ kind: 'socket', path: setting.replace('unix://', '') });
  return { containers: (await engine.containers.list()).length, report };
}

probe(process.argv[2] ?? '').then(
  (result) => process.stdout.write(JSON.stringify(result), () => process.exit(0)),
  (error) => process.stdout.write(JSON.stringify({ thrown: String(error) }), () => process.exit(1)),
);
