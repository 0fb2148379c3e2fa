import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import type { Span } from '../../../mappedText.js';
import type { Range } from '../../../range.js';
import type { Stage } from '../../../stages.js';
import { closestName, findVariables, type VariableUse } from '../../../variables.js';
import { baseImageEnv } from '../../baseImages.js';
import type { LintFile } from '../../lintFile.js';
import { defineRule, type Problem } from '../../rule.js';

const expanding = new Set('ADD COPY ENV EXPOSE LABEL STOPSIGNAL USER VOLUME WORKDIR ARG'.split(' '));
const setByBuild =
  'HTTP_PROXY http_proxy HTTPS_PROXY https_proxy FTP_PROXY ftp_proxy NO_PROXY no_proxy ALL_PROXY all_proxy';

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
  return env && new Set(['PATH', ...setByBuild.split(' '), ...env]);
}

function* checkInstruction(file: LintFile, instruction: Instruction, known: Set<string>): Iterable<Problem> {
  const { keyword } = instruction;
  if (keyword === 'SHELL' || !expanding.has(keyword)) return;
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
  const own = new Set<string>();
  const isNew = ({ name, problem }: VariableUse) => name !== '' && !problem && !known.has(name) && !own.has(name);
  for (const span of spansOf(instruction)) {
    for (const use of findVariables(instruction.text, span, escapeCharacter).filter(isNew)) {
      own.add(use.name);
      yield toProblem(use, instruction.textOf(use), instruction.rangeOf(use), known);
    }
  }
  for (const { body, expands } of keyword === 'COPY' || keyword === 'ADD' ? instruction.heredocs : []) {
    const whole = { start: 0, end: expands ? body.text.length : 0 };
    for (const use of findVariables(body.text, whole, escapeCharacter, 'no quotes').filter(isNew)) {
      own.add(use.name);
      yield toProblem(use, body.text.slice(use.start, use.end), instruction.rangeIn(body, use), known);
    }
  }
}

/** The words that BuildKit expands. */
function spansOf(instruction: Instruction): readonly Span[] {
  const { keyword, properties, syntax, flags } = instruction;
  if (keyword === 'ENV' || keyword === 'LABEL')
    return properties.flatMap(({ nameSpan, valueSpan }) => [nameSpan, valueSpan ?? []].flat());
  if (keyword === 'ARG') return properties.flatMap(({ valueSpan }) => valueSpan ?? []);
  const values = flags.flatMap(({ valueSpan, name }) => (valueSpan && name !== 'from' ? [valueSpan] : []));
  return [...values, syntax.argsSpan];
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
