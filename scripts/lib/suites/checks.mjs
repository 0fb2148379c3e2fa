/** The checks that are programs rather than tests; each counts as one. */

import { root } from '../root.mjs';
import { bin } from '../run.mjs';
import { runProgram } from './program.mjs';

const programs = {
  types: bin('typescript/bin/tsc'),
  lint: [...bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--error-on-warnings'],
  generated: [process.execPath, `${root}/scripts/generate.mjs`, '--check'],
  bundles: [process.execPath, `${root}/scripts/sizes.mjs`],
};

export async function runCheck(name, { env }) {
  const [program, ...args] = programs[name];
  const code = await runProgram(program, args, env);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, failures: ['see above'] };
}
