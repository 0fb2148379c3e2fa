/**
 * Language features in process beside dockerfile-language-service, on the same texts: `node bench/language.mjs`.
 * A figure is the median of several runs, each on a text that was not seen before, as after a keystroke.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { loadModule } from '../scripts/lib/bundle.mjs';
import { root } from '../scripts/lib/root.mjs';
import { run } from '../scripts/lib/run.mjs';

const version = '0.16.1';
const sizes = process.argv.slice(2).map(Number).filter(Boolean);
const { languageService: ours } = await loadModule('src/core/dockerfile/languageService.ts');
const theirs = await peer();
/** In the variable of the last ENV. */
const position = (text) => ({ line: text.split('\n').length - 4, character: 12 });
const options = { indent: '  ', keywordCase: 'keep' };
const theirOptions = { tabSize: 2, insertSpaces: true };

const features = {
  'semantic tokens': [(d) => ours.semanticTokens(d), (text) => theirs.computeSemanticTokens(text)],
  format: [(d) => ours.format(d, options), (text) => theirs.format(text, theirOptions)],
  completion: [(d, at) => ours.complete(d, at), (text, at) => theirs.computeCompletionItems(text, at)],
  hover: [(d, at) => ours.hover(d, at), (text, at) => theirs.computeHover(text, at)],
  rename: [(d, at) => ours.rename(d, at, 'other'), (text, at) => theirs.computeRename({ uri: 'x' }, text, at, 'other')],
  highlights: [(d, at) => ours.findOccurrences(d, at), (text, at) => theirs.computeHighlightRanges(text, at)],
  symbols: [(d) => ours.outline(d), (text) => theirs.computeSymbols({ uri: 'x' }, text)],
  folding: [(d) => ours.foldingRanges(d), (text) => theirs.computeFoldingRanges(text)],
  links: [(d) => ours.documentLinks(d), (text) => theirs.computeLinks(text)],
};

console.log('feature\tlines\tours, ms\tours with parse, ms\tpeer, ms\tpeer / ours with parse');
for (const lines of sizes.length > 0 ? sizes : [20, 200, 5000]) {
  for (const [name, [mine, peers]] of Object.entries(features)) await row(name, lines, mine, peers);
}

async function row(name, lines, mine, peers) {
  const runs = 15;
  const alone = [];
  const whole = [];
  const other = [];
  let known = ours.read(sample(lines, 0));
  for (let i = 1; i <= runs; i++) {
    const text = sample(lines, i);
    const at = position(text);
    const start = performance.now();
    known = ours.read(text, known);
    const parsed = performance.now();
    mine(known.document, at);
    const end = performance.now();
    alone.push(end - parsed);
    whole.push(end - start);
    if (other.length > 1 && other[0] > 2000) continue;
    const peerStart = performance.now();
    await peers(text, at);
    other.push(performance.now() - peerStart);
  }
  const [a, w, o] = [alone, whole, other].map(median);
  console.log([name, lines, a.toFixed(2), w.toFixed(2), o.toFixed(2), (o / w).toFixed(1)].join('\t'));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** A file of many stages; one line in its middle is another at each step. */
function sample(lines, step) {
  const stage = (i) =>
    [
      `FROM node:22 AS stage${i}`,
      `ARG VERSION${i}=1.${i}`,
      `ENV HOME${i}=/srv/app$VERSION${i} PATH=$PATH:/srv/bin`,
      'WORKDIR /srv/app',
      'COPY --chown=1000:1000 package.json package-lock.json ./',
      'RUN --mount=type=cache,target=/root/.npm \\',
      '    npm ci \\',
      '    # why',
      `    && echo "$VERSION${i}" > version`,
      i > 0 ? `COPY --from=stage${i - 1} /srv/app/dist ./dist` : 'COPY . .',
    ].join('\n');
  const stages = Array.from({ length: Math.max(1, Math.floor(lines / 10)) }, (_, i) => stage(i));
  stages.splice(Math.floor(stages.length / 2), 0, `LABEL step="${step}"`);
  return `# syntax=docker/dockerfile:1\n${stages.join('\n')}\nFROM alpine:3\nARG VERSION=1\nENV WITH=$VERSION\nRUN echo ok\nCMD ["x"]\n`;
}

async function peer() {
  const folder = path.join(root, '.cache/bench/peer');
  const name = 'dockerfile-language-service';
  if (!existsSync(path.join(folder, 'node_modules', name))) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    await run(npm, ['install', '--prefix', folder, '--no-save', '--ignore-scripts', `${name}@${version}`]);
  }
  const require = createRequire(path.join(folder, 'package.json'));
  return require(name).DockerfileLanguageServiceFactory.createLanguageService();
}
