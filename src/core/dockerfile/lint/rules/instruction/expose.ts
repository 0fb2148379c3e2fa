import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import type { Word } from '../../../words.js';
import type { LintFile } from '../../lintFile.js';
import { defineRule } from '../../rule.js';
import { expandedWord } from '../../stageValues.js';

/** Ports with what their variables make of them, as far as that is known. */
function* portsOf(file: LintFile): Iterable<readonly [Instruction, Word, string]> {
  for (const instruction of file.of('EXPOSE')) {
    for (const word of instruction.args) {
      yield [instruction, word, expandedWord(file, instruction, word.value) ?? word.value];
    }
  }
}

export const portOutOfRange = defineRule({
  id: 'port-out-of-range',
  aliases: ['DL3011', 'INVALID_PORT'],
  severity: 'error',
  summary: { en: 'EXPOSE names ports from 0 to 65535.', ko: 'EXPOSE에는 0에서 65535 사이의 포트를 씁니다.' },
  *check(file) {
    for (const [instruction, word] of portsOf(file)) {
      const [ports = ''] = word.value.replace(/["']/g, '').split('/');
      if (!/^\d+(?:-\d+)?$/.test(ports) || ports.split('-').every((port) => Number(port) <= 65535)) continue;
      yield {
        range: instruction.rangeOf(word),
        message: l10n.t('"{0}" is out of range. The highest port is 65535.', ports),
      };
    }
  },
});

export const portProtocolCasing = defineRule({
  id: 'port-protocol-casing',
  aliases: ['ExposeProtoCasing'],
  severity: 'warning',
  summary: { en: 'The protocol of a port is lower case.', ko: '포트의 프로토콜은 소문자로 씁니다.' },
  *check(file) {
    for (const [instruction, word, text] of portsOf(file)) {
      const slash = text.lastIndexOf('/');
      const protocol = text.slice(slash + 1);
      if (slash === -1 || protocol.includes('$') || protocol === protocol.toLowerCase()) continue;
      const isWritten = word.value.endsWith(`/${protocol}`);
      const range = instruction.rangeOf(isWritten ? { start: word.end - protocol.length, end: word.end } : word);
      const newText = protocol.toLowerCase();
      yield {
        range,
        message: l10n.t('The protocol "{0}" should be lower case.', protocol),
        fix: () => (isWritten ? { title: l10n.t('Change to lower case'), edits: [{ range, newText }] } : undefined),
      };
    }
  },
});

export const portFormat = defineRule({
  id: 'port-format',
  aliases: ['ExposeInvalidFormat'],
  severity: 'warning',
  summary: {
    en: 'EXPOSE names neither an address nor a port of the host.',
    ko: 'EXPOSE에는 주소나 호스트 포트를 쓰지 않습니다.',
  },
  *check(file) {
    for (const [instruction, word, text] of portsOf(file)) {
      const parts = text.replace(/\$\{[^}]*(?:\}|$)/g, '$').split(':');
      if (parts.length < 2) continue;
      const range = instruction.rangeOf(word);
      const newText = text.slice(text.lastIndexOf(':') + 1);
      const isWritten = text === word.value && !/["']/.test(text);
      yield {
        range,
        message: l10n.t('EXPOSE takes only the container port, "{0}".', newText),
        fix: () => (isWritten ? { title: l10n.t('Change to {0}', newText), edits: [{ range, newText }] } : undefined),
      };
    }
  },
});
