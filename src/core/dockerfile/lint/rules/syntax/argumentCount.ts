import * as l10n from '@vscode/l10n';
import type { InstructionSyntax } from '../../../syntax.js';
import { defineRule } from '../../rule.js';

const needsOne = new Set(
  'MAINTAINER ENV LABEL ARG ONBUILD WORKDIR HEALTHCHECK EXPOSE USER VOLUME STOPSIGNAL SHELL FROM ADD COPY'.split(' '),
);

/** What BuildKit counts; RUN, CMD and ENTRYPOINT may stand alone there. */
export const argumentCount = defineRule({
  id: 'argument-count',
  aliases: [
    'DL1000',
    'ARGUMENT_MISSING',
    'ARGUMENT_REQUIRES_ONE_OR_THREE',
    'ARGUMENT_REQUIRES_AT_LEAST_TWO',
    'INVALID_AS',
  ],
  severity: 'error',
  summary: { en: 'Every instruction has the arguments it needs.', ko: '모든 명령어에 필요한 인자가 있습니다.' },
  *check(file) {
    for (const instruction of file.withTriggers) {
      const problem = instruction.syntax.keep(problemOf);
      if (!problem) continue;
      yield {
        range: instruction.args.length > 0 ? instruction.argsRange : instruction.keywordRange,
        message: problem.message,
        codes: ['DL1000', problem.code],
      };
    }
  },
});

function problemOf({ keyword, args, json }: InstructionSyntax): { code: string; message: string } | undefined {
  const count = json?.isStrings ? json.items.length : args.length;
  if (keyword === 'COPY' || keyword === 'ADD') {
    const code = args.length === 0 ? 'ARGUMENT_MISSING' : 'ARGUMENT_REQUIRES_AT_LEAST_TWO';
    return count < 2 ? { code, message: l10n.t('{0} needs a source and a target.', keyword) } : undefined;
  }
  if (keyword === 'FROM') return problemOfFrom(args.map(({ value }) => value));
  // Another rule tells of a SHELL without a program in its array.
  if (!needsOne.has(keyword) || count > 0 || (keyword === 'SHELL' && args.length > 0)) return undefined;
  return { code: 'ARGUMENT_MISSING', message: l10n.t('{0} needs an argument.', keyword) };
}

function problemOfFrom(args: readonly string[]): { code: string; message: string } | undefined {
  const isNamed = args.length === 3 && args[1]?.toUpperCase() === 'AS';
  if (args.length === 1 || isNamed) return undefined;
  const message = l10n.t('FROM takes an image, optionally followed by AS and a name.');
  if (args.length === 0) return { code: 'ARGUMENT_MISSING', message };
  return { code: args.length === 3 ? 'INVALID_AS' : 'ARGUMENT_REQUIRES_ONE_OR_THREE', message };
}
