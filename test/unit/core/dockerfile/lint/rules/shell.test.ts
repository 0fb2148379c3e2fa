import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../../src/core/dockerfile/document.js';
import { lint } from '../../../../../../src/core/dockerfile/lint/lint.js';
import type { Rule } from '../../../../../../src/core/dockerfile/lint/rule.js';
import { andOrAsIf } from '../../../../../../src/core/dockerfile/lint/rules/shell/andOrAsIf.js';
import { backticks } from '../../../../../../src/core/dockerfile/lint/rules/shell/backticks.js';
import {
  bashArray,
  bashBuiltin,
  bashEcho,
  bashEquals,
  bashLocal,
  bashPipefail,
  bashSource,
  bashTest,
} from '../../../../../../src/core/dockerfile/lint/rules/shell/bashCommands.js';
import {
  bashBraces,
  bashProcess,
  bashReplace,
  bashSubstring,
  bashVariable,
} from '../../../../../../src/core/dockerfile/lint/rules/shell/bashExpansions.js';
import { bashHereString, bashRedirect } from '../../../../../../src/core/dockerfile/lint/rules/shell/bashRedirects.js';
import { copyRecursive } from '../../../../../../src/core/dockerfile/lint/rules/shell/copyRecursive.js';
import { echoEscape } from '../../../../../../src/core/dockerfile/lint/rules/shell/echoEscape.js';
import { expressionInSingleQuotes } from '../../../../../../src/core/dockerfile/lint/rules/shell/expressionInSingleQuotes.js';
import { globAsFlag } from '../../../../../../src/core/dockerfile/lint/rules/shell/globAsFlag.js';
import { maskedFailure } from '../../../../../../src/core/dockerfile/lint/rules/shell/maskedFailure.js';
import { misspeltVariable } from '../../../../../../src/core/dockerfile/lint/rules/shell/misspeltVariable.js';
import { unassignedVariable } from '../../../../../../src/core/dockerfile/lint/rules/shell/unassignedVariable.js';
import { uncheckedCd } from '../../../../../../src/core/dockerfile/lint/rules/shell/uncheckedCd.js';
import { unquotedSubstitution } from '../../../../../../src/core/dockerfile/lint/rules/shell/unquotedSubstitution.js';
import { unquotedVariable } from '../../../../../../src/core/dockerfile/lint/rules/shell/unquotedVariable.js';
import { ruleTest } from '../../../../../support/ruleTest.js';

