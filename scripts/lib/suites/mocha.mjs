/** Suites that mocha runs in a plain Node process: test/unit, test/contract and test/ui. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundleTree, filesBelow } from '../bundle.mjs';
import { root } from '../root.mjs';
import { runProgram } from './program.mjs';

/** A real window has moods: a step that fails is tried once more, and said so. */
const retries = { ui: 1 };
const timeouts = { unit: 10_000, contract: 60_000, ui: 300_000 };

export async function runMocha(name, { env, folder, grep }) {
  const tests = existsSync(path.join(root, 'test', name)) ? filesBelow(`test/${name}`, '.test.ts') : [];
  rmSync(path.join(root, '.cache/out/test', name), { recursive: true, force: true });
  const spec = {
    files: await bundleTree(tests),
    timeout: timeouts[name],
    retries: retries[name] ?? 0,
    grep,
    terse: name === 'unit',
    results: path.join(folder, `${name}.json`),
  };
  const program = path.join(root, 'scripts/lib/suites/mochaRun.mjs');
  await runProgram(process.execPath, ['--enable-source-maps', program, JSON.stringify(spec)], env);
  return readResults(spec.results);
}

/** The counts that a reporter left; a run that left none has failed. */
export function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.log('  the run ended without results');
    return { passed: 0, failed: 1, skipped: 0, failures: ['the run ended without results'] };
  }
}
