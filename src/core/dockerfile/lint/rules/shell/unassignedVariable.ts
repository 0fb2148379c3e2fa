import * as l10n from '@vscode/l10n';
import { closestName } from '../../../variables.js';
import { shellRule } from '../../shellcheck/told.js';
import { unassignedUses } from './unassignedUses.js';

/** ShellCheck's SC2154: names in capitals may come from outside. */
export const unassignedVariable = shellRule({
  id: 'unassigned-variable',
  aliases: ['SC2154'],
  severity: 'warning',
  summary: { en: 'A script sets the variables it uses.', ko: '스크립트는 쓰는 변수를 스스로 정합니다.' },
  *find(script) {
    for (const part of unassignedUses(script, (name) => /[a-z]/.test(name))) {
      const closest = closestName(part.name, script.assigned);
      yield {
        range: script.rangeOf(part),
        message: closest
          ? l10n.t('Nothing sets "{0}". Did you mean "{1}"?', part.name, closest)
          : l10n.t('Nothing sets "{0}".', part.name),
      };
    }
  },
});