ruleTest(unquotedVariable, {
  accepts: [
    'FROM a\nRUN echo "$X" \'$Y\' "a ${Z}"',
    'FROM a\nENV X=1\nARG Y\nRUN echo $X ${Y}',
    'FROM a\nRUN X=1 && echo $X',
    'FROM a\nRUN A=$B; case $B in x) y;; esac; for i in $B; do z; done',
    'FROM a\nRUN [[ $X == y ]]',
    'FROM a\nRUN echo $# $? $$ ${#X} ${X:+"$X"} $((X + $Y)) $@',
    'FROM a\nRUN ["echo", "$X"]',
    'FROM a\nSHELL ["pwsh"]\nRUN echo $X',
    'FROM a\nRUN for i in 1 2 "{a,b}"; do echo $i; done',
    'FROM a\nRUN let x=$X',
    'FROM a\nRUN exit 1; echo $? $#',
    'FROM a AS b\nENV X=1\nFROM b\nRUN echo $X',
    'FROM a\nRUN echo $HTTP_PROXY',
    'FROM a\nRUN $X y && ${X} && exec -a y $X && command $X',
    'FROM a\nRUN X=$?; Y=$$; echo $X $Y $UID $RANDOM',
    'FROM a\nRUN if b; then X=1; else X=2; fi; echo $X',
    'FROM a\nRUN case "$A" in b) X=1;; *) echo "no"; exit 1;; esac; echo $X',
    'FROM a\nRUN X=0; if b; then X=; fi; echo $X',
    'FROM a\nRUN X=1 || exit 1; echo $X',
    'FROM a\nRUN X=1; (X=$(b)); c | X=$(d); echo $X',
    'FROM a\nRUN f() { X=1; }; f; echo $X',
    'FROM a\nRUN f() { echo $X; }; X=1; f',
    'FROM a\nRUN for i in 1 2; do X=1; echo $X; done',
    'FROM a\nARG X=1\nRUN for i in "$X" $((2 + 3)); do echo $i; done',
    'FROM a\nRUN let x=1+2 && echo "$x"; for ((i=0; i<3; i++)); do echo $i; done',
    'FROM a\nRUN X=1; X+=2; Y=$X-3; Z=$((Y + 1)); echo $X $Y $Z',
    'FROM a\nRUN echo ${a[@]}; : ${X:=1}',
    'FROM a\nENV X=1\nRUN b && X=2; echo $X',
    'FROM a\nONBUILD ARG X\nONBUILD RUN echo $X',
  ],
  rejects: {
    'FROM a\nRUN echo ‹$X› "$Y" a‹${Z}›': null,
    'FROM a\nRUN X=$(y) && \\\n  echo ‹$X›': null,
    'FROM a\nRUN x > ‹$F›': null,
    'FROM a\nRUN X={a,b}; echo ‹$X›': null,
    'FROM a\nRUN [ ‹$X› = y ]': null,
    'FROM a\nRUN export A=‹$B›': null,
    'FROM a\nSHELL ["/bin/bash", "-c"]\nRUN echo ‹$X›; export A=$B': null,
    'FROM a\nRUN <<EOF\necho ‹$X›\nEOF': null,
    'FROM a\nENV X=1\nONBUILD RUN echo ‹$X›': null,
    'FROM a\nRUN b && X=1 && echo ‹$X›': null,
    'FROM a\nRUN X=1 && Y=2 && echo $X ‹$Y›': null,
    'FROM a\nRUN b && export X=1 && echo ‹$X›': null,
    'FROM a\nRUN if b; then X=1; fi; echo ‹$X›': null,
    'FROM a\nRUN case "$A" in b) X=1;; c) X=2;; esac; echo ‹$X›': null,
    'FROM a\nRUN for X in 1 2; do :; done; echo ‹$X›': null,
    'FROM a\nRUN for i in 1 2; do echo ‹$X›; X=$(b); done': null,
    'FROM a\nARG X=1\nRUN for i in $X; do echo ‹$i›; done; for i in a b$?; do echo ‹$i›; done': null,
    'FROM a\nRUN while b; do X=1; done; echo ‹$X›': null,
    'FROM a\nRUN [ -n "$A" ] || X=1; echo ‹$X›': null,
    'FROM a\nRUN X=; echo ‹$X›': null,
    'FROM a\nENV X=1\nRUN Y=${X%.*}; Z=${X:-1}; echo ‹$Y› ‹$Z›': null,
    'FROM a\nRUN echo ‹$X›; X=1': null,
    'FROM a\nRUN X=1 cmd ‹$X›': null,
    'FROM a\nRUN X=1 | b; echo ‹$X›': null,
    'FROM a\nRUN X=1; exit; echo ‹$X›': null,
    'FROM a\nRUN f() { X=1; }; echo ‹$X›': null,
    'FROM a\nRUN ‹$X›/b; sudo ‹$X›; env ‹$X›; command -v ‹$X›': null,
    'FROM a\nRUN echo ‹${X#a}› ‹${X[0]}› ‹$*› ‹$0›': null,
    'FROM a\nRUN cat <<< ‹$X›': null,
    'FROM a\nENV X=1\nFROM b\nRUN echo ‹$X›': null,
  },
});

ruleTest(unquotedSubstitution, {
  accepts: [
    'FROM a\nRUN A=$(b) && echo "$(c)" && for i in $(d); do e; done',
    'FROM a\nRUN echo $(seq 3)',
    'FROM a\nRUN $(b) c && exec `d`',
  ],
  rejects: { 'FROM a\nRUN echo ‹$(b)› ‹`c`›': null, 'FROM a\nRUN rm ‹$(ls | sort)›': null },
});

