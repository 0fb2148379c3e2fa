import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import { defineRule } from '../../rule.js';

const takesJson = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME']);

/** True where an array is meant. */
function isArray({ keyword, text, syntax }: Instruction): boolean {
  return text.startsWith('[', syntax.argsSpan.start) && takesJson.has(keyword);
}

export const jsonStrings = defineRule({
  id: 'json-strings',
  aliases: ['DL1000'],
  severity: 'error',
  summary: { en: 'A JSON array holds strings only.', ko: 'JSON 배열에는 문자열만 씁니다.' },
  *check({ withTriggers }) {
    for (const instruction of withTriggers.filter(isArray)) {
      if (instruction.json?.isStrings !== false) continue;
      yield { range: instruction.argsRange, message: l10n.t('The array may hold strings only.') };
    }
  },
});

export const shellJson = defineRule({
  id: 'shell-json',
  aliases: ['DL1000', 'SHELL_JSON_FORM', 'SHELL_REQUIRES_ONE'],
  severity: 'error',
  summary: { en: 'SHELL is written as a JSON array.', ko: 'SHELL은 JSON 배열로 씁니다.' },
  *check(file) {
    for (const instruction of file.ofWithTriggers('SHELL')) {
      const { json, args } = instruction;
      if (args.length === 0 || json?.isStrings === false || (json && json.items.length > 0)) continue;
      yield {
        range: instruction.argsRange,
        message: l10n.t('SHELL takes a JSON array with a program in it.'),
        codes: ['DL1000', json ? 'SHELL_REQUIRES_ONE' : 'SHELL_JSON_FORM'],
      };
    }
  },
});

export const jsonSingleQuotes = defineRule({
  id: 'json-single-quotes',
  aliases: ['JSON_IN_SINGLE_QUOTES'],
  severity: 'warning',
  summary: { en: 'A JSON array has double quotes.', ko: 'JSON 배열에는 큰따옴표를 씁니다.' },
  *check({ withTriggers }) {
    for (const instruction of withTriggers.filter(isArray)) {
      if (instruction.json || !isQuotedWrongly(instruction)) continue;
      const range = instruction.argsRange;
      const newText = instruction.argsText.replaceAll("'", '"');
      yield {
        range,
        message: l10n.t('With single quotes this is not a JSON array but a shell command.'),
        alternatives: () => [{ title: l10n.t('Change to double quotes'), edits: [{ range, newText }] }],
      };
    }
  },
});

function isQuotedWrongly({ argsText }: Instruction): boolean {
  return /^\[\s*'[^'"]*'\s*(?:,\s*'[^'"]*'\s*)*\]$/.test(argsText.trim());
}
