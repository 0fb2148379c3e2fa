import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

const allowed: Readonly<Record<string, readonly string[]>> = {
  network: ['default', 'none', 'host'],
  security: ['sandbox', 'insecure'],
};

export const runFlagValue = defineRule({
  id: 'run-flag-value',
  aliases: ['DL1000'],
  severity: 'error',
  summary: {
    en: 'RUN --network and --security have values that exist.',
    ko: 'RUN --network와 --security에는 있는 값을 씁니다.',
  },
  *check(file) {
    for (const run of file.ofWithTriggers('RUN')) {
      for (const { name, value, valueSpan } of run.flags) {
        const values = allowed[name];
        if (!values || !value || !valueSpan || value.includes('$') || values.includes(value)) continue;
        yield {
          range: run.rangeOf(valueSpan),
          message: l10n.t('"--{0}" is one of {1}, not "{2}".', name, values.join(', '), value),
        };
      }
    }
  },
});
