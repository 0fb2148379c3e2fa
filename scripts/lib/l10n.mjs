/** The l10n bundles: English exported from the sources, Korean joined from l10n/ko, one file a part of the house. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { filesBelow } from './bundle.mjs';
import { root } from './root.mjs';

export async function l10nFiles() {
  const english = await getL10nJson([{ extension: '.ts', contents: joinedSources() }]);
  const korean = Object.assign({}, ...filesBelow('l10n/ko', '.json').map((file) => JSON.parse(read(file))));
  const keys = Object.keys(english).sort();
  const missing = keys.filter((key) => !(key in korean));
  const unused = Object.keys(korean).filter((key) => !(key in english));
  if (missing.length > 0)
    throw new Error(`l10n/ko lacks:\n${missing.map((key) => `  ${JSON.stringify(key)}`).join('\n')}`);
  if (unused.length > 0) throw new Error(`l10n/ko has texts that no source uses:\n  ${unused.join('\n  ')}`);
  return {
    'l10n/bundle.l10n.json': json(Object.fromEntries(keys.map((key) => [key, english[key]]))),
    'l10n/bundle.l10n.ko.json': json(Object.fromEntries(keys.map((key) => [key, korean[key]]))),
  };
}

/** All sources as one: the exporter takes a tenth of a second a file, whatever the file's size. */
function joinedSources() {
  const sources = filesBelow('src', '.ts').map(read);
  const bodies = sources
    .filter((text) => /l10n\.t\(/.test(text))
    .map((text) => text.replace(/^import\b[^;]*;\n/gm, ''));
  return ["import * as l10n from '@vscode/l10n';", ...bodies].join('\n');
}

const read = (file) => readFileSync(path.join(root, file), 'utf8');
const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