ruleTest(maskedFailure, {
  accepts: [
    'FROM a\nRUN A=$(b) && export A',
    'FROM a\nRUN export A=b B=<(c)',
    'FROM a\nRUN f() { local -r x=$(y); declare -r z=$(y); }',
  ],
  rejects: {
    'FROM a\nRUN export ‹A="$(b)"› && c': null,
    'FROM a\nRUN f() { local ‹x=`y`›; readonly ‹z=$(y)›; }; declare -r ‹x=$(y)›': null,
  },
});

ruleTest(unassignedVariable, {
  accepts: [
    'FROM a\nRUN echo "$UPPER"',
    'FROM a\nRUN x=1; echo "$x"',
    'FROM a\nENV x=1\nRUN echo "$x"',
    'FROM a\nRUN read x; echo "$x"',
    'FROM a\nRUN echo "${x:-1}"',
    'FROM a\nRUN for x in 1; do echo "$x"; done',
    'FROM a\nRUN [ -n "$x" ] && echo "$x"',
    'FROM a\nRUN [ "$x" ] && [ -v y ] && [[ $z ]] && echo "$x$y$z"',
    'FROM a\nSHELL ["bash"]\nRUN [ -n "a/$x$y" ] && echo "$x$y"; b=("$z")',
    'FROM a\nRUN let x=1 y++; ((z=1)); echo "$x$y$z"; for ((i=0; i<3; i++)); do echo "$i"; done',
    'FROM a\nRUN : "${x:?}"; echo "$x${X:-$y}"',
    'FROM a\nRUN exec {x}>b; echo "$x"',
    "FROM a\nRUN awk '{print $x}'",
    'FROM a\nRUN x=1; echo $((x + (y = X) + y + 0xff + 16#ab + ${z:-1} + z)) $(((cd a; b) | (c)))',
  ],
  rejects: {
    'FROM a\nRUN echo "‹$foo› $foo"': null,
    'FROM a\nRUN echo $((‹a›+1)) $((a > ‹b› ? ‹$c› : $(d e) + ‹f›))': null,
    'FROM a\nSHELL ["bash"]\nRUN a=($(b)); echo "‹$foo›"': null,
    'FROM a\nRUN test -n "‹$foo›" && test "‹$bar›"': null,
  },
});

ruleTest(uncheckedCd, {
  accepts: [
    'FROM a\nRUN cd x && y',
    'FROM a\nRUN cd x || exit 1',
    'FROM a\nRUN set -e; cd x; y',
    'FROM a\nRUN if cd x; then y; fi',
    'FROM a\nRUN cd ..; y',
    'FROM a\nRUN cd / ; y',
    'FROM a\nRUN b "$(cd x; y)" && z',
    'FROM a\nRUN pushd -n x',
  ],
  rejects: {
    'FROM a\nRUN ‹cd -n›; x': 'FROM a\nRUN cd -n || exit; x',
    'FROM a\nRUN ! ‹cd x›; command cd /': null,
    'FROM a\nRUN ‹cd x› | y': null,
    'FROM a\nRUN ‹cd x›; make': 'FROM a\nRUN cd x || exit; make',
    'FROM a\nRUN y && ‹cd x›; z': 'FROM a\nRUN y && { cd x || exit; }; z',
    'FROM a\nRUN <<EOF\n‹cd x›\nmake\nEOF': 'FROM a\nRUN <<EOF\ncd x || exit\nmake\nEOF',
  },
});

function bashismTest(rule: Rule, marked: string, fixed: string | null = null): void {
  const plain = marked.replace(/[‹›]/g, '');
  ruleTest(rule, {
    accepts: [`FROM a\nSHELL ["/bin/bash", "-c"]\nRUN ${plain}`, `FROM a\n# hadolint shell=bash\nRUN ${plain}`],
    rejects: { [`FROM a\nRUN ${marked}`]: fixed === null ? null : `FROM a\nRUN ${fixed}` },
  });
}

