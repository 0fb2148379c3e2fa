import * as l10n from '@vscode/l10n';
import { codeSpan } from '../../base/codeSpan.js';
import { type DockerfileDocument, instructionAt } from '../document.js';
import type { Instruction } from '../instruction.js';
import type { Span } from '../mappedText.js';
import { containsPosition, type Position, type Range } from '../range.js';
import { flagOptions } from '../words.js';
import type { RuleName } from './completion/comments.js';
import {
  directiveDocumentation,
  flagDocumentation,
  instructionDocumentation,
  mountDocumentation,
  mountKeyDocumentation,
  paragraphs,
  pragmaDocumentation,
} from './documentation.js';
import { platformArguments, predefinedArguments } from './reference/names.js';
import { stageDocumentation } from './stageDocumentation.js';
import { declarationsIn, globalScope } from './stageNames.js';
import { type SymbolHere, symbolAt } from './symbols.js';
import { lineOf, variableDocumentation } from './variableDocumentation.js';
import type { VariableSpan } from './variableScan.js';
import { quotingOf, variableSpans } from './variableSpans.js';
import { referencesIn } from './variables.js';
import { expandAt } from './variableValues.js';

/** What the mouse shows over a part of a file. */
export interface HoverText {
  readonly range: Range;
  /** Markdown. */
  readonly text: string;
}

/** Explains the instruction, flag, variable, stage, directive or pragma at a place. */
export function hover(
  document: DockerfileDocument,
  position: Position,
  rules: readonly RuleName[] = [],
): HoverText | undefined {
  const instruction = instructionAt(document, position.line);
  const comment = commentHover(document, position, rules);
  if (comment || !instruction) return comment;
  const use = variableUseAt(instruction, position);
  const symbol = symbolAt(document, use ? instruction.rangeIn(use.text, use.span).start : position);
  const text = symbol && symbolText(document, symbol);
  if (symbol && text) {
    const isName = containsPosition(symbol.range, position);
    const range = use && !isName ? instruction.rangeIn(use.text, use.whole) : symbol.range;
    if (containsPosition(range, position))
      return { range, text: paragraphs(text, use ? resultText(document, instruction, use) : '') };
  }
  const trigger = instruction.trigger && wordHover(instruction.trigger, position);
  return trigger ?? wordHover(instruction, position);
}

/** The variable whose name the position touches, or the innermost around it. */
function variableUseAt(instruction: Instruction, position: Position): VariableSpan | undefined {
  const isIn = (part: 'span' | 'whole') => (use: VariableSpan) =>
    containsPosition(instruction.rangeIn(use.text, use[part]), position);
  const uses = variableSpans(instruction.syntax);
  return uses.find(isIn('span')) ?? uses.findLast(isIn('whole'));
}

/** What a modifier makes of the variable, where Docker replaces it and that is known. */
function resultText(
  document: DockerfileDocument,
  instruction: Instruction,
  { text, whole, name }: VariableSpan,
): string {
  const written = text.text.slice(whole.start, whole.end);
  const { syntax } = instruction.trigger ?? instruction;
  const isScript = quotingOf(syntax.keyword, syntax.escapeCharacter)?.comments === true;
  if (isScript || written.length <= `\${${name}}`.length) return '';
  const result = expandAt(document, instruction, written);
  return result.isComplete ? l10n.t('Here: {0}', codeSpan(result.text || '""')) : '';
}

function wordHover(instruction: Instruction, position: Position): HoverText | undefined {
  const over = (span: Span | undefined, text: () => string | undefined): HoverText | undefined => {
    if (!span) return undefined;
    const range = instruction.rangeOf(span);
    const found = containsPosition(range, position) ? text() : undefined;
    return found === undefined ? undefined : { range, text: found };
  };
  const { keyword, syntax } = instruction;
  const atKeyword = over(syntax.keywordSpan, () => instructionDocumentation(keyword));
  if (atKeyword) return atKeyword;
  for (const flag of instruction.flags) {
    for (const { start, end, name, value } of flag.name === 'mount' ? flagOptions(flag) : []) {
      const ofType = name === 'type' && value !== undefined ? mountDocumentation(value) : undefined;
      const found = over({ start, end }, () => ofType ?? mountKeyDocumentation(name));
      if (found) return found;
    }
    const found = over(flag, () => flagDocumentation(keyword, flag.name));
    if (found) return found;
  }
  return over(instruction.innerKeyword, () => instructionDocumentation(keyword));
}

