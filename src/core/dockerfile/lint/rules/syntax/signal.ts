import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

const names = new Set(
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ'.split(
    ' ',
  ),
);

export const signalInvalid = defineRule({
  id: 'signal-invalid',
  aliases: ['INVALID_SIGNAL', 'ARGUMENT_REQUIRES_ONE'],
  severity: 'error',
  summary: { en: 'STOPSIGNAL names a signal that exists.', ko: 'STOPSIGNAL에는 있는 시그널을 씁니다.' },
  *check(file) {
    for (const instruction of file.ofWithTriggers('STOPSIGNAL')) {
      const text = instruction.argsText.replace(/["']/g, '');
      if (text === '' || text.includes('$') || isSignal(text)) continue;
      yield {
        range: instruction.argsRange,
        message: l10n.t('There is no signal "{0}".', instruction.argsText),
        codes: instruction.args.length > 1 ? this.aliases : ['INVALID_SIGNAL'],
      };
    }
  },
});

function isSignal(text: string): boolean {
  if (/^[-+]?\d+$/.test(text)) return Number(text) !== 0;
  const name = text.toUpperCase().replace(/^SIG/, '');
  return names.has(name) || /^RTM(?:IN(?:\+(?:[1-9]|1[0-5]))?|AX(?:-(?:[1-9]|1[0-4]))?)$/.test(name);
}
