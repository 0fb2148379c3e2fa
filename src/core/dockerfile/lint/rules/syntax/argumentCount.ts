import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import { defineRule } from '../../rule.js';

const needsOne = new Set(
  'MAINTAINER ENV LABEL ARG ONBUILD WORKDIR HEALTHCHECK EXPOSE USER VOLUME STOPSIGNAL'.split(' '),
);

/** What BuildKit counts; RUN, CMD and ENTRYPOINT may stand alone there. */
export const argumentCount = defineRule({
  id: 'argument-count',
  aliases: ['DL1000', 'ARGUMENT_MISSING', 'ARGUMENT_REQUIRES_ONE_OR_THREE', 'ARGUMENT_REQUIRES_AT_LEAST_TWO'],
  severity: 'error',
  summary: { en: 'Every instruction has the arguments it needs.', ko: '모든 명령어에 필요한 인자가 있습니다.' },
  *check(file) {
    for (const instruction of file.instructions) {
      const message = problemOf(instruction);
      if (message)
        yield { range: hasArguments(instruction) ? instruction.argsRange : instruction.keywordRange, message };
    }
  },
});

function problemOf({ keyword, args, json }: Instruction): string | undefined {
  const count = json?.isStrings ? json.items.length : args.length;
  if (needsOne.has(keyword) && count === 0) return l10n.t('{0} needs an argument.', keyword);
  if ((keyword === 'COPY' || keyword === 'ADD') && count < 2)
    return l10n.t('{0} needs a source and a target.', keyword);
  if (keyword !== 'FROM' || args.length === 1) return undefined;
  if (args.length === 3 && args[1]?.value.toUpperCase() === 'AS') return undefined;
  return l10n.t('FROM takes an image, optionally followed by AS and a name.');
}

function hasArguments({ args }: Instruction): boolean {
  return args.length > 0;
}
