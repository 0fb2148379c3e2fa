import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const portInvalid = defineRule({
  id: 'port-invalid',
  aliases: ['INVALID_PORT', 'INVALID_PROTO'],
  severity: 'error',
  summary: {
    en: 'EXPOSE names ports and protocols that exist.',
    ko: 'EXPOSE에는 있을 수 있는 포트와 프로토콜을 씁니다.',
  },
  *check(file) {
    for (const instruction of file.ofWithTriggers('EXPOSE')) {
      for (const word of instruction.args) {
        const text = word.value.replace(/["']/g, '');
        if (text.includes('$')) continue;
        const code = problemOf(text);
        if (!code) continue;
        yield {
          range: instruction.rangeOf(word),
          message: l10n.t('"{0}" is not a port such as 80, 80/udp or 8000-8010.', word.value),
          codes: [code],
        };
      }
    }
  },
});

/** Numbers over 65535 are another rule's. */
function problemOf(text: string): string | undefined {
  const [spec = '', protocol, ...rest] = text.split('/');
  const port = spec.split(':').at(-1) ?? '';
  if (rest.length > 0 || (protocol !== undefined && !/^(?:tcp|udp|sctp)?$/i.test(protocol))) return 'INVALID_PROTO';
  const match = /^(\d+)(?:-(\d+))?$/.exec(port);
  if (!match) return 'INVALID_PORT';
  return match[2] !== undefined && Number(match[2]) < Number(match[1]) ? 'INVALID_PORT' : undefined;
}
