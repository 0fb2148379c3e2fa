/** What every commit passes: types, lint and format, generated files, bundles, unit tests. */
import { root } from './lib/root.mjs';
import { bin, run } from './lib/run.mjs';

const steps = {
  types: bin('typescript/bin/tsc'),
  'lint and format': bin('@biomejs/biome/bin/biome').concat('ci', '--colors=off', '--error-on-warnings'),
  'generated files': [process.execPath, `${root}/scripts/generate.mjs`, '--check'],
  bundles: [process.execPath, `${root}/scripts/sizes.mjs`],
  'unit tests': [process.execPath, `${root}/scripts/unit.mjs`],
};

for (const [name, [program, ...args]] of Object.entries(steps)) {
  const started = Date.now();
  const code = await run(program, args);
  console.log(`${code === 0 ? 'ok' : 'FAILED'}  ${name}  ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (code !== 0) process.exit(1);
}
