import { wordsOf } from '../../../shell/walk.js';
import { bashismRule, byNode, collect, nothing } from './bashism.js';
import { testedNames } from './unassignedUses.js';

const bashVariables = new Set(
  'BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_COMMAND BASH_EXECUTION_STRING BASH_LINENO BASH_REMATCH BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HOSTNAME HOSTTYPE MACHTYPE MAPFILE OSTYPE PIPESTATUS RANDOM SECONDS SHELLOPTS SHLVL SRANDOM UID'.split(
    ' ',
  ),
);

export const bashVariable = bashismRule(
  'bash-variable',
  'SC3028',
  { en: 'A script for sh uses no variables of bash.', ko: 'sh 스크립트에서 bash의 변수를 쓰지 않습니다.' },
  (script) => {
    const uses = variablesOfBash(script);
    const tested = uses.length > 0 ? testedNames(script) : [];
    const isOwn = (name: string) => script.assigned.has(name) || script.env.has(name) || tested.includes(name);
    return uses.filter(({ what }) => alwaysOfBash.has(what) || !isOwn(what));
  },
);

/** A script can set or ask for the others itself. */
const alwaysOfBash = new Set(['RANDOM', 'SECONDS']);

const variablesOfBash = byNode(nothing, (part) => {
  if (part.kind !== 'variable' || !bashVariables.has(part.name)) return undefined;
  return { what: part.name, start: part.start, end: part.end };
});

export const bashProcess = bashismRule(
  'bash-process-substitution',
  'SC3001',
  { en: 'A script for sh uses no process substitution.', ko: 'sh 스크립트에서는 프로세스 치환을 쓰지 않습니다.' },
  byNode(nothing, (part) => {
    if (part.kind !== 'substitution' || (part.opening !== '<(' && part.opening !== '>(')) return undefined;
    return { what: `${part.opening} )`, start: part.start, end: part.end };
  }),
);

export const bashBraces = bashismRule(
  'bash-braces',
  'SC3009',
  { en: 'A script for sh does not expand braces.', ko: 'sh 스크립트에서는 중괄호 확장을 쓰지 않습니다.' },
  ({ script }) =>
    (script.text.includes('{') ? script.commands : []).flatMap((command) =>
      collect(wordsOf(command), (word) => {
        if (!word.text.includes('{')) return undefined;
        const plain = word.parts.map((part) =>
          part.kind === 'literal' && part.isQuoted ? '' : part.kind === 'literal' ? part.text : 'x',
        );
        const isBraces = /\{[^{}\s]*(?:,|\.\.)[^{}\s]*\}/.test(plain.join(''));
        return isBraces ? { what: '{ , }', start: word.start, end: word.end } : undefined;
      }),
    ),
);

export const bashSubstring = bashismRule(
  'bash-substring',
  'SC3057',
  { en: 'A script for sh cuts no parts out of variables.', ko: 'sh 스크립트에서는 변수의 일부를 잘라 쓰지 않습니다.' },
  byNode(nothing, (part) => {
    if (part.kind !== 'variable' || !/^:(?![-+?=])/.test(part.modifier)) return undefined;
    return { what: `\${${part.name}${part.modifier}}`, start: part.start, end: part.end };
  }),
);

export const bashReplace = bashismRule(
  'bash-replace',
  'SC3060',
  { en: 'A script for sh replaces no text in variables.', ko: 'sh 스크립트에서는 변수 안의 텍스트를 바꾸지 않습니다.' },
  byNode(nothing, (part) => {
    if (part.kind !== 'variable' || !part.modifier.startsWith('/')) return undefined;
    return { what: `\${${part.name}${part.modifier}}`, start: part.start, end: part.end };
  }),
);
