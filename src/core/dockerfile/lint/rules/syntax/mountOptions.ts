import * as l10n from '@vscode/l10n';
import { closestName } from '../../../variables.js';
import { flagOptions } from '../../../words.js';
import { defineRule } from '../../rule.js';

const types = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const options =
  'type from source src target dst destination readonly ro readwrite rw id sharing required size mode uid gid env'.split(
    ' ',
  );
const sharings = ['shared', 'private', 'locked'];

export const mountOption = defineRule({
  id: 'mount-option',
  aliases: ['DL1000'],
  severity: 'error',
  summary: { en: 'RUN --mount has options that BuildKit knows.', ko: 'RUN --mount에는 BuildKit이 아는 옵션을 씁니다.' },
  *check(file) {
    for (const run of file.of('RUN')) {
      for (const flag of run.flags) {
        if (flag.name !== 'mount' || !flag.value) continue;
        for (const { name, value = '', ...span } of flagOptions(flag)) {
          if (name === '' || value.includes('$') || name.includes('$') || run.textOf(span).includes('"')) continue;
          const isKnown = options.includes(name);
          const isGood = name === 'type' ? types.includes(value) : name !== 'sharing' || sharings.includes(value);
          if (isKnown && isGood) continue;
          const closest = isKnown ? closestName(value, name === 'type' ? types : sharings) : closestName(name, options);
          yield {
            range: run.rangeOf(span),
            message: closest
              ? l10n.t('"{0}" is not a mount option. Did you mean "{1}"?', run.textOf(span), closest)
              : l10n.t('"{0}" is not a mount option.', run.textOf(span)),
          };
        }
      }
    }
  },
});
