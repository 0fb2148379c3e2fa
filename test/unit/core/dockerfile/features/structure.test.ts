import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { foldingRanges } from '../../../../../src/core/dockerfile/features/folding.js';
import { documentLinks, imagePage } from '../../../../../src/core/dockerfile/features/links.js';
import { mostInstructions, type OutlineItem, outline } from '../../../../../src/core/dockerfile/features/outline.js';
import { selectionRanges } from '../../../../../src/core/dockerfile/features/selection.js';
import { semanticTokens } from '../../../../../src/core/dockerfile/features/semanticTokens.js';
import { marked, withMarks } from '../../../../support/markedText.js';

describe('outline', () => {
  it('groups instructions by stage', () => {
    const text = '# escape=`\nARG V=1\nFROM a AS build\nRUN x `\n y\nENV A=1 B=2\nFROM scratch\nMAINTAINER me';
    const print = (items: readonly OutlineItem[], indent = ''): string =>
      items
        .map((item) => `${indent}${item.kind} ${item.name} (${item.detail})\n${print(item.children, `${indent}  `)}`)
        .join('');
    assert.equal(
      print(outline(parseDockerfile(text))),
      `directive escape (\`)
variable ARG V ()
stage build (FROM a)
  instruction RUN (x y)
  variable ENV A, B ()
stage scratch (FROM (1))
  instruction MAINTAINER (me)
`,
    );
  });
});

describe('the outline of a very long file', () => {
  const shown = (runs: number) => {
    const text = `ARG V\nFROM a\nENV E=1\n${'RUN x\n'.repeat(runs)}FROM b AS c\nENV F=1\n`;
    return outline(parseDockerfile(text)).map(({ name, children }) => [name, children.length]);
  };
  it('shows stages and variables alone', () => {
    assert.deepEqual(shown(mostInstructions - 5), [
      ['ARG V', 0],
      ['a', mostInstructions - 4],
      ['c', 1],
    ]);
    assert.deepEqual(shown(mostInstructions - 4), [
      ['ARG V', 0],
      ['a', 1],
      ['c', 1],
    ]);
  });
});

describe('folding', () => {
  it('folds stages, continued lines, heredocs, comments and regions', () => {
    const text = '# a\n# b\nFROM a\nRUN x \\\n y\n# region z\nCOPY <<A <<B /c\n1\nA\n2\nB\n# endregion\nFROM b';
    const found = foldingRanges(parseDockerfile(text)).map(({ start, end, kind }) => `${kind} ${start}-${end}`);
    assert.deepEqual(found, [
      'comment 0-1',
      'stage 2-10',
      'instruction 3-4',
      'region 5-11',
      'instruction 6-10',
      'heredoc 7-8',
      'heredoc 9-10',
    ]);
  });
});

describe('selection', () => {
  /** What is selected, from the name at the cursor to the last line as a whole. */
  function grows(source: string, ...selections: readonly string[]) {
    const { text, cursor } = marked(source);
    const grown = selectionRanges(parseDockerfile(text), cursor).map((range) => withMarks(text, [range]));
    assert.deepEqual(grown.map((selected) => selected.split('\n').at(-1)).slice(0, selections.length), selections);
  }
  it('grows through a variable, its quotes and the arguments', () =>
    grows(
      'FROM a\nENV A=1\nRUN echo "x${A|}" y',
      'RUN echo "x${‹A›}" y',
      'RUN echo "x‹${A}›" y',
      'RUN echo "‹x${A}›" y',
      'RUN echo ‹"x${A}"› y',
      'RUN ‹echo "x${A}" y›',
      '‹RUN echo "x${A}" y›',
      'RUN echo "x${A}" y›',
    ));
  it('grows through values, in whose quotes blanks part nothing', () => {
    grows('FROM a\nENV A="x |y" B', 'ENV A="‹x y›" B', 'ENV A=‹"x y"› B', 'ENV ‹A="x y"› B', 'ENV ‹A="x y" B›');
    grows('CMD ["a", "|b"]', 'CMD ["a", "‹b›"]', 'CMD ["a", ‹"b"›]', 'CMD ‹["a", "b"]›');
    grows(
      'RUN --mount=type=a|,id=b c',
      'RUN --mount=type=‹a›,id=b c',
      'RUN --mount=‹type=a›,id=b c',
      'RUN --mount=‹type=a,id=b› c',
    );
  });
  it('grows through a trigger', () =>
    grows('ONBUILD USER |a', 'ONBUILD USER ‹a›', 'ONBUILD ‹USER a›', '‹ONBUILD USER a›'));
  it('grows through the line of a heredoc', () => {
    const { text, cursor } = marked('RUN <<E\na |b\n c\nE');
    const [line, body] = selectionRanges(parseDockerfile(text), cursor);
    assert.equal(line && withMarks(text, [line]), 'RUN <<E\n‹a b›\n c\nE');
    assert.equal(body && withMarks(text, [body]), 'RUN <<E\n‹a b\n c\n›E');
  });
});

