import * as l10n from '@vscode/l10n';
import { closestName, mostCandidates } from '../../../variables.js';
import { shellRule } from '../../shellcheck/told.js';
import type { ShellScript } from './shellScripts.js';
import { unassignedUses } from './unassignedUses.js';

/** ShellCheck's SC2153: names in capitals may come from outside, but hardly when another one is so close. */
export const misspeltVariable = shellRule({
  id: 'misspelt-variable',
  aliases: ['SC2153'],
  severity: 'info',
  summary: {
    en: 'A script uses the names of variables as they are set.',
    ko: '스크립트는 변수를 정의한 이름 그대로 씁니다.',
  },
  *find(script) {
    const uses = [...unassignedUses(script, isForeign)];
    const names = uses.length === 0 ? [] : namesIn(script);
    for (const part of uses) {
      const closest = misspelt(part.name, names);
      if (closest === undefined) continue;
      const text = script.script.text.slice(part.start, part.end);
      const range = script.rangeOf(part);
      yield {
        range,
        message: l10n.t('Nothing sets "{0}". Did you mean "{1}"?', part.name, closest),
        alternatives: () => [
          { title: l10n.t('Change to {0}', closest), edits: [{ range, newText: text.replace(part.name, closest) }] },
        ],
      };
    }
  },
});

function namesIn({ assigned, env }: ShellScript): readonly string[] {
  const names = [...assigned];
  for (const name of env) {
    if (names.length >= mostCandidates) break;
    names.push(name);
  }
  return names.sort();
}

/** Shells and systems set these; ShellCheck has the same list. */
const known = new Set(
  `BASHOPTS BASHPID CDPATH CHILD_MAX COLUMNS COMPREPLY COPROC DIRSTACK DISPLAY EMACS ENV EPOCHREALTIME EPOCHSECONDS EUID
  EXECIGNORE FCEDIT FIGNORE FUNCNAME FUNCNEST GLOBIGNORE GROUPS HOME HOSTFILE HOSTNAME HOSTTYPE IFS IGNOREEOF INPUTRC
  INSIDE_EMACS KRB5CCNAME LANG LANGUAGE LD_LIBRARY_PATH LINENO LINES LOGNAME MACHTYPE MAIL MAILCHECK MAILPATH MAPFILE
  OLDPWD OPTARG OPTERR OPTIND OSTYPE PATH PIPESTATUS POSIXLY_CORRECT PPID PROMPT_COMMAND PROMPT_DIRTRIM PWD RANDOM
  REPLY REST SECONDS SHELL SHELLOPTS SHLVL SRANDOM TERM TIMEFORMAT TMOUT TMPDIR TZ UID USER XAUTHORITY`.split(/\s+/),
);
const knownPattern = /^(?:BASH(?:_\w+)?|COMP_\w+|FLAGS_\w+|HIST\w+|LC_\w+|PS\d|READLINE_\w+)$/;

function isForeign(name: string): boolean {
  return /^[A-Z_][A-Z_\d]*[A-Z\d][A-Z_\d]*$/.test(name) && !known.has(name) && !knownPattern.test(name);
}

/** The name that was meant: one edit away, two for long names, or only in another case. */
function misspelt(name: string, names: readonly string[]): string | undefined {
  const closest = closestName(
    name,
    names.filter((other) => !/[a-z]/.test(other) || other.toUpperCase() === name),
  );
  if (closest === undefined || closest.length < 4) return undefined;
  return closest.length > 7 ? closest : closestName(name, [closest], 1);
}
