import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import type { Span } from '../../../mappedText.js';
import type { Range } from '../../../range.js';
import type { Stage } from '../../../stages.js';
import { closestName, findVariables, type VariableUse } from '../../../variables.js';
import { flagOptions } from '../../../words.js';
import { baseImageEnv } from '../../baseImages.js';
import type { LintFile } from '../../lintFile.js';
import { defineRule, type Problem } from '../../rule.js';

const expanding = new Set('ADD COPY ENV EXPOSE LABEL RUN STOPSIGNAL USER VOLUME WORKDIR ARG'.split(' '));

export const undefinedVariable = defineRule({
  id: 'undefined-variable',
  aliases: ['UndefinedVar'],
  severity: 'warning',
  summary: { en: 'Every variable that is used is set before.', ko: '쓰는 변수는 모두 앞에서 정의합니다.' },
  *check(file) {
    const atEnd = new Map<Stage, Set<string> | undefined>();
    for (const stage of file.document.stages) {
      const known = stage.parent ? copyOf(atEnd.get(stage.parent)) : startingNames(file, stage);
      if (known) for (const instruction of stage.instructions) yield* checkInstruction(file, instruction, known);
      atEnd.set(stage, known);
    }
  },
});

function copyOf(names: Set<string> | undefined): Set<string> | undefined {
  return names && new Set(names);
}

/** What the base image sets; undefined when that is not known, and then nothing can be said. */
function startingNames(file: LintFile, { image }: Stage): Set<string> | undefined {
  const env = image && baseImageEnv(image.value, file);
  return env && new Set(['PATH', ...env]);
}

function* checkInstruction(file: LintFile, instruction: Instruction, known: Set<string>): Iterable<Problem> {
  const { keyword } = instruction;
  if (!expanding.has(keyword)) return;
  if (instruction.text.includes('$') || instruction.heredocs.length > 0) {
    yield* undefinedUses(instruction, file.document.escapeCharacter, known);
  }
  if (keyword === 'ENV' || keyword === 'ARG') for (const { name } of instruction.properties) known.add(name);
}

function* undefinedUses(
  instruction: Instruction,
  escapeCharacter: string,
  known: ReadonlySet<string>,
): Iterable<Problem> {
  const { keyword } = instruction;
  for (const span of spansOf(instruction)) {
    for (const use of unknownIn(findVariables(instruction.text, span, escapeCharacter), known)) {
      yield toProblem(use, instruction.textOf(use), instruction.rangeOf(use), known);
    }
  }
  for (const { body, expands } of keyword === 'COPY' || keyword === 'ADD' ? instruction.heredocs : []) {
    const whole = { start: 0, end: expands ? body.text.length : 0 };
    for (const use of unknownIn(findVariables(body.text, whole, escapeCharacter, 'no quotes'), known)) {
      yield toProblem(use, body.text.slice(use.start, use.end), instruction.rangeIn(body, use), known);
    }
  }
}

/** The first use of each name that is not known. */
function* unknownIn(uses: readonly VariableUse[], known: ReadonlySet<string>): Iterable<VariableUse> {
  const own = new Set<string>();
  for (const use of uses) {
    if (use.name === '' || use.problem || known.has(use.name) || own.has(use.name)) continue;
    own.add(use.name);
    yield use;
  }
}

const asWhole = new Set(['STOPSIGNAL', 'USER', 'WORKDIR']);

/** The words that BuildKit expands, each on its own. */
function spansOf(instruction: Instruction): readonly Span[] {
  const { keyword, properties, syntax, flags, json, args } = instruction;
  if (keyword === 'ENV' || keyword === 'LABEL')
    return properties.flatMap(({ nameSpan, valueSpan }) => (valueSpan ? [nameSpan, valueSpan] : nameSpan));
  if (keyword === 'ARG') return properties.flatMap(({ valueSpan }) => valueSpan ?? []);
  if (keyword === 'RUN') return flags.filter(({ name }) => name === 'mount').flatMap(flagOptions);
  const values = flags.flatMap(({ valueSpan, name }) => (valueSpan && name !== 'from' ? [valueSpan] : []));
  return [...values, ...(asWhole.has(keyword) ? [syntax.argsSpan] : (json?.items ?? args))];
}

function toProblem({ name }: VariableUse, text: string, range: Range, known: ReadonlySet<string>): Problem {
  const closest = closestName(name, known);
  const newText = text.replace(name, closest ?? name);
  return {
    range,
    message: closest
      ? l10n.t('"{0}" is not set here. Did you mean "{1}"?', name, closest)
      : l10n.t('"{0}" is not set here.', name),
    alternatives: () => (closest ? [{ title: l10n.t('Change to {0}', closest), edits: [{ range, newText }] }] : []),
  };
}
