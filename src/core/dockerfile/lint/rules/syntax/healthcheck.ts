import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import { readJsonForm } from '../../../jsonForm.js';
import { defineRule, type Problem } from '../../rule.js';
import { parseDuration } from './duration.js';

export const healthcheckSyntax = defineRule({
  id: 'healthcheck-syntax',
  aliases: [
    'DL1000',
    'UNKNOWN_TYPE',
    'ARGUMENT_UNNECESSARY',
    'HEALTHCHECK_CMD_ARGUMENT_MISSING',
    'FLAG_INVALID_DURATION',
    'FLAG_MISSING_DURATION',
    'FLAG_UNKNOWN_UNIT',
    'FLAG_LESS_THAN_1MS',
    'FLAG_AT_LEAST_ONE',
    'INVALID_SYNTAX',
  ],
  severity: 'error',
  summary: {
    en: 'HEALTHCHECK is NONE, or CMD with a command and good times.',
    ko: 'HEALTHCHECK는 NONE이거나, 명령과 올바른 시간을 가진 CMD입니다.',
  },
  *check(file) {
    for (const instruction of file.ofWithTriggers('HEALTHCHECK')) {
      const [type, ...rest] = instruction.args;
      if (!type) continue;
      const range = instruction.rangeOf(type);
      const name = type.value.toUpperCase();
      if (name === 'NONE') {
        const [first] = rest;
        if (first) {
          const span = { start: first.start, end: instruction.text.length };
          yield {
            range: instruction.rangeOf(span),
            message: l10n.t('HEALTHCHECK NONE takes no arguments.'),
            codes: ['DL1000', 'ARGUMENT_UNNECESSARY'],
          };
        }
      } else if (name !== 'CMD') {
        yield {
          range,
          message: l10n.t('HEALTHCHECK takes CMD or NONE, not "{0}".', type.value),
          codes: ['DL1000', 'UNKNOWN_TYPE'],
        };
      } else if (!hasCommand(instruction)) {
        yield {
          range,
          message: l10n.t('HEALTHCHECK CMD needs a command.'),
          codes: ['DL1000', 'HEALTHCHECK_CMD_ARGUMENT_MISSING'],
        };
      }
      if (name !== 'NONE') yield* checkFlags(instruction);
    }
  },
});

function hasCommand({ args, text }: Instruction): boolean {
  const [, first] = args;
  if (!first) return false;
  const json = readJsonForm(text, first.start);
  return !json || json.items.length > 0;
}

function* checkFlags(instruction: Instruction): Iterable<Problem> {
  for (const { name, value = '', valueSpan } of instruction.flags) {
    if (!valueSpan || value === '') continue;
    const range = instruction.rangeOf(valueSpan);
    if (name === 'retries') {
      if (/^[+]?\d+$/.test(value) && Number(value) <= 2_147_483_647) continue;
      const code = /^-\d+$/.test(value) ? 'FLAG_AT_LEAST_ONE' : 'INVALID_SYNTAX';
      yield { range, message: l10n.t('"{0}" is not a number of retries.', value), codes: ['DL1000', code] };
    } else if (/^(?:interval|timeout|start-period|start-interval)$/.test(name)) {
      const duration = parseDuration(value);
      if (typeof duration === 'string') {
        yield {
          range,
          message: l10n.t('"{0}" is not a duration such as 1m30s.', value),
          codes: ['DL1000', duration],
        };
      } else if (duration !== 0 && duration < 1) {
        yield { range, message: l10n.t('"{0}" is shorter than 1ms.', value), codes: ['DL1000', 'FLAG_LESS_THAN_1MS'] };
      }
    }
  }
}
