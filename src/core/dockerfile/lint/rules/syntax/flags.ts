import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import { isKnownKeyword } from '../../../keywords.js';
import { closestName } from '../../../variables.js';
import type { Flag } from '../../../words.js';
import { removeFlag } from '../../flagFix.js';
import { defineRule, type Problem } from '../../rule.js';
import { instructionFlags } from './flagTable.js';

const noFlags = { switches: [], values: [], lists: [] };
/** BuildKit reads no flags of these at all. */
const unread = new Set(['STOPSIGNAL', 'ARG']);

export const unknownFlag = defineRule({
  id: 'unknown-flag',
  aliases: ['DL1000', 'UNKNOWN_ADD_FLAG', 'UNKNOWN_COPY_FLAG', 'UNKNOWN_FROM_FLAG', 'UNKNOWN_HEALTHCHECK_FLAG'],
  severity: 'error',
  summary: { en: 'Every flag is one that the instruction has.', ko: '모든 플래그는 그 명령어가 아는 것입니다.' },
  *check({ withTriggers }) {
    for (const instruction of withTriggers.filter(hasFlags)) {
      const names = knownFlags(instruction);
      if (!names) continue;
      for (const flag of instruction.flags) {
        if (names.includes(flag.name)) continue;
        const closest = closestName(flag.name, names);
        yield {
          range: instruction.rangeOf(flag),
          message: closest
            ? l10n.t('{0} has no flag "--{1}". Did you mean "--{2}"?', instruction.keyword, flag.name, closest)
            : l10n.t('{0} has no flag "--{1}".', instruction.keyword, flag.name),
          codes: ['DL1000', `UNKNOWN_${instruction.keyword}_FLAG`],
          alternatives: () => [
            ...(closest
              ? [
                  {
                    title: l10n.t('Change to {0}', `--${closest}`),
                    edits: [{ range: instruction.rangeOf(flag.nameSpan), newText: closest }],
                  },
                ]
              : []),
            { title: l10n.t('Remove the flag'), edits: [removeFlag(instruction, flag)] },
          ],
        };
      }
    }
  },
});

function hasFlags({ flags }: Instruction): boolean {
  return flags.length > 0;
}

/** Undefined where BuildKit does not look at flags. */
function knownFlags({ keyword, args }: Instruction): readonly string[] | undefined {
  if (!isKnownKeyword(keyword) || unread.has(keyword)) return undefined;
  if (keyword === 'HEALTHCHECK' && args[0]?.value.toUpperCase() === 'NONE') return undefined;
  const { switches = [], values = [], lists = [] } = instructionFlags[keyword] ?? noFlags;
  return [...switches, ...values, ...lists];
}

export const flagValue = defineRule({
  id: 'flag-value',
  aliases: ['DL1000', 'FLAG_MISSING_VALUE', 'FLAG_DUPLICATE', 'FLAG_EXPECTED_BOOLEAN_VALUE'],
  severity: 'error',
  summary: { en: 'Every flag has a value it can have, once.', ko: '모든 플래그는 한 번만, 올바른 값으로 씁니다.' },
  *check({ withTriggers }) {
    for (const instruction of withTriggers.filter(hasFlags)) {
      const seen = new Set<string>();
      for (const flag of knownFlags(instruction) ? instruction.flags : []) {
        yield* checkFlag(instruction, flag, seen);
        seen.add(flag.name);
      }
    }
  },
});

function* checkFlag(instruction: Instruction, flag: Flag, seen: ReadonlySet<string>): Iterable<Problem> {
  const { switches = [], values = [], lists = [] } = instructionFlags[instruction.keyword] ?? noFlags;
  const isSwitch = switches.includes(flag.name);
  if (!isSwitch && !values.includes(flag.name) && !lists.includes(flag.name)) return;
  if (seen.has(flag.name) && !lists.includes(flag.name)) {
    yield {
      range: instruction.rangeOf(flag),
      message: l10n.t('The flag "--{0}" is given twice.', flag.name),
      codes: ['DL1000', 'FLAG_DUPLICATE'],
    };
  }
  if (isSwitch ? flag.value === '' : flag.value === undefined) {
    yield {
      range: instruction.rangeOf(flag),
      message: l10n.t('The flag "--{0}" needs a value.', flag.name),
      codes: ['DL1000', 'FLAG_MISSING_VALUE'],
    };
  } else if (isSwitch && flag.value && !/^(?:true|false)$/i.test(flag.value)) {
    yield {
      range: instruction.rangeOf(flag.valueSpan ?? flag),
      message: l10n.t('The flag "--{0}" is true or false, not "{1}".', flag.name, flag.value),
      codes: ['DL1000', 'FLAG_EXPECTED_BOOLEAN_VALUE'],
    };
  }
}