describe('semantic tokens', () => {
  it('tells stages, variables, flags and heredocs', () => {
    const text =
      'ARG V\nFROM a:$V AS b\nCOPY --from=b x y\nRUN --mount=type=cache,target=/x echo $V $TARGETARCH $HOME\nRUN <<E\nE';
    const lines = text.split('\n');
    const found = semanticTokens(parseDockerfile(text)).map(
      ({ line, character, length, type, modifiers }) =>
        `${lines[line]?.slice(character, character + length)}:${[type, ...modifiers].join('.')}`,
    );
    assert.equal(
      found.join(' '),
      'ARG:keyword V:variable.declaration.readonly FROM:keyword V:variable.readonly AS:keyword b:class.declaration ' +
        'COPY:keyword from:parameter b:class RUN:keyword mount:parameter type:property target:property ' +
        'TARGETARCH:variable.defaultLibrary.readonly RUN:keyword <<E:macro.declaration E:macro',
    );
  });
  it('tells the words of an instruction that are no arguments', () => {
    const text = 'FROM a as b\nHEALTHCHECK --retries=1 cmd CMD\nONBUILD HEALTHCHECK NONE\nRUN none';
    const keywords = semanticTokens(parseDockerfile(text)).filter(({ type }) => type === 'keyword');
    assert.deepEqual(
      keywords.map(({ line, character }) => `${line}:${character}`),
      ['0:0', '0:7', '1:0', '1:24', '2:0', '2:8', '2:20', '3:0'],
    );
  });
});

describe('links', () => {
  it('leads images to their registry', () => {
    assert.equal(imagePage('node:22'), 'https://hub.docker.com/_/node');
    assert.equal(imagePage('bitnami/redis'), 'https://hub.docker.com/r/bitnami/redis');
    assert.equal(imagePage('ghcr.io/owner/name:1'), 'https://github.com/owner/name/pkgs/container/name');
    assert.equal(imagePage('mcr.microsoft.com/dotnet/sdk:9.0'), 'https://mcr.microsoft.com/artifact/mar/dotnet/sdk');
    assert.equal(imagePage('quay.io/a/b'), 'https://quay.io/repository/a/b');
    assert.equal(imagePage('localhost:5000/a'), undefined);
  });
  it('finds images, downloads and files, and leaves stages, patterns and unknown names', () => {
    const text =
      '# syntax=docker/dockerfile:1\nARG V=1\nARG W\nFROM node:$V AS a\nFROM a\nFROM x:$W\nFROM $W\nFROM $W/y:1\nFROM scratch\nCOPY --from=nginx /x /y\nCOPY --from=0 /x /y\nCOPY ./src/a.js *.md . /z/\nADD https://x.org/a.tar /a\nCOPY ["b c", "/d"]';
    const document = parseDockerfile(text);
    const found = documentLinks(document).map((link) => [
      withMarks(text, [link.range]).replace(/^[^‹]*‹|›[\s\S]*$/g, ''),
      'url' in link ? link.url : link.path,
    ]);
    assert.deepEqual(found, [
      ['docker/dockerfile:1', 'https://hub.docker.com/r/docker/dockerfile'],
      ['node:$V', 'https://hub.docker.com/_/node'],
      ['x:$W', 'https://hub.docker.com/_/x'],
      ['scratch', 'https://hub.docker.com/_/scratch'],
      ['nginx', 'https://hub.docker.com/_/nginx'],
      ['https://x.org/a.tar', 'https://x.org/a.tar'],
      ['./src/a.js', 'src/a.js'],
      ['"b c"', 'b c'],
    ]);
  });
});
