import * as l10n from '@vscode/l10n';
import type { Span } from '../../../mappedText.js';
import type { Command, SimpleCommand, WordPart } from '../../../shell/tree.js';
import type { Problem, Rule, RuleText } from '../../rule.js';
import { shellRule } from '../../shellcheck/told.js';
import type { ShellScript } from './shellScripts.js';

/** What a script does that only bash understands. */
interface Bashism extends Span {
  readonly what: string;
  /** The same for every shell, when there is a plain exchange of words. */
  readonly replacement?: string;
}

/** A rule of ShellCheck's SC3000 series: it holds where the shell is sh or dash. */
function bashismRule(
  id: string,
  aliases: string | readonly [sh: string, dash: string],
  summary: RuleText,
  find: (script: ShellScript) => Iterable<Bashism>,
): Rule {
  return shellRule({
    id,
    aliases: typeof aliases === 'string' ? [aliases] : aliases,
    severity: 'warning',
    summary,
    *find(script): Iterable<Problem> {
      if (script.shell !== 'sh' && script.shell !== 'dash') return;
      const code = typeof aliases === 'string' ? aliases : aliases[script.shell === 'sh' ? 0 : 1];
      for (const { what, replacement, ...span } of find(script)) {
        const range = script.rangeOf({ start: span.start, end: span.end });
        yield {
          range,
          codes: [code],
          message: l10n.t('sh does not support "{0}". Set SHELL to bash, or write it differently.', what),
          fix: () =>
            replacement === undefined
              ? undefined
              : { title: l10n.t('Change to {0}', replacement), edits: [{ range, newText: replacement }] },
        };
      }
    },
  });
}

function byCommand(find: (command: SimpleCommand) => Bashism | undefined): (script: ShellScript) => Iterable<Bashism> {
  return ({ commands }) => collect(commands, find);
}

function byNode(
  onCommand: (command: Command) => Bashism | undefined,
  onPart: (part: WordPart) => Bashism | undefined,
): (script: ShellScript) => Iterable<Bashism> {
  return ({ script }) => [
    ...(onCommand === nothing ? [] : collect(script.commands, onCommand)),
    ...(onPart === nothing ? [] : collect(script.parts, onPart)),
  ];
}

function collect<T>(items: readonly T[], find: (item: T) => Bashism | undefined): Bashism[] {
  const found: Bashism[] = [];
  for (const item of items) {
    const bashism = find(item);
    if (bashism) found.push(bashism);
  }
  return found;
}

const nothing = () => undefined;

function named(command: SimpleCommand, name: string): boolean {
  return command.words[0]?.text === name;
}

const bashVariables = new Set(
  'BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_COMMAND BASH_EXECUTION_STRING BASH_LINENO BASH_REMATCH BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HOSTNAME HOSTTYPE MACHTYPE MAPFILE OSTYPE PIPESTATUS RANDOM SECONDS SHELLOPTS SHLVL SRANDOM UID'.split(
    ' ',
  ),
);

export const bashVariable = bashismRule(
  'bash-variable',
  'SC3028',
  { en: 'A script for sh uses no variables of bash.', ko: 'sh 스크립트에서 bash의 변수를 쓰지 않습니다.' },
  (script) =>
    byNode(nothing, (part) => {
      if (part.kind !== 'variable' || !bashVariables.has(part.name)) return undefined;
      if (script.assigned.has(part.name) || script.env.has(part.name)) return undefined;
      return { what: part.name, start: part.start, end: part.end };
    })(script),
);

export const bashSource = bashismRule(
  'bash-source',
  'SC3046',
  { en: 'A script for sh reads files with a dot, not source.', ko: 'sh 스크립트에서는 source 대신 .을 씁니다.' },
  byCommand((command) => {
    const [word] = command.words;
    return word && named(command, 'source')
      ? { what: 'source', replacement: '.', start: word.start, end: word.end }
      : undefined;
  }),
);

export const bashTest = bashismRule(
  'bash-test',
  'SC3010',
  { en: 'A script for sh tests with [ ], not [[ ]].', ko: 'sh 스크립트에서는 [[ ]] 대신 [ ]를 씁니다.' },
  byNode(
    (command) =>
      command.kind === 'compound' && command.keyword === '[['
        ? { what: '[[ ]]', start: command.start, end: command.end }
        : undefined,
    nothing,
  ),
);

