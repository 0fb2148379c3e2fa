import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { complete, triggerCharacters } from '../../../../../src/core/dockerfile/features/completion/complete.js';
import type { Completion } from '../../../../../src/core/dockerfile/features/completion/completion.js';
import { applyEdits } from '../../../../../src/core/dockerfile/textEdit.js';
import { marked } from '../../../../support/markedText.js';

const rules = [
  { code: 'DL3006', summary: () => 'Tag the image.' },
  { code: 'SC2086', summary: () => 'Quote it.' },
];

function offers(source: string): readonly Completion[] {
  const { text, cursor } = marked(source);
  return complete(parseDockerfile(text), cursor, rules);
}

const labels = (source: string) => offers(source).map(({ label }) => label);

/** The text after the offer with the label was taken. */
function taken(source: string, label: string): string | undefined {
  const { text } = marked(source);
  const offer = offers(source).find((candidate) => candidate.label === label);
  return offer && applyEdits(parseDockerfile(text).lines, [{ range: offer.range, newText: offer.insert }]);
}

function has(source: string, ...expected: readonly string[]) {
  const found = labels(source);
  for (const label of expected) assert.ok(found.includes(label), `${label} not in ${found.join(' ')}`);
}

function lacks(source: string, ...unexpected: readonly string[]) {
  const found = labels(source);
  for (const label of unexpected) assert.ok(!found.includes(label), `${label} in ${found.join(' ')}`);
}