bashismTest(bashVariable, 'echo ‹$RANDOM› "‹${HOSTNAME}›"');
bashismTest(bashVariable, '[ -n "$UID" ] && echo "$UID"; SECONDS=0; SHLVL=1; echo "‹$SECONDS› $SHLVL"');
bashismTest(bashVariable, 'echo "$BASH_VERSION" "‹$BASH_REMATCH›" "‹${MAPFILE}›"');
bashismTest(bashSource, 'a && ‹source› b', 'a && . b');
bashismTest(bashTest, 'if ‹[[ -f x ]]›; then y; fi');
bashismTest(bashTest, '‹[[ -f x ]]› && y');
bashismTest(bashEquals, '[ "$A" ‹==› b ]', '[ "$A" = b ]');
bashismTest(bashEcho, 'echo ‹-e› "x" > y');
bashismTest(bashPipefail, 'set -o ‹pipefail›; a');
bashismTest(bashPipefail, 'set -euo ‹pipefail› +o ‹history› -o errexit; set -o; set posix; set -o "$X"; a');
bashismTest(bashArray, '‹x=(1 2)›; a');
bashismTest(bashLocal, 'f() { ‹local› x=1; }');
bashismTest(bashBuiltin, '‹pushd› x && ‹popd›');
bashismTest(bashRedirect, 'a ‹&> b›');
bashismTest(bashHereString, 'a ‹<<< b›');
bashismTest(bashProcess, 'a ‹<(b)›');
bashismTest(bashBraces, 'mkdir ‹a/{b,c}› "{d,e}"');
bashismTest(bashBraces, 'for i in ‹{1..3}›; do x=‹{a,b}› > ‹{c,d}›; done');
bashismTest(bashSubstring, 'a "‹${x:1:2}›"');

ruleTest(bashTest, {
  accepts: [
    'FROM a\nRUN <<E bash\n[[ -f x ]]\nE',
    'FROM a\nONBUILD SHELL ["/bin/bash", "-c"]\nONBUILD RUN [[ x ]]',
    'FROM a\nRUN <<EOF\n#!/bin/bash\n[[ x ]]\nEOF',
    'FROM a\nSHELL ["/bin/zsh", "-c"]\nRUN [[ x ]]',
  ],
  rejects: {
    'FROM a\nSHELL ["/bin/bash", "-c"]\nRUN <<EOF\n#!/bin/sh -e\n‹[[ x ]]›\nEOF': null,
    'FROM a\nSHELL ["/bin/bash", "-c"]\nONBUILD RUN ‹[[ x ]]›': null,
  },
});

ruleTest(bashPipefail, { accepts: ['FROM a\nSHELL ["/bin/ash", "-c"]\nRUN set -o pipefail'], rejects: {} });

describe('echo with flags', () => {
  it('has a code of its own in dash', () => {
    const codes = (shell: string) =>
      lint(parseDockerfile(`FROM a\nSHELL ["/bin/${shell}", "-c"]\nRUN echo -e x; echo -n y`), {
        rules: [bashEcho],
      }).map(({ code, aliases }) => [code, ...aliases].join());
    assert.deepEqual(codes('sh'), ['SC3037', 'SC3037']);
    assert.deepEqual(codes('ash'), ['SC3036']);
  });
});
bashismTest(bashReplace, 'a "‹${x//y/z}›"');

ruleTest(copyRecursive, {
  accepts: [
    'FROM a\nRUN cp -R a b && cp -a a b && cp a b && cp --recursive a b',
    'FROM a\nRUN ["cp", "-r", "a", "b"]',
    'FROM a\nRUN rm -r a && echo cp -r a b',
    'FROM a\nSHELL ["pwsh", "-c"]\nRUN cp -r a b',
  ],
  rejects: {
    'FROM a\nRUN cp ‹-r› a b': 'FROM a\nRUN cp -R a b',
    'FROM a\nSHELL ["/bin/bash", "-c"]\nRUN b && cp ‹-arf› a b':
      'FROM a\nSHELL ["/bin/bash", "-c"]\nRUN b && cp -aRf a b',
    'FROM a\nRUN <<E\ncommand cp a b ‹-r›\nE': 'FROM a\nRUN <<E\ncommand cp a b -R\nE',
    'FROM a\nRUN cp ‹"-r"› a b': null,
  },
});

