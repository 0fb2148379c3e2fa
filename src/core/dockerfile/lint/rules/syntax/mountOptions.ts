import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import { closestName } from '../../../variables.js';
import { type Flag, type FlagOption, flagOptions } from '../../../words.js';
import { isImageReference } from '../../imageReferences.js';
import type { LintFile } from '../../lintFile.js';
import { defineRule, type Problem } from '../../rule.js';
import { startsAtRoot } from '../../workdirs.js';

const types = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const options =
  'type from source src target dst destination readonly ro readwrite rw id sharing required size mode uid gid env'.split(
    ' ',
  );
const sharings = ['shared', 'private', 'locked'];
/** Values that options may have: Go's ParseBool and ParseUint, go-units' RAMInBytes. */
const valuePatterns = new Map([
  ...['readonly', 'ro', 'readwrite', 'rw', 'required'].map(
    (name) => [name, /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)?$/] as const,
  ),
  ['mode', /^[0-7]+$/],
  ['uid', /^\d+$/],
  ['gid', /^\d+$/],
  ['size', /^\d+(?:\.\d+)? ?(?:[kmgtp]i?b?|b)?$/i],
]);

export const mountOption = defineRule({
  id: 'mount-option',
  aliases: ['DL1000'],
  severity: 'error',
  summary: { en: 'RUN --mount has options that BuildKit knows.', ko: 'RUN --mount에는 BuildKit이 아는 옵션을 씁니다.' },
  *check(file) {
    for (const run of file.ofWithTriggers('RUN')) {
      for (const flag of run.flags) {
        if (flag.name === 'mount' && flag.value) yield* checkMount(file, run, flag);
      }
    }
  },
});

function* checkMount(file: LintFile, run: Instruction, flag: Flag): Iterable<Problem> {
  const found = flagOptions(flag);
  for (const option of found) {
    const { name, value = '' } = option;
    if (name === '' || value.includes('$') || name.includes('$') || run.textOf(option).includes('"')) continue;
    yield* checkOption(file, run, option);
  }
  const type = found.find(({ name }) => name === 'type')?.value ?? 'bind';
  const hasTarget = found.some(({ name }) => /^(?:target|dst|destination)$/.test(name));
  if (hasTarget || !/^(?:bind|cache|tmpfs)$/.test(type) || !startsAtRoot(file, run)) return;
  yield { range: run.rangeOf(flag), message: l10n.t('A mount of this type needs a target.') };
}

function* checkOption(file: LintFile, run: Instruction, option: FlagOption): Iterable<Problem> {
  const { name, value = '', start, end } = option;
  const range = run.rangeOf({ start, end });
  if (!options.includes(name) || (name === 'type' && !types.includes(value)) || isUnknownSharing(option)) {
    const known = name === 'type' ? types : name === 'sharing' ? sharings : options;
    const closest = closestName(known === options ? name : value, known);
    yield {
      range,
      message: closest
        ? l10n.t('"{0}" is not a mount option. Did you mean "{1}"?', run.textOf(option), closest)
        : l10n.t('"{0}" is not a mount option.', run.textOf(option)),
    };
  } else if (valuePatterns.get(name)?.test(value) === false) {
    yield { range, message: l10n.t('The mount option "{0}" cannot be "{1}".', name, value) };
  } else if (name === 'from' && !isStage(file, value) && !isImageReference(value)) {
    yield { range, message: l10n.t('"{0}" names neither a stage nor an image.', value) };
  }
}

function isUnknownSharing({ name, value = '' }: FlagOption): boolean {
  return name === 'sharing' && !sharings.includes(value);
}

function isStage({ document: { stages } }: LintFile, from: string): boolean {
  if (/^\d+$/.test(from)) return true;
  return stages.some(({ name }) => name?.value.toLowerCase() === from.toLowerCase());
}