describe('completion of instructions', () => {
  it('offers only FROM and ARG before the first stage', () => {
    assert.deepEqual([...new Set(labels('|'))], ['FROM', 'FROM … AS', 'ARG', 'ARG =']);
    assert.deepEqual(labels('# x\nF|').slice(0, 1), ['FROM']);
  });
  it('offers names of thousands of stages before', () => {
    const chain = Array.from({ length: 8000 }, (_, i) => `FROM s${i} AS s${i + 1}\n`).join('');
    assert.ok(labels(`FROM a AS s0\nENV FIRST=1\n${chain}USER $|`).includes('FIRST'));
  });

  it('offers all after it, and only triggers behind ONBUILD', () => {
    has('FROM a\n|', 'RUN', 'COPY', 'HEALTHCHECK NONE', 'FROM');
    has('FROM a\nONBUILD R|', 'RUN', 'COPY');
    lacks('FROM a\nONBUILD |', 'FROM', 'ONBUILD', 'MAINTAINER');
    assert.deepEqual(labels('FROM a\nONBUILD ONBUILD |'), []);
  });
  it('takes the place of the word and keeps the file’s case', () => {
    assert.equal(taken('FROM a\n  WORK|', 'WORKDIR')?.split('\n')[1], '  WORKDIR ${1:/app}');
    assert.equal(taken('from a\nus|', 'user'), 'from a\nuser ${1:1000}:${2:1000}');
  });
  it('keeps the case inside an instruction too', () => {
    assert.equal(taken('from a\nf|', 'from … as'), 'from a\nfrom ${1:image}:${2:tag} as ${3:stage}');
    assert.match(taken('from a\nm|', 'maintainer') ?? '', /^label /m);
    assert.match(taken('from a\nh|', 'healthcheck cmd') ?? '', /^ +cmd \[/m);
    assert.equal(taken('from a |', 'as'), 'from a as ');
    assert.equal(taken('FROM a a|', 'AS'), 'FROM a AS ');
    assert.equal(taken('FROM a\nhealthcheck n|', 'none'), 'FROM a\nhealthcheck none');
  });
  it('counts a byte order mark', () => {
    assert.equal(taken('\uFEFFFR|', 'FROM'), '\uFEFFFROM $0');
    assert.equal(taken('\uFEFF# syn|', 'syntax='), '\uFEFF# syntax=');
  });
  it('continues lines with the file’s escape character', () => {
    assert.match(taken('# escape=`\nFROM a\nRUN|', 'RUN apt-get') ?? '', /recommends `\n/);
    assert.match(taken('FROM a\nRUN|', 'RUN apt-get') ?? '', /recommends \\\\\n/);
  });
});

describe('completion of flags', () => {
  it('offers the instruction’s flags that are not there yet', () => {
    has('FROM a\nCOPY --|', '--from=', '--chown=', '--link');
    lacks('FROM a\nCOPY --link --|', '--link');
    has('FROM a\nRUN --mount=type=ssh --|', '--mount=', '--network=');
    has('FROM a\nONBUILD COPY --|', '--chown=');
    has('FROM a\nHEALTHCHECK --in|', '--interval=');
    has('FROM a\nHEALTHCHECK \\\n  --|', '--start-period=');
    assert.deepEqual(labels('FROM a\nCOPY x --|'), []);
  });
  it('offers values', () => {
    has('FROM --platform=|', '$BUILDPLATFORM', 'linux/arm64');
    has('FROM a\nRUN --network=|', 'none', 'host');
    assert.equal(taken('FROM a\nRUN --network=ho|st x', 'host'), 'FROM a\nRUN --network=host x');
  });
  it('offers mount types, then the keys of the type', () => {
    assert.deepEqual(labels('FROM a\nRUN --mount=|'), ['type=']);
    has('FROM a\nRUN --mount=type=|', 'cache', 'bind', 'secret', 'ssh', 'tmpfs');
    has('FROM a\nRUN --mount=type=secret,|', 'id=', 'env=');
    lacks('FROM a\nRUN --mount=type=secret,id=x,|', 'id=', 'sharing=');
    has('FROM a\nRUN --mount=type=cache,sharing=|', 'locked');
    assert.equal(
      taken('FROM a\nRUN --mount=type=cache,sha| x', 'sharing='),
      'FROM a\nRUN --mount=type=cache,sharing= x',
    );
  });
});

describe('completion of stages', () => {
  it('offers earlier stages in FROM, --from and mounts', () => {
    has('FROM a AS one\nFROM |', 'one', 'scratch');
    assert.deepEqual(labels('FROM a AS one\nFROM b\nFROM c AS three\nCOPY --from=|'), ['1', 'one']);
    assert.deepEqual(labels('FROM a AS one\nFROM b\nRUN --mount=type=bind,from=|'), ['one']);
    assert.equal(
      taken('FROM a AS one\nFROM b\nCOPY --from=o|x /a /b', 'one'),
      'FROM a AS one\nFROM b\nCOPY --from=one /a /b',
    );
  });
  it('offers numbers to COPY --from alone', () => {
    assert.deepEqual(labels('FROM a\nFROM b AS two\nRUN --mount=from=|'), []);
    lacks('FROM a\nFROM |', '0');
    has('FROM a\nFROM b\nCOPY --from=|', '0');
  });
  it('offers none where the flag is unknown', () => assert.deepEqual(labels('FROM a AS x\nFROM b\nADD --from=|'), []));
  it('offers AS behind the image', () => assert.deepEqual(labels('FROM a |'), ['AS']));
});

describe('completion of variables', () => {
  it('offers what is in scope with its value', () => {
    const [first] = offers('ARG G=1\nFROM a\nARG G\nENV E=$G\nRUN echo $|');
    assert.equal(first?.label, 'E');
    assert.equal(first?.detail, 'ENV = 1');
    lacks('ARG G=1\nFROM a\nRUN $|', 'G');
    has('ARG G=1\nFROM a:$|', 'G', 'TARGETARCH');
    has('FROM a\nARG A=1\nRUN <<EOF\necho $|\nEOF', 'A');
    for (const keyword of ['RUN', 'ONBUILD RUN']) has(`FROM a\n${keyword} $|`, 'HTTP_PROXY');
  });
  it('offers PATH, which images have, unless the file sets it', () => {
    makes('ENV PATH=/x:$P|', 'PATH', 'ENV PATH=/x:$PATH');
    assert.equal(labels('FROM a\nENV PATH=/x\nRUN $|').filter((label) => label === 'PATH').length, 1);
    lacks('ARG A=$|', 'PATH');
  });
  it('offers the form in braces too, and it alone behind a brace', () => {
    makes('ARG ABC\nRUN echo $A|', '${ABC}', 'ARG ABC\nRUN echo ${ABC}');
    assert.deepEqual(labels('ARG ABC=1\nFROM $|').slice(0, 1), ['ABC']);
    lacks('FROM a\nARG ABC\nRUN echo ${|', '${ABC}', '$ABC');
  });
  it('offers what Docker does with a variable that is not set', () => {
    makes('ARG ABC\nUSER ${ABC:|', ':-', 'ARG ABC\nUSER ${ABC:-${1:default}}');
    makes('ARG ABC\nUSER ${ABC:|}', ':+', 'ARG ABC\nUSER ${ABC:+${1:value}}');
    makes('ARG ABC\nUSER ${ABC:|-x}', ':?', 'ARG ABC\nUSER ${ABC:?x}');
    makes('ARG ABC\nUSER ${ABC|', '${ABC:-', 'ARG ABC\nUSER \\${ABC:-${1:default}}');
    lacks('FROM a\nARG ABC\nUSER ${AB|', '${AB:-');
    lacks('FROM a\nARG ABC\nUSER ${ABC|:-x}', '${ABC:-');
    for (const place of ['$ABC:|', "'${ABC:|", '\\${ABC:|']) lacks(`FROM a\nARG ABC\nRUN echo ${place}`, ':-');
  });
  it('takes the place of dollar, brace and name', () => {
    assert.equal(taken('FROM a\nARG ABC\nRUN echo $A|B', 'ABC'), 'FROM a\nARG ABC\nRUN echo $ABC');
    assert.equal(taken('FROM a\nARG ABC\nRUN echo ${A|}/x', 'ABC'), 'FROM a\nARG ABC\nRUN echo ${ABC}/x');
  });
  it('stays silent after an escaped dollar and in a quoted heredoc', () => {
    lacks('FROM a\nARG ABC\nENV x=\\$|', 'ABC');
    lacks("FROM a\nARG ABC\nCOPY <<'EOF' /x\n$|\nEOF", 'ABC');
  });
  it('knows what quotes, exec forms and scripts do with a dollar', () => {
    for (const place of ['"\'$|\'"', '"${X:-$|}"']) has(`FROM a\nARG ABC\nRUN echo ${place}`, 'ABC');
    for (const line of ["ENV X='$|'", "RUN echo '$|'", 'RUN ["echo", "$|"]', 'CMD ["$|"]', 'MAINTAINER $|', 'RUN \\$|'])
      lacks(`FROM a\nARG ABC\n${line}`, 'ABC');
    has('FROM a\nARG ABC\nRUN ["sh", "-c", "echo $|"]', 'ABC');
    has('FROM a\nARG ABC\nCOPY ["$|"]', 'ABC');
    has("FROM a\nARG ABC\nRUN <<'E'\n# don't\necho $|\nE", 'ABC');
    lacks("FROM a\nARG ABC\nRUN <<E\necho 'x\n$|\nE", 'ABC');
    has('# escape=`\nFROM a\nARG ABC\nRUN echo `$|', 'ABC');
    lacks('# escape=`\nFROM a\nARG ABC\nENV x=`$|', 'ABC');
  });
  it('offers names for ARG', () => has('ARG V=1\nFROM a\nARG |', 'V', 'TARGETOS'));
  it('offers a global ARG the names to its left, and ENV none of its own', () => {
    has('ARG A=1 B=$|', 'A');
    lacks('ARG A=1 B=$|', 'B');
    lacks('FROM a\nENV A=1 B=$|', 'A');
  });
});

describe('completion of arguments', () => {
  it('offers signals, ports, users, directories, labels, shells', () => {
    has('FROM a\nSTOPSIGNAL |', 'SIGTERM');
    has('FROM a\nEXPOSE 80 |', '443');
    has('FROM a\nEXPOSE 80/|', 'tcp', 'udp');
    assert.equal(taken('FROM a\nEXPOSE 80/u|', 'udp'), 'FROM a\nEXPOSE 80/udp');
    has('FROM a\nRUN useradd -m -u 1000 web && x\nUSER |', 'web', 'nobody');
    has('FROM a\nWORKDIR |', '/app');
    has('FROM a\nLABEL org|', 'org.opencontainers.image.source');
    has('FROM a\nSHELL |', '["/bin/bash", "-o", "pipefail", "-c"]');
    has('FROM a\nHEALTHCHECK |', 'CMD', 'NONE', '--interval=');
  });
  it('finds the users and groups that scripts create', () => {
    const users = (script: string) => labels(`FROM a AS x\n${script}\nFROM x\nUSER |`)[0];
    assert.equal(users('RUN adduser -S web -G grp'), 'web');
    assert.equal(users('RUN useradd dev -s /bin/bash \\\n  && mkdir x'), 'dev');
    assert.equal(users('RUN adduser --disabled-password --gecos "" bob'), 'bob');
    assert.equal(users('RUN <<E\nuseradd -ms /bin/sh here\nE'), 'here');
    assert.deepEqual(labels('FROM a\nRUN groupadd -r g && useradd -g g u\nUSER u:|'), ['g', 'u', 'root']);
    makes('RUN groupadd g\nUSER u:x|', 'g', 'RUN groupadd g\nUSER u:g');
  });
  it('offers the stage’s directories as destinations', () =>
    has('FROM a\nWORKDIR /srv/www\nFROM b\nWORKDIR /app\nCOPY x |', './', '/app/'));
  it('joins directories as WORKDIR does', () => {
    has('FROM a AS b\nWORKDIR "/app"\nFROM b\nWORKDIR sub\nCOPY x |', '/app/', '/app/sub/');
    has('ARG D\nFROM a\nENV D=/srv\nWORKDIR $D/www\nCOPY x |', '/srv/www/');
    lacks('FROM a\nWORKDIR sub\nCOPY x |', 'sub/', '/sub/');
  });
  it('begins heredocs', () => {
    has('FROM a\nRUN |', '<<EOF');
    assert.equal(taken('FROM a\nCOPY <|', '<<EOF'), 'FROM a\nCOPY <<EOF ${1:/path}\n$0\nEOF');
  });
});

/** Taking the offer in a stage makes the line of it. */
function makes(line: string, label: string, expected: string) {
  assert.equal(taken(`FROM a\n${line}`, label)?.replace('FROM a\n', ''), expected, line);
}

describe('completion in quotes and values', () => {
  it('offers no names inside a value', () => {
    for (const value of ['A="x |', "A='x |'", 'A=x\\ |', 'A x |', 'A "x |'])
      for (const keyword of ['ENV', 'LABEL']) assert.deepEqual(labels(`FROM a\n${keyword} ${value}`), [], value);
    assert.deepEqual(labels('FROM a\nARG A="x |'), []);
    assert.deepEqual(labels('FROM a\nRUN echo "x <|'), []);
  });
  it('offers names behind it', () => {
    has('FROM a\nENV A="x y" |', 'NODE_ENV=production');
    has('FROM a\nLABEL a=x\\ y |', 'org.opencontainers.image.title');
    has('FROM a\nARG A="x y" |', 'TARGETARCH');
  });
});

describe('completion in the middle of what is written', () => {
  it('gives the keyword alone where arguments follow', () => {
    makes('  WORK|DIR /x', 'WORKDIR', '  WORKDIR /x');
    makes('ONBUILD WORK|DIR /x', 'WORKDIR', 'ONBUILD WORKDIR /x');
    makes('HEALTHCHECK C|MD curl', 'CMD', 'HEALTHCHECK CMD curl');
    makes('FROM a A|S x', 'AS', 'FROM a AS x');
  });
  it('keeps the value behind an equals sign', () => {
    makes('COPY --ch|own=1 a b', '--chown=', 'COPY --chown=1 a b');
    makes('RUN --mount=type=cache,sha|ring=locked x', 'sharing=', 'RUN --mount=type=cache,sharing=locked x');
    makes('ENV NODE|_ENV=x', 'NODE_ENV=production', 'ENV NODE_ENV=x');
    makes('LABEL org.im|title="x"', 'org.opencontainers.image.title', 'LABEL org.opencontainers.image.title="x"');
    makes('# hado|lint ignore=DL3006', 'hadolint ignore=', '# hadolint ignore=DL3006');
    assert.equal(taken('# syn|tax=x', 'syntax='), '# syntax=x');
  });
  it('takes the place of a whole value', () => {
    makes('FROM --platform=lin|ux/amd64 a', 'linux/arm64', 'FROM --platform=linux/arm64 a');
    makes('COPY --chown=10|00:1000 a b', 'node:node', 'COPY --chown=node:node a b');
    makes('USER 10|00:1000', 'node', 'USER node');
    makes('EXPOSE 80|80/tcp', '443', 'EXPOSE 443/tcp');
    makes('WORKDIR "/a|b c"', '/app', 'WORKDIR "/app"');
    assert.equal(taken('# syntax=doc|ker/dockerfile:1.4', 'docker/dockerfile:1'), '# syntax=docker/dockerfile:1');
  });
  it('takes the place of a quoted value', () => {
    makes('FROM a AS x\nCOPY --from="b|c" a b', '0', 'FROM a AS x\nCOPY --from="0" a b');
    makes('FROM a AS x\nCOPY --from="bc"| a b', '0', 'FROM a AS x\nCOPY --from=0 a b');
  });
  it('minds the other keys of a mount and the other flags', () => {
    makes('RUN --mount=type=ca|che,target=/x y', 'cache', 'RUN --mount=type=cache,target=/x y');
    makes('RUN --mount=type=ca| y', 'cache', 'RUN --mount=type=cache,target=${1:/root/.cache} y');
    lacks('FROM a\nRUN --mount=type=cache,|,target=/x y', 'target=', 'type=');
    lacks('FROM a\nCOPY --| --link a b', '--link');
  });
  it('closes a brace only where nothing else does', () => {
    makes('ARG X\nRUN echo ${X|:-y}', 'X', 'ARG X\nRUN echo ${X:-y}');
    makes('ARG X\nRUN echo ${X|:-y', 'X', 'ARG X\nRUN echo ${X:-y');
    makes('ARG X\nRUN echo ${X|-y', 'X', 'ARG X\nRUN echo ${X}-y');
    makes('ARG X\nRUN echo ${X|/lib/${X}', 'X', 'ARG X\nRUN echo ${X}/lib/${X}');
    makes('ARG XY\nRUN echo $X|-y', 'XY', 'ARG XY\nRUN echo $XY-y');
  });
  it('offers the users of the stage to --chown', () => {
    const [user] = labels('FROM a\nRUN useradd bob\nCOPY --chown=|');
    assert.equal(user, 'bob');
    makes('RUN groupadd crew\nCOPY --chown=bob:| a b', 'crew', 'RUN groupadd crew\nCOPY --chown=bob:crew a b');
    const offered = labels('FROM a\nADD --chown=|');
    assert.equal(new Set(offered).size, offered.length);
  });
  it('offers names alone inside of quotes', () => {
    makes('LABEL "org|"="x"', 'org.opencontainers.image.title', 'LABEL "org.opencontainers.image.title"="x"');
    makes('LABEL "|', 'org.opencontainers.image.url', 'LABEL "org.opencontainers.image.url');
    assert.deepEqual(labels('FROM a\nENV "|'), []);
  });
  it('offers no flags and heredocs inside of quotes', () => {
    assert.deepEqual(labels('FROM a\nCOPY "|'), []);
    assert.deepEqual(labels('FROM "|'), ['scratch']);
  });
  it('offers instructions behind escape characters that continue nothing', () => {
    has('FROM a\nRUN x \\\\\n|', 'USER');
    has('# escape=`\nFROM a\nRUN x ``\n|', 'USER');
    assert.deepEqual(labels('FROM a\nRUN x \\\n|'), []);
  });
  it('keeps JSON arrays whole', () => {
    for (const array of ['[|]', '["|"]', '[|', '|']) {
      makes(`CMD ${array}`, '["…"]', 'CMD ["$1"$0]');
      makes(`HEALTHCHECK --retries=1 cmd ${array}`, '["…"]', 'HEALTHCHECK --retries=1 cmd ["$1"$0]');
    }
    for (const line of ['HEALTHCHECK NONE |', 'HEALTHCHECK CMD x |'])
      assert.deepEqual(labels(`FROM a\n${line}`), [], line);
    makes('SHELL ["/bin/b|ash", "-c"]', '["/bin/sh", "-c"]', 'SHELL ["/bin/sh", "-c"]');
    makes('VOLUME ["a", "/d|"]', '/data', 'VOLUME ["a", "/data"]');
    makes('VOLUME [|]', '/data', 'VOLUME ["/data"]');
    makes('COPY ["x","|"]', './', 'COPY ["x","./"]');
    lacks('FROM a\nCMD ["a|"]', '["…"]');
  });
  it('leaves a heredoc that is there', () => {
    makes('RUN <<E|OF\nx\nEOF', '<<EOF', 'RUN <<EOF\nx\nEOF');
    makes('RUN <<E|OF bash', '<<EOF', 'RUN <<EOF bash');
  });
  it('offers nothing for a word that began on the line before', () =>
    assert.deepEqual(labels('FROM a\nCOPY --ch\\\nown|'), []));
});

describe('completion while typing', () => {
  it('begins anew behind the characters that bring something else', () => {
    const places = [
      'EXPOSE 53/',
      'USER app:',
      '# check=skip=all;',
      'RUN <',
      'RUN --mount=',
      'RUN $',
      'RUN ${',
      'COPY -',
      'CMD [',
    ];
    for (const place of [...places, 'ENV ', '# check=skip=a,', '#']) {
      assert.ok(triggerCharacters.includes(place.slice(-1)), place);
      assert.notDeepEqual(labels(`${place.startsWith('#') ? '' : 'FROM a\n'}${place}|`), [], place);
    }
  });
});

describe('completion in comments', () => {
  it('offers directives at the top only', () => {
    has('# |', 'syntax=', 'escape=', 'check=');
    lacks('# syntax=x\n# |', 'syntax=');
    has('# syntax=x\n# es|', 'escape=');
    lacks('FROM a\n# |', 'syntax=');
    has('# syntax=|', 'docker/dockerfile:1');
    assert.equal(taken('# syntax=docker/|', 'docker/dockerfile:1'), '# syntax=docker/dockerfile:1');
  });
  it('offers the values of each part of a check', () => {
    has('# check=skip=all;|', 'error=true');
    assert.deepEqual(labels('# check=skip=all;error=|'), ['true', 'false']);
    assert.equal(taken('# check=skip=A|;error=true', 'all'), '# check=skip=all;error=true');
  });
  it('offers pragmas and their codes', () => {
    has('FROM a\n# had|', 'hadolint ignore=');
    assert.equal(taken('FROM a\n# hadolint i|', 'hadolint ignore='), 'FROM a\n# hadolint ignore=');
    has('FROM a\n# hadolint ignore=DL3006,|', 'SC2086');
    assert.equal(taken('FROM a\n# hadolint ignore=DL3006,SC|', 'SC2086'), 'FROM a\n# hadolint ignore=DL3006,SC2086');
    has('# check=skip=|', 'all', 'StageNameCasing');
    has('FROM a\n# check=skip=UndefinedVar,|', 'StageNameCasing');
  });
  it('leaves other comments alone', () => {
    for (const prose of ['x = |', 'The app |', 'the app |', 'ports 80, |', 'see: |'])
      assert.deepEqual(labels(`FROM a\n# ${prose}`), [], prose);
    assert.equal(taken('# SYN|', 'syntax='), '# syntax=');
  });
});