function symbolText(document: DockerfileDocument, symbol: SymbolHere): string | undefined {
  switch (symbol.kind) {
    case 'variable':
      return variableDocumentation(symbol.declaration);
    case 'shellVariable':
      return (
        predefinedText(symbol.name) ??
        secretText(symbol.instruction, symbol.name) ??
        globalText(document, symbol.instruction, symbol.name) ??
        ownText(document, symbol.instruction, symbol.name)
      );
    case 'stage':
      return stageDocumentation(document, symbol.stage);
    case 'heredoc': {
      const { expands, name } = symbol.heredoc;
      const text = expands ? l10n.t('Variables in it are replaced.') : l10n.t('Quoted: nothing in it is replaced.');
      return paragraphs(`${codeSpan(`<<${name}`)} ${l10n.t('Text up to the line {0}.', codeSpan(name))}`, text);
    }
  }
}

/** For a variable that a mount gives a secret. */
function secretText({ flags }: Instruction, variable: string): string | undefined {
  const options = flags.filter(({ name }) => name === 'mount').flatMap(flagOptions);
  const isSecret = options.some(({ name, value }) => name === 'env' && value === variable);
  return isSecret ? paragraphs(codeSpan(variable), mountKeyDocumentation('env') ?? '') : undefined;
}

/** For an argument of FROM where a stage has not taken it over. */
function globalText(document: DockerfileDocument, instruction: Instruction, name: string): string | undefined {
  const global = instruction.stage && globalScope(document).get(name);
  const isSetHere = () => referencesIn(document, instruction).some((found) => found.name === name && found.isSetting);
  if (!global || isSetHere()) return undefined;
  return paragraphs(
    codeSpan(name),
    l10n.t('Build argument for FROM, set on line {0}.', lineOf(global)),
    l10n.t('In a stage it has a value only after {0}.', codeSpan(`ARG ${name}`)),
  );
}

/** For a name that its own instruction sets, and none before. */
function ownText(document: DockerfileDocument, instruction: Instruction, name: string): string | undefined {
  const own = declarationsIn(document, instruction).some((found) => found.name === name);
  if (!own || !instruction.stage) return undefined;
  return paragraphs(
    codeSpan(name),
    l10n.t('What is set here counts only for the instructions that follow; the base image may set it.'),
  );
}

function predefinedText(name: string): string | undefined {
  const platform = platformArguments[name];
  if (platform)
    return paragraphs(
      codeSpan(name),
      platform(),
      l10n.t('In a stage it has a value only after {0}.', codeSpan(`ARG ${name}`)),
    );
  if (!predefinedArguments.includes(name)) return undefined;
  return paragraphs(
    codeSpan(name),
    l10n.t('Build argument that exists without ARG; it does not become part of the image’s history.'),
  );
}

function commentHover(
  { directives, comments }: DockerfileDocument,
  position: Position,
  rules: readonly RuleName[],
): HoverText | undefined {
  const directive = directives.find(({ range }) => containsPosition(range, position));
  const comment = directive ?? comments.find(({ range }) => containsPosition(range, position));
  if (!comment) return undefined;
  const text = 'text' in comment ? comment.text : `${comment.name}=${comment.value}`;
  const code = ruleAt(text, comment.range, position);
  const rule = rules.find((candidate) => candidate.code === code?.name);
  if (rule && code) return { range: code.range, text: paragraphs(`**${rule.code}**`, rule.summary()) };
  const about = (position.line <= directives.length && directiveText(text)) || pragmaDocumentation(pragmaName(text));
  return about === undefined ? undefined : { range: comment.range, text: about };
}

/** For a directive, also while it has no value yet. */
function directiveText(text: string): string | undefined {
  return directiveDocumentation(/^(\w+)\s*=/.exec(text)?.[1]?.toLowerCase() ?? '');
}

function pragmaName(text: string): string {
  const match = /^hadolint\s+((?:global\s+)?ignore|shell)\s*=|^check\s*=/.exec(text);
  if (!match) return '';
  return match[1] ? `hadolint ${match[1].replace(/\s+/g, ' ')}` : 'check';
}

/** The word of letters and digits under the cursor in a comment that ends where its text ends. */
function ruleAt(
  text: string,
  { end }: Range,
  { line, character }: Position,
): { name: string; range: Range } | undefined {
  const start = end.character - text.length;
  for (const match of text.matchAll(/[A-Za-z][\w-]*/g)) {
    const from = start + match.index;
    const to = from + match[0].length;
    if (from <= character && character <= to)
      return { name: match[0], range: { start: { line, character: from }, end: { line, character: to } } };
  }
  return undefined;
}
