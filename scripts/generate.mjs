/**
 * Writes what is generated: the manifest's contributions and its texts, the l10n bundles, the grammar, the
 * heads and the index of the rule pages.
 * `--check` writes nothing and fails when a file is not what it would be.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { grammarFiles } from './lib/grammar.mjs';
import { l10nFiles } from './lib/l10n.mjs';
import { manifestFiles } from './lib/manifest.mjs';
import { root } from './lib/root.mjs';
import { rulePageFiles } from './lib/rulePages.mjs';

const files = { ...(await manifestFiles()), ...(await l10nFiles()), ...grammarFiles(), ...(await rulePageFiles()) };
const stale = Object.entries(files).filter(([file, text]) => read(file) !== text);

if (process.argv.includes('--check')) {
  for (const [file] of stale) console.error(`${file} is out of date: npm run generate`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [file, text] of stale) {
    writeFileSync(path.join(root, file), text);
    console.log(`wrote ${file}`);
  }
}

function read(file) {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}
