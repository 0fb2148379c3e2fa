import * as l10n from '@vscode/l10n';
import type { Call } from '../../lintFile.js';
import { defineRule } from '../../rule.js';

export const curlAndWget = defineRule({
  id: 'curl-and-wget',
  aliases: ['DL4001'],
  severity: 'warning',
  summary: { en: 'A stage uses either curl or wget.', ko: '한 스테이지에서는 curl과 wget 중 하나만 씁니다.' },
  *check(file) {
    const seen = new Map<string, Map<string, Call>>();
    for (const { instruction, calls } of file.runs) {
      const stage = instruction.onbuild ? 'onbuild' : String(instruction.stage?.index);
      const used = seen.get(stage) ?? new Map<string, Call>();
      seen.set(stage, used);
      const own = calls.filter(({ invocation }) => invocation.name === 'curl' || invocation.name === 'wget');
      for (const call of own) if (!used.has(call.invocation.name)) used.set(call.invocation.name, call);
      const [first] = own;
      if (!first || used.size < 2) continue;
      const other = used.get(first.invocation.name === 'curl' ? 'wget' : 'curl');
      yield {
        range: first.rangeOf(first.invocation.nameWord),
        message: l10n.t('This stage uses both curl and wget. One of them is enough.'),
        related: other ? [{ range: other.rangeOf(other.invocation.nameWord), message: l10n.t('The other one.') }] : [],
      };
    }
  },
});
