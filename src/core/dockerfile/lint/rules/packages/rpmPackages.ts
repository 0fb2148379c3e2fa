import type { Instruction } from '../../../instruction.js';
import type { Invocation } from '../../../shell/invocation.js';
import type { Word, WordPart } from '../../../shell/tree.js';
import type { Call, LintFile } from '../../lintFile.js';
import { type Scope, scopeOf, scopesOf } from '../../scopes.js';

/** Packages of an `install` without a version; `module install` wants a stream after a colon. */
export function unpinnedRpms(call: Call, file: LintFile): Word[] {
  const { invocation } = call;
  if (!invocation.hasArg('install') || invocation.hasArg('group')) return [];
  const isModule = invocation.hasArg('module');
  return operandsOf(invocation).filter((word) => {
    if (word.text === 'install' || word.text === 'module') return false;
    return isModule ? !word.text.includes(':') : !isFixed(word, call, file);
  });
}

function operandsOf(invocation: Invocation): Word[] {
  return invocation.operands(
    'c',
    'config',
    'enablerepo',
    'disablerepo',
    'x',
    'exclude',
    'installroot',
    'releasever',
    'setopt',
    'd',
    'e',
    'R',
  );
}

function isFixed(word: Word, { instruction, script }: Call, file: LintFile): boolean {
  const { text, parts } = word;
  if (text.endsWith('.rpm')) return true;
  const isKnown = (part: WordPart) =>
    part.kind === 'variable' &&
    part.modifier === '' &&
    script.text.startsWith('${', part.start) &&
    isDeclared(file, part.name, instruction);
  if (parts.some(isKnown)) return true;
  const [, ...rest] = text.split('-');
  return (
    rest.length > 0 && rest.every((part) => /^[0-9A-Za-z.~^_:+]*$/.test(part)) && rest.some((part) => /^\d/.test(part))
  );
}

/** By an ARG or ENV before, of the stage or of one that it is built on; ARGs before FROM do not reach into stages. */
function isDeclared(file: LintFile, name: string, instruction: Instruction): boolean {
  return scopesOf(instruction).some(
    (scope) => (file.keep(declarations).get(scope)?.get(name) ?? Infinity) < instruction.index,
  );
}

/** Index of the first ARG or ENV of each name. */
function declarations(file: LintFile): ReadonlyMap<Scope, ReadonlyMap<string, number>> {
  const found = new Map<Scope, Map<string, number>>();
  for (const instruction of file.ofWithTriggers('ARG', 'ENV')) {
    const scope = scopeOf(instruction);
    const names = found.get(scope) ?? new Map<string, number>();
    found.set(scope, names);
    for (const { name } of instruction.properties) {
      names.set(name, Math.min(names.get(name) ?? Infinity, instruction.index));
    }
  }
  return found;
}