export const bashEquals = bashismRule(
  'bash-equals',
  'SC3014',
  { en: 'A script for sh compares with =, not ==.', ko: 'sh 스크립트에서는 == 대신 =로 비교합니다.' },
  byCommand((command) => {
    if (!named(command, '[') && !named(command, 'test')) return undefined;
    const equals = command.words.find(({ text }) => text === '==');
    return equals && { what: '==', replacement: '=', start: equals.start, end: equals.end };
  }),
);

export const bashEcho = bashismRule(
  'bash-echo',
  ['SC3037', 'SC3036'],
  { en: 'A script for sh gives echo no flags.', ko: 'sh 스크립트에서는 echo에 플래그를 쓰지 않습니다.' },
  (script) =>
    byCommand((command) => {
      const [, flag] = command.words;
      if (!named(command, 'echo') || !flag || !/^-[eEsn]+$/.test(flag.text)) return undefined;
      if (script.shell === 'dash' && flag.text === '-n') return undefined;
      return { what: `echo ${flag.text}`, start: flag.start, end: flag.end };
    })(script),
);

export const bashPipefail = bashismRule(
  'bash-pipefail',
  'SC3040',
  { en: 'A script for sh does not set pipefail.', ko: 'sh 스크립트에서는 pipefail을 켜지 않습니다.' },
  (script) =>
    script.shell === 'dash'
      ? []
      : byCommand((command) => {
          const option = named(command, 'set') ? command.words.find(({ text }) => text === 'pipefail') : undefined;
          return option && { what: 'set -o pipefail', start: option.start, end: option.end };
        })(script),
);

export const bashArray = bashismRule(
  'bash-array',
  'SC3030',
  { en: 'A script for sh uses no arrays.', ko: 'sh 스크립트에서는 배열을 쓰지 않습니다.' },
  byCommand((command) => {
    const array = command.assignments.find(({ isArray }) => isArray);
    return array && { what: `${array.name}=( )`, start: array.start, end: array.end };
  }),
);

export const bashLocal = bashismRule(
  'bash-local',
  'SC3043',
  { en: 'A script for sh declares no local variables.', ko: 'sh 스크립트에서는 local을 쓰지 않습니다.' },
  (script) =>
    script.shell === 'dash'
      ? []
      : byCommand((command) => {
          const [word] = command.words;
          return word && named(command, 'local') ? { what: 'local', start: word.start, end: word.end } : undefined;
        })(script),
);

export const bashBuiltin = bashismRule(
  'bash-builtin',
  'SC3044',
  { en: 'A script for sh uses no builtins of bash.', ko: 'sh 스크립트에서는 bash 내장 명령을 쓰지 않습니다.' },
  byCommand((command) => {
    const [word] = command.words;
    if (
      !word ||
      !/^(?:caller|compgen|complete|compopt|declare|dirs|disown|enable|mapfile|pushd|popd|readarray|shopt|suspend|typeset)$/.test(
        word.text,
      )
    )
      return undefined;
    return { what: word.text, start: word.start, end: word.end };
  }),
);

export const bashRedirect = bashismRule(
  'bash-redirect',
  'SC3020',
  { en: 'A script for sh redirects with > file 2>&1.', ko: 'sh 스크립트에서는 > 파일 2>&1로 리디렉션합니다.' },
  byNode((command) => {
    const redirect = command.redirects.find(({ operator }) => operator.startsWith('&>'));
    return redirect && { what: redirect.operator, start: redirect.start, end: redirect.end };
  }, nothing),
);

export const bashHereString = bashismRule(
  'bash-here-string',
  'SC3011',
  { en: 'A script for sh uses no here-strings.', ko: 'sh 스크립트에서는 here-string을 쓰지 않습니다.' },
  byNode((command) => {
    const redirect = command.redirects.find(({ operator }) => operator === '<<<');
    return redirect && { what: '<<<', start: redirect.start, end: redirect.end };
  }, nothing),
);

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
  ({ commands }) =>
    commands.flatMap(({ words }) =>
      collect(words, (word) => {
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
