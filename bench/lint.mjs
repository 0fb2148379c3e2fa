/**
 * The linter with every rule beside dockerfile-utils' validator on the same texts: `node bench/lint.mjs [LINES...]`.
 * A figure is the median of several runs, each on a text that was not seen before. `whole` reads the text anew, as the
 * command line does; `edit` knows the text before one changed line, as the editor does.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { loadModule } from '../scripts/lib/bundle.mjs';
import { root } from '../scripts/lib/root.mjs';
import { run } from '../scripts/lib/run.mjs';
import { sample } from './lib/sample.mjs';

const peerVersion = '0.16.1';
const sizes = process.argv.slice(2).map(Number).filter(Boolean);
const { parseAgain, parseDockerfile } = await loadModule('src/core/dockerfile/document.ts');
const { lint } = await loadModule('src/core/dockerfile/lint/lint.ts');
const { validate } = await peer();

for (let i = 0; i < 200; i++) {
  lint(parseDockerfile(sample(60, i)));
  validate(sample(60, i));
}
console.log('lines\twhole, ms\tedit, ms\tpeer, ms\twhole / peer');
for (const lines of sizes.length > 0 ? sizes : [20, 200, 5000, 20000]) row(lines);

function row(lines) {
  const steps = Array.from({ length: lines > 1000 ? 9 : 40 }, (_, step) => step + 1);
  const times = { whole: [], edit: [], peer: [] };
  for (const step of steps) {
    const text = sample(lines, step);
    times.whole.push(timed(() => lint(parseDockerfile(text))));
    if (lines <= 5000) times.peer.push(timed(() => validate(text)));
  }
  let known = parseAgain(sample(lines, 0));
  lint(known.document);
  for (const step of steps) {
    const text = sample(lines, step);
    times.edit.push(
      timed(() => {
        known = parseAgain(text, known.cache);
        lint(known.document);
      }),
    );
  }
  const [whole, edit, other] = Object.values(times).map(median);
  const ratio = other > 0 ? (whole / other).toFixed(2) : '';
  console.log([lines, whole.toFixed(2), edit.toFixed(2), other > 0 ? other.toFixed(2) : '', ratio].join('\t'));
}

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function peer() {
  const folder = path.join(root, '.cache/bench/peer');
  const name = 'dockerfile-utils';
  if (!existsSync(path.join(folder, 'node_modules', name))) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    await run(npm, ['install', '--prefix', folder, '--no-save', '--ignore-scripts', `${name}@${peerVersion}`]);
  }
  const require = createRequire(path.join(folder, 'package.json'));
  return require(name);
}
