import * as l10n from '@vscode/l10n';
import { codeSpan } from '../../core/base/codeSpan.js';
import { formatBytes } from '../../core/base/format.js';
import type { FileSummary } from '../../core/build/fileSummary.js';

/** Names the largest files below a sentence about all of them; a file that is named already is not named again. */
export function withFiles(text: string, { files, largest }: FileSummary, named: string): string {
  if (largest.length === 0 || (files === 1 && largest[0]?.path === named)) return text;
  const rows = largest.map(({ path, size }) => `${codeSpan(path)} ${formatBytes(size)}`);
  const rest = files - largest.length;
  if (rest > 0) rows.push(l10n.t('{0} smaller ones', rest));
  return `${text}\n\n${rows.map((row) => `- ${row}`).join('\n')}`;
}