ruleTest(misspeltVariable, {
  accepts: [
    'FROM a\nRUN echo "$ANYTHING"',
    'FROM a\nENV NODE_VERSION=1 USERS=2 HOMES=3\nRUN echo "$NODE_VERSION" "$USER" "$HOME"',
    'FROM a\nENV NODE_VERSION=1\nRUN echo "${NODE_VERSIO:-2}"; [ -n "$NODEVERSION" ] && echo "$NODEVERSION"',
    'FROM a\nRUN ABC=1; echo "$ABD"',
    'FROM a\nRUN ABCDEFG=1; echo "$ABCDEXX"',
    'FROM a\nRUN node_version=1; echo "$NODE_VERSIO"',
    'FROM a\nENV HISTSIZES=1 LC_ALLS=2\nRUN echo "$HISTSIZE" "$LC_ALL" "$_" "$1"',
    'FROM a\nENV NODE_VERSION=1\nFROM b\nRUN echo "$NODE_VERSIO"',
  ],
  rejects: {
    'FROM a\nENV NODE_VERSION=1\nRUN echo "‹$NODEVERSION›" "$NODEVERSION"': null,
    'ARG X\nFROM a\nARG APP_HOME\nRUN echo "‹${APP_HOM}›"': null,
    'FROM a\nRUN ABCD=1; echo "‹$ABCE›"': null,
    'FROM a\nRUN ABCDEFGH=1; echo "‹$ABCDEFXX›"': null,
    'FROM a\nRUN node_version=1; echo "‹$NODE_VERSION›"': null,
  },
});

ruleTest(globAsFlag, {
  accepts: [
    'FROM a\nRUN rm ./*.txt && rm -- *.txt && rm "*" && rm \\* && rm /x/* && ls [ab]* && *.sh',
    'FROM a\nRUN echo * && printf \'%s\' * && [ -f *.x ] && for f in *; do echo "$f"; done',
    'FROM a\nRUN ["rm", "*"]',
    'FROM a\nRUN cat < *x',
  ],
  rejects: {
    'FROM a\nRUN rm -f ‹*.txt› b': null,
    'FROM a\nRUN ls ‹?x› && command rm ‹*"y"›': null,
    'FROM a\nRUN <<E\ndpkg -i ./*.deb ‹*.rpm›\nE': null,
  },
});

ruleTest(backticks, {
  accepts: [
    'FROM a\nRUN x=$(b) && echo "$(c)" \'`d`\' "\\`" \\`e\\`',
    'FROM a\nRUN echo `` "` `" `# remark`',
    'FROM a\nRUN ["echo", "`b`"]',
    'FROM a\nRUN echo `b',
    'FROM a\nSHELL ["pwsh", "-c"]\nRUN echo `b`',
  ],
  rejects: {
    'FROM a\nRUN x=‹`b`›; echo "c‹`d \'e\'`›"': 'FROM a\nRUN x=$(b); echo "c$(d \'e\')"',
    'FROM a\nSHELL ["/bin/ash", "-c"]\nRUN for i in ‹`ls \\\n  b`›; do c; done':
      'FROM a\nSHELL ["/bin/ash", "-c"]\nRUN for i in $(ls \\\n  b); do c; done',
    'FROM a\nRUN <<E\nexport A=‹`b`›\nE': 'FROM a\nRUN <<E\nexport A=$(b)\nE',
    'FROM a\nRUN echo ‹`b ‹\\`c\\`›`› ‹`(d)`›': null,
    'FROM a\nRUN echo "‹`b "c"`›" ‹`d #e`›': null,
  },
});

