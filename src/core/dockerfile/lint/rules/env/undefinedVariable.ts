import * as l10n from '@vscode/l10n';
import { compact } from '../../../../base/compact.js';
import type { Instruction } from '../../../instruction.js';
import type { MappedText, Span } from '../../../mappedText.js';
import type { Stage } from '../../../stages.js';
import type { InstructionSyntax } from '../../../syntax.js';
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
      if (known) for (const instruction of stage.instructions) yield* checkInstruction(instruction, known);
      atEnd.set(stage, known);
      yield;
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

function checkInstruction(instruction: Instruction, known: Set<string>): readonly Problem[] {
  const { keyword, syntax } = instruction;
  if (!expanding.has(keyword)) return [];
  const unknown = syntax.keep(usesIn).filter(({ name }) => !known.has(name));
  const problems = unknown.map((use) => toProblem(instruction, use, known));
  if (keyword === 'ENV' || keyword === 'ARG') for (const { name } of instruction.properties) known.add(name);
  return problems;
}

/** A variable in a part of an instruction. */
interface Use extends Span {
  readonly name: string;
  readonly within: MappedText;
}

/** The first use of each name in each word that BuildKit expands, and in the body of each heredoc that is a file. */
function usesIn(syntax: InstructionSyntax): readonly Use[] {
  const { keyword, text, escapeCharacter, line } = syntax;
  const uses = text.includes('$')
    ? spansOf(syntax).flatMap((span) => firstUses(findVariables(text, span, escapeCharacter), line.joined))
    : [];
  for (const { body, expands } of keyword === 'COPY' || keyword === 'ADD' ? line.heredocs : []) {
    const whole = { start: 0, end: expands ? body.text.length : 0 };
    uses.push(...firstUses(findVariables(body.text, whole, escapeCharacter, 'no quotes'), body));
  }
  return compact(uses);
}

function firstUses(uses: readonly VariableUse[], within: MappedText): Use[] {
  const named = uses.filter(({ name, problem }) => name !== '' && !problem);
  const isFirst = ({ name }: VariableUse, index: number) => named.findIndex((use) => use.name === name) === index;
  return named.filter(isFirst).map(({ name, start, end }) => ({ name, start, end, within }));
}

const asWhole = new Set(['STOPSIGNAL', 'USER', 'WORKDIR']);

/** The words that BuildKit expands, each on its own. */
function spansOf({ keyword, properties, argsSpan, flags, json, args }: InstructionSyntax): readonly Span[] {
  if (keyword === 'ENV' || keyword === 'LABEL')
    return properties.flatMap(({ nameSpan, valueSpan }) => (valueSpan ? [nameSpan, valueSpan] : nameSpan));
  if (keyword === 'ARG') return properties.flatMap(({ valueSpan }) => valueSpan ?? []);
  if (keyword === 'RUN') return flags.filter(({ name }) => name === 'mount').flatMap(flagOptions);
  const values = flags.flatMap(({ valueSpan, name }) => (valueSpan && name !== 'from' ? [valueSpan] : []));
  return [...values, ...(asWhole.has(keyword) ? [argsSpan] : (json?.items ?? args))];
}

function toProblem(instruction: Instruction, use: Use, known: ReadonlySet<string>): Problem {
  const { name, within } = use;
  const range = instruction.rangeIn(within, use);
  const closest = closestName(name, known);
  const newText = within.text.slice(use.start, use.end).replace(name, closest ?? name);
  return {
    range,
    message: closest
      ? l10n.t('"{0}" is not set here. Did you mean "{1}"?', name, closest)
      : l10n.t('"{0}" is not set here.', name),
    alternatives: () => (closest ? [{ title: l10n.t('Change to {0}', closest), edits: [{ range, newText }] }] : []),
  };
}
