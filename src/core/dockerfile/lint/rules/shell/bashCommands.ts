import type { SimpleCommand } from '../../../shell/tree.js';
import { type Bashism, bashismRule, byCommand, byNode, named, nothing } from './bashism.js';

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

/** What POSIX lets `set -o` switch on; dash is not asked. */
const posixOptions = new Set(
  'allexport errexit ignoreeof monitor noclobber noexec noglob nolog notify nounset verbose vi xtrace'.split(' '),
);

export const bashPipefail = bashismRule(
  'bash-pipefail',
  'SC3040',
  {
    en: 'A script for sh sets no options such as pipefail.',
    ko: 'sh 스크립트에서는 pipefail 같은 bash 옵션을 켜지 않습니다.',
  },
  ({ shell, commands }) => (shell === 'dash' ? [] : commands.flatMap(bashOptions)),
);

function bashOptions({ words: [program, ...args] }: SimpleCommand): readonly Bashism[] {
  if (program?.text !== 'set') return [];
  const names = args.filter((_, index) => /^[-+][A-Za-z]*o$/.test(args[index - 1]?.text ?? ''));
  return names
    .filter(({ text, parts }) => !posixOptions.has(text) && parts.every(({ kind }) => kind === 'literal'))
    .map(({ text, start, end }) => ({ what: `set -o ${text}`, start, end }));
}

export const bashArray = bashismRule(
  'bash-array',
  'SC3030',
  { en: 'A script for sh uses no arrays.', ko: 'sh 스크립트에서는 배열을 쓰지 않습니다.' },
  byCommand((command) => {
    const array = command.assignments.find(({ items }) => items);
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
