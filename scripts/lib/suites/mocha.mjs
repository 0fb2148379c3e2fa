/** Suites that mocha runs in a plain Node process: test/unit, test/contract and test/ui. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundleTree, filesBelow } from '../bundle.mjs';
import { root } from '../root.mjs';
import { runProgram } from './program.mjs';

/**
 * A real window has moods: a step that fails is tried once more where it stands, and a file that fails all the same is
 * run once more in a new window. Both are said.
 */
const moody = new Set(['ui']);
const timeouts = { unit: 10_000, contract: 60_000, ui: 300_000 };

export async function runMocha(name, { env, folder, grep }) {
  const tests = existsSync(path.join(root, 'test', name)) ? filesBelow(`test/${name}`, '.test.ts') : [];
  rmSync(path.join(root, '.cache/out/test', name), { recursive: true, force: true });
  const spec = {
    timeout: timeouts[name],
    retries: moody.has(name) ? 1 : 0,
    grep,
    terse: name === 'unit',
    results: path.join(folder, `${name}.json`),
  };
  const outcomes = await runFiles({ ...spec, files: await bundleTree(tests) }, env);
  const files = moody.has(name) ? failedFiles(outcomes) : [];
  if (files.length === 0) return counted(outcomes);
  for (const { failure } of failures(outcomes)) console.log(`  again, from the start of its file: ${failure}`);
  const others = outcomes.filter(({ file }) => !files.includes(file));
  return counted([...others, ...(await runFiles({ ...spec, files }, env))]);
}

async function runFiles(spec, env) {
  const program = path.join(root, 'scripts/lib/suites/mochaRun.mjs');
  rmSync(spec.results, { force: true });
  await runProgram(process.execPath, ['--enable-source-maps', program, JSON.stringify(spec)], env);
  return readOutcomes(spec.results);
}

/** What a reporter left, counted; a run that left nothing has failed. */
export const readResults = (file) => counted(readOutcomes(file));

function readOutcomes(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.log('  the run ended without results');
    return [{ end: 'failed', failure: 'the run ended without results' }];
  }
}

const failures = (outcomes) => outcomes.filter(({ end }) => end === 'failed');
const failedFiles = (outcomes) => [...new Set(failures(outcomes).map(({ file }) => file))].filter(Boolean);

function counted(outcomes) {
  const count = (wanted) => outcomes.filter(({ end }) => end === wanted).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    failures: failures(outcomes).map(({ failure }) => failure),
  };
}
