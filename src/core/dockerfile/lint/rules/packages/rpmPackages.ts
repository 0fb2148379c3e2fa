import type { Instruction } from '../../../instruction.js';
import type { Invocation } from '../../../shell/invocation.js';
import type { Word } from '../../../shell/tree.js';
import { stageChain } from '../../../stages.js';
import type { Call } from '../../lintFile.js';

/** Packages of an `install` without a version; `module install` wants a stream after a colon. */
export function unpinnedRpms({ invocation, instruction }: Call): Word[] {
  if (!invocation.hasArg('install') || invocation.hasArg('group')) return [];
  const isModule = invocation.hasArg('module');
  return operandsOf(invocation).filter((word) => {
    if (word.text === 'install' || word.text === 'module') return false;
    return isModule ? !word.text.includes(':') : !isFixed(word, instruction);
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

function isFixed({ text, parts }: Word, instruction: Instruction): boolean {
  if (text.endsWith('.rpm')) return true;
  const names = parts.flatMap((part) => (part.kind === 'variable' ? part.name : []));
  if (names.length > 0 && (text.includes('-$') || names.every((name) => isDeclared(name, instruction)))) return true;
  const [, ...rest] = text.split('-');
  return (
    rest.length > 0 && rest.every((part) => /^[0-9A-Za-z.~^_:+]*$/.test(part)) && rest.some((part) => /^\d/.test(part))
  );
}

function isDeclared(name: string, { stage }: Instruction): boolean {
  if (!stage) return false;
  return stageChain(stage).some(({ instructions }) =>
    instructions.some(
      ({ keyword, properties }) =>
        (keyword === 'ARG' || keyword === 'ENV') && properties.some((property) => property.name === name),
    ),
  );
}
