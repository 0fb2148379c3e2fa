import * as l10n from '@vscode/l10n';
import { plainText } from '../../core/base/plainText.js';

const shown = 12;

/** Lines for a question's detail: all of a short list, else the first ones and how many more there are. */
export function listed(lines: readonly string[]): string {
  const rest = lines.length - shown;
  const head = lines.slice(0, shown).map(plainText);
  return (rest > 0 ? [...head, l10n.t('… and {0} more', rest)] : head).join('\n');
}