ruleTest(andOrAsIf, {
  accepts: [
    'FROM a\nRUN a && b; a || b; a || b && c; a && b && c',
    'FROM a\nRUN a && b || echo c; a && b || exit 1 > d; a && b || /bin/printf e; a && b || x=1',
    'FROM a\nRUN a && b || true; a && b || command return; a && b || :',
    'FROM a\nRUN a && b || ! c',
    'FROM a\nRUN a && [ b ] || c; a && [[ b ]] || c; a && test b || c',
    'FROM a\nRUN a && b || c && d; a && b || c || d',
    'FROM a\nRUN if a && b || c; then d; elif a && b || c; then d; fi; while a && b || c; do d; done',
    'FROM a\nRUN x=$(a && b || c) && d; (a && b || c) || d; if x; (a && b || c); then d; fi',
  ],
  rejects: {
    'FROM a\nRUN a ‹&&› b || c': null,
    'FROM a\nRUN a || b ‹&&› c || d; a && b ‹&&› c || d | e': null,
    'FROM a\nRUN [ a ] ‹&&› ! test b || { c; }; a ‹&&› b || echo c | d': null,
    'FROM a\nRUN if a ‹&&› b || c; x; then a ‹&&› b || c; else a ‹&&› b || c; fi': null,
    'FROM a\nRUN x "$(a ‹&&› b || c)"; d && (a ‹&&› b || X=1 c); a ‹&&› b || > c': null,
    'FROM a\nRUN <<E\na ‹&&›\nb ||\nc\nE': null,
  },
});

ruleTest(expressionInSingleQuotes, {
  accepts: [
    "FROM a\nRUN echo \"$x\" 'x$' '$ x' '$$' '$@' '``' $'$x' \\'\"$x\"",
    "FROM a\nRUN awk '{ print $1 }'; /bin/gawk '$1'; perl5 '$x'; bash -c '$x'; command sh -c '$x'; ssh b '$x'",
    "FROM a\nRUN sudo '$x'; docker '$x'; jq '$x'; eval '$x'; trap '$x' 0; alias b='$x'; dpkg-query -f '${x}'",
    "FROM a\nRUN sed -i '$d' b; sed '$a\\x' b; sed '${ p; }'; find . -exec sh -c '$x' \\;; git filter-branch '$x'",
    "FROM a\nRUN PS1='$x'; export PROMPT_COMMAND='$x'; X='$x' sh -c y; [[ -v '$x' ]] && [ -v '$x' ]",
    'FROM a\nRUN ["echo", "\'$x\'"]',
    "FROM a\nRUN echo '$x",
  ],
  rejects: {
    "FROM a\nRUN echo ‹'a $x'›b‹'${y}'› ‹'$(z)'› ‹'`b`'› ‹'$1'›": null,
    "FROM a\nRUN X=‹'$x'›; env PS1=‹'$x'› b; PS5=‹'$x'›; export X=‹'$x'› PS1='$x'": null,
    "FROM a\nRUN sed ‹'s/$x/y/'›; dash -c ‹'$x'›; xargs ‹'$x'›; git ‹'$x'›; find . -name ‹'$x'›": null,
    "FROM a\nRUN sh -c \"$(b ‹'$x'›)\"; { c; } > ‹'$x'›; for i in ‹'$x'›; do d; done; [ ‹'$x'› ]": null,
    "FROM a\nRUN echo ${x:-‹'$y'›}; find . -exec b ‹'$x'› \\;": null,
  },
});

ruleTest(echoEscape, {
  accepts: [
    'FROM a\nRUN echo "a\\z" "\\c" "\\xg" a\\n $\'\\n\'; printf "\\n"; command echo "\\n"; b "\\n"',
    'FROM a\nRUN echo -e "\\n"; echo "\\n" -ne; echo "-hey\\n"; echo --e=b "\\n"',
    'FROM a\nSHELL ["/bin/ash", "-c"]\nRUN echo "\\n"',
    'FROM a\nRUN echo "${x:-\\n}" "$(printf "\\n")" > "b\\n"',
  ],
  rejects: {
    'FROM a\nRUN echo ‹"a\\n"› ‹\'\\t\'› b ‹a\\\\n› ‹"\\033[0m"› ‹"\\x1b"› ‹"\\\\0"›': null,
    'FROM a\nRUN /bin/echo -n ‹"$x\\n"›; echo -nE ‹a"b\\r"c›; echo -- -e ‹"\\n"› | d': null,
    'FROM a\nSHELL ["/bin/bash", "-c"]\nRUN x && echo ‹\\\\"$x"n› "$(echo ‹\'\\n\'›)"': null,
  },
});
