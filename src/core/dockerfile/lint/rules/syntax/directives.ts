import * as l10n from '@vscode/l10n';
import { parseCheckOptions } from '../../pragmaComments.js';
import { defineRule } from '../../rule.js';

export const escapeDirective = defineRule({
  id: 'escape-directive',
  aliases: ['DL1000', 'INVALID_ESCAPE_DIRECTIVE'],
  severity: 'error',
  summary: { en: 'The escape directive names \\ or `.', ko: 'escape 지시자에는 \\ 또는 `를 씁니다.' },
  *check({ document }) {
    for (const { name, value, valueRange } of document.directives) {
      if (name !== 'escape' || value === '\\' || value === '`') continue;
      yield { range: valueRange, message: l10n.t('The escape character is "\\" or "`", not "{0}".', value) };
    }
  },
});

export const directiveCasing = defineRule({
  id: 'directive-casing',
  aliases: ['CASING_DIRECTIVE'],
  severity: 'warning',
  summary: { en: 'Directives are written in lower case.', ko: '지시자는 소문자로 씁니다.' },
  *check({ document: { directives, lines } }) {
    for (const { name, nameRange: range } of directives) {
      const written = lines.textOf(range.start.line).slice(range.start.character, range.end.character);
      if (written === name) continue;
      yield {
        range,
        message: l10n.t('The directive "{0}" should be lower case.', written),
        fix: () => ({ title: l10n.t('Change to lower case'), edits: [{ range, newText: name }] }),
      };
    }
  },
});

export const repeatedDirective = defineRule({
  id: 'repeated-directive',
  aliases: ['DL1000', 'DUPLICATED_ESCAPE_DIRECTIVE'],
  severity: 'error',
  summary: { en: 'Every directive stands once.', ko: '지시자는 각각 한 번만 씁니다.' },
  *check({ document }) {
    const seen = new Set<string>();
    for (const { name, range } of document.directives) {
      if (seen.has(name)) {
        yield {
          range,
          message: l10n.t('The directive "{0}" is given twice.', name),
          codes: name === 'escape' ? this.aliases : ['DL1000'],
        };
      }
      seen.add(name);
    }
  },
});

export const checkDirective = defineRule({
  id: 'check-directive',
  aliases: ['DL1000'],
  severity: 'error',
  summary: {
    en: 'The check directive has options that BuildKit knows.',
    ko: 'check 지시자에는 BuildKit이 아는 옵션을 씁니다.',
  },
  *check({ document }) {
    for (const { name, value, valueRange } of document.directives) {
      if (name !== 'check') continue;
      for (const option of parseCheckOptions(value.split(/\s/, 1)[0] ?? '').unknown) {
        yield { range: valueRange, message: l10n.t('"{0}" is not a check option.', option) };
      }
    }
  },
});
