import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import {
  findDefinition,
  findOccurrences,
  isValidName,
  prepareRename,
  rename,
} from '../../../../../src/core/dockerfile/features/navigation.js';
import { rangeOfName, variablesOf } from '../../../../../src/core/dockerfile/features/variables.js';
import { applyEdits } from '../../../../../src/core/dockerfile/textEdit.js';
import { dockerfiles } from '../../../../support/dockerfiles.js';
import { marked, withMarks } from '../../../../support/markedText.js';

const plain = (source: string) => source.replace(/[‹›|]/g, '');

/** The ranges are all the occurrences of the name at the cursor. */
function occurrences(source: string) {
  const { text, cursor } = marked(source);
  const found = findOccurrences(parseDockerfile(text), cursor).map(({ range }) => range);
  assert.equal(withMarks(text, found), source.replace('|', ''));
}

/** The range is the definition of the name at the cursor. */
function definition(source: string) {
  const { text, cursor } = marked(source);
  const found = findDefinition(parseDockerfile(text), cursor);
  assert.equal(withMarks(text, found ? [found] : []), source.replace('|', ''));
}

function renamed(source: string, newName: string): string | undefined {
  const { text, cursor } = marked(source);
  const document = parseDockerfile(text);
  const symbol = prepareRename(document, cursor);
  if (!symbol || !isValidName(symbol, newName)) return undefined;
  return applyEdits(document.lines, rename(document, cursor, newName));
}

describe('occurrences', () => {
  it('follows a stage through FROM, COPY --from and RUN --mount', () =>
    occurrences(
      'FROM a AS ‹build›\nFROM ‹Build› AS x\nCOPY --from=‹bui|ld› a b\nRUN --mount=type=bind,from=‹build›,target=/x c\nFROM build2',
    ));
  it('follows a stage number, which COPY --from alone reads', () =>
    occurrences('FROM a AS ‹x|›\nFROM b\nCOPY --from=‹0› a b\nRUN --mount=from=0,target=/x y\nFROM 0'));
  it('follows FROM through the default of an argument', () =>
    occurrences('ARG B="‹x›"\nFROM a AS ‹x|›\nFROM ‹$B›\nFROM "‹x›" AS y'));
  it('finds the argument that names a stage, and only that', () => {
    occurrences('ARG A=‹x› B=‹x›\nFROM a AS ‹x|›\nFROM ‹$B›\nFROM ‹${A}›');
    occurrences('ARG A=x\nFROM a AS ‹x|›\nFROM $A-y\nFROM b:$A');
  });
  it('leads to later stages and to its own where files are copied', () => {
    occurrences('FROM a\nCOPY --from=‹y› a b\nRUN --mount=from=‹y›,target=/x c\nFROM b AS ‹y|›\nCOPY --from=‹y› a b');
    occurrences('FROM a AS ‹x›\nCOPY --from=‹0|› a b\nFROM y\nFROM b AS y');
  });
  it('keeps two stages of the same name apart', () => occurrences('FROM a AS ‹x›\nFROM ‹x|›\nFROM b AS x\nFROM x'));
  it('joins a global ARG with its uses in FROM and the ARG that brings it in', () =>
    occurrences('ARG ‹V|›=1\nFROM a:$‹V›\nARG ‹V›\nRUN echo ${‹V›:-x}\nFROM b\nRUN echo $V'));
  it('reads a global ARG from left to right, and others at once', () => {
    occurrences('ARG ‹A|›=1 B=$‹A› C=${‹A›}\nFROM a:$‹A›');
    occurrences('ARG A=1 ‹B›=$A C=$‹B|›\nFROM a:$A$‹B›');
    occurrences('ARG ‹A›=1\nARG ‹A›=2 B=$‹A|›\nFROM a:$‹A›');
    definition('ARG A=1\nARG ‹A›=2 B=$A|');
    definition('ARG ‹A›=1\nARG B=$A| A=2');
    definition('FROM a\nARG ‹A›=1\nARG A=2 B=$A|');
  });
  it('keeps an ARG with a default of its own apart', () =>
    occurrences('ARG V=1\nFROM a:$V\nARG ‹V|›=2\nRUN echo $‹V›'));
  it('joins what a stage inherits', () => occurrences('FROM a AS x\nENV ‹A›=1\nFROM x\nRUN echo $‹A|›'));
  it('keeps other stages apart', () => occurrences('FROM a\nENV ‹A|›=1\nFROM b\nENV A=1\nRUN echo $A'));
  it('joins the ENV that takes an ARG’s name', () => occurrences('FROM a\nARG ‹A›\nENV ‹A|›=$‹A›\nRUN $‹A›'));
  it('finds variables in heredocs that a shell reads', () =>
    occurrences('FROM a\nENV ‹A|›=1\nRUN <<EOF\necho $‹A›\nEOF\nCOPY <<"EOF" /x\n$A\nEOF\nCOPY <<EOF /x\n$‹A›\nEOF'));
  it('finds variables over continued lines, flags and triggers', () =>
    occurrences(
      'FROM a\nARG ‹A|›=1\nRUN x \\\n  # $A\n  $‹A›\nCOPY --chown=$‹A› a b\nONBUILD RUN echo $‹A›\nRUN --mount=type=cache,id=$‹A›,target=/x y',
    ));
  it('leaves names behind two dollars, the first of which stands for the second', () =>
    occurrences('FROM a\nENV ‹A|›=1\nENV B=$$A\nRUN echo $$A $$$‹A› $‹A›\nCOPY <<E /x\n$$A\nE'));
  it('counts the quotes around a name', () => {
    occurrences('FROM a\nENV |"‹A›"=1\nRUN $‹A›');
    occurrences("FROM a\nARG '‹A›'|\nRUN $‹A›");
  });
  it('leaves quoted and escaped names', () =>
    occurrences("FROM a\nENV ‹A|›=1\nRUN echo '$A' \\$A \"'$‹A›'\"\nWORKDIR '/$A'\nWORKDIR \"/$‹A›\""));
  it('finds names of a shell in their instruction', () =>
    occurrences('FROM a\nRUN for ‹f› in a b; do echo $‹f|›; done\nRUN echo $f'));
  it('follows what the base image sets through the stages that are built on it', () => {
    occurrences(
      'FROM a AS x\nRUN echo $‹HO|ME›\nRUN HOME=1; echo $HOME\nFROM x\nWORKDIR $‹HOME›\nENV HOME=/x\nRUN $HOME\nFROM b\nRUN $HOME',
    );
    occurrences('FROM --platform=$‹BUILD|PLATFORM› a\nFROM --platform=${‹BUILDPLATFORM›} b\nRUN $BUILDPLATFORM');
  });
  it('joins a setting with the value from outside that it adds to', () => {
    occurrences('FROM a\nENV ‹PATH›=/x:$‹PATH|›\nENV ‹PATH›=/y:$‹PATH›\nRUN $‹PATH›');
    occurrences('FROM a\nENV ‹A|›=1 B=$‹A›\nFROM b\nENV A=2 B=$A');
  });
  it('finds where a shell sets a variable of the file', () =>
    occurrences(
      'FROM a\nENV ‹A|›=1\nRUN for ‹A› in x; do y; done && ‹A›=2 && read -r -p A ‹A› && export ‹A›=3 B && unset ‹A› && echo "A=2" A=2',
    ));
  it('finds lengths, indirections and arithmetic', () =>
    occurrences('FROM a\nENV ‹A|›=1\nRUN echo ${#‹A›} ${!‹A›} $((‹A›+1)) $(($‹A›*2)) "${B:-$‹A›}"'));
  it('finds the names of scripts in exec forms', () =>
    occurrences(
      'FROM a\nENV ‹A|›=1\nENTRYPOINT ["sh","-c","exec $‹A›"]\nCMD ["echo","$A"]\nRUN ["bash", \\\n  "-ec","‹A›=2; echo \\"$‹A›\\" \\\\$A"]',
    ));
  it('is not misled by apostrophes in comments of scripts', () =>
    occurrences("FROM a\nENV ‹A|›=1\nRUN <<E\n# don't $A\necho x#'$A' $‹A›\nE\nRUN echo $‹A› # it's $A"));
  it('finds every name of an ARG', () => occurrences('FROM a\nARG A ‹B|› C\nRUN $A $‹B›'));
  it('finds the names of scripts that a shell gets in single quotes', () =>
    occurrences(
      "FROM a\nENV ‹A|›=1\nRUN bash -ec 'echo $‹A› \"$‹A›\" && ‹A›=2' '$A' && /bin/sh -c \"echo '$‹A›' \\$A\" && x -c '$A'",
    ));
  it('tells the two forms of a health check apart', () =>
    occurrences(
      'FROM a\nENV ‹A|›=1\nHEALTHCHECK CMD curl $‹A›\nHEALTHCHECK --retries=1 CMD ["sh","-c","x $‹A›"]\nHEALTHCHECK CMD ["x","$A"]',
    ));
  it('leaves scripts of other languages', () =>
    occurrences('FROM a\nENV ‹A|›=1\nRUN <<E\n‹A›=2\nE\nRUN <<E\n#!/usr/bin/env python3\nA=2\nE'));
  it('joins triggers with each other and with the stages that they run in', () =>
    occurrences('FROM a AS x\nONBUILD ARG ‹A›=2\nONBUILD RUN $‹A|›\nRUN $A\nFROM x\nRUN $‹A›'));
  it('joins a secret with its uses', () =>
    occurrences('FROM a\nRUN --mount=type=secret,id=t,env=‹TOK› echo $‹TOK|›\nRUN $TOK'));
  it('finds a heredoc’s name', () => occurrences('FROM a\nRUN <<-"‹EO|F›"\na\n\t‹EOF›\nRUN b'));
  it('leaves a heredoc’s name that quotes cut in two', () => occurrences("FROM a\nRUN <<|E'OF'\nEOF"));
  it('finds nothing on other words', () => occurrences('FROM a|\nRUN b'));
});

describe('definition', () => {
  it('leads to the stage', () => definition('FROM a AS ‹build›\nFROM b\nCOPY --from=bui|ld a b'));
  it('leads to a stage without a name', () => definition('‹FROM a›\nFROM b\nCOPY --from=|0 a b'));
  it('leads to the nearest setting before', () => definition('FROM a\nENV A=1\nENV ‹A›=2\nRUN $A|\nENV A=3'));
  it('prefers ENV to a later ARG', () => definition('FROM a\nENV ‹A›=1\nARG A=2\nRUN $A|'));
  it('leads to a shell’s own setting', () => definition('FROM a\nRUN ‹x›=1; echo $x|'));
  it('leads to the setting that adds to the value from outside', () => definition('FROM a\nENV ‹PATH›=/x:$PATH|'));
  it('knows no definition of what the base image sets', () => definition('FROM a\nRUN echo $PATH|'));
});

describe('rename', () => {
  it('changes what a global ARG takes from the name to its left', () =>
    assert.equal(renamed('ARG A|=1 B=$A\nFROM a:$B', 'V'), 'ARG V=1 B=$V\nFROM a:$B'));
  it('changes an ARG across scopes', () =>
    assert.equal(
      renamed('ARG V|=1\nFROM a:$V\nARG V\nRUN echo ${V}', 'W'),
      'ARG W=1\nFROM a:$W\nARG W\nRUN echo ${W}',
    ));
  it('changes the argument that names a stage', () =>
    assert.equal(renamed('ARG B=x\nFROM a AS x|\nFROM ${B}', 'y'), 'ARG B=y\nFROM a AS y\nFROM ${B}'));
  it('changes a stage but not its number', () =>
    assert.equal(renamed('FROM a AS x|\nFROM X\nCOPY --from=0 a b', 'y'), 'FROM a AS y\nFROM y\nCOPY --from=0 a b'));
  it('starts where a shell sets a name', () =>
    assert.equal(renamed('FROM a\nRUN X|=1 && echo $X', 'Y'), 'FROM a\nRUN Y=1 && echo $Y'));
  it('takes names that go on in the next line', () =>
    assert.equal(renamed('FROM a AS x|\\\ny\nFROM xy', 'z'), 'FROM a AS z\nFROM z'));
  it('keeps the quotes around a stage', () =>
    assert.equal(
      renamed('FROM a AS x|\nCOPY --from="x" a b\nRUN --mount="type=bind,from=x" c\nFROM \'x\'', 'y'),
      'FROM a AS y\nCOPY --from="y" a b\nRUN --mount="type=bind,from=y" c\nFROM \'y\'',
    ));
  it('starts at a stage’s number too', () =>
    assert.equal(
      renamed('FROM a AS x\nFROM b\nCOPY --from=|0 a b\nCOPY --from=x a b', 'y'),
      'FROM a AS y\nFROM b\nCOPY --from=0 a b\nCOPY --from=y a b',
    ));
  it('changes a heredoc’s name on both ends', () =>
    assert.equal(renamed('FROM a\nRUN <<E|OF\nx\nEOF', 'END'), 'FROM a\nRUN <<END\nx\nEND'));
  it('refuses names that are not the file’s, and names that Docker refuses', () => {
    assert.equal(renamed('FROM a\nRUN echo $HOME|', 'X'), undefined);
    assert.equal(renamed('FROM a\nARG TARGETARCH|\nRUN $TARGETARCH', 'X'), undefined);
    assert.equal(renamed('FROM a AS x|', 'a b'), undefined);
    assert.equal(renamed('ARG A|', '1A'), undefined);
  });
  it('keeps the name of what the base image sets', () => {
    assert.equal(renamed('FROM a\nENV X|=/x:$X\nRUN $X', 'Y'), 'FROM a\nENV Y=/x:$X\nRUN $Y');
    assert.equal(renamed('FROM a\nENV X=/x:$X|\nRUN $X', 'Y'), undefined);
  });
  it('refuses a stage whose name a FROM puts together', () => {
    assert.equal(renamed('ARG A=x\nFROM a AS b-x|\nFROM b-$A', 'c'), undefined);
    assert.equal(renamed('ARG A=x\nARG B=$A\nFROM a AS x|\nFROM $B', 'c'), undefined);
    assert.equal(renamed('FROM a AS b-arm64|\nFROM b-${TARGETARCH}', 'c'), undefined);
    assert.equal(
      renamed('FROM a AS b|\nFROM b-$A\nFROM $A\nFROM b:$A', 'c'),
      'FROM a AS c\nFROM b-$A\nFROM $A\nFROM b:$A',
    );
  });
  it('takes any name of a heredoc', () =>
    assert.equal(renamed('FROM a\nCOPY <<E|OF /x\nEOF', 'a.txt'), 'FROM a\nCOPY <<a.txt /x\na.txt'));
  it('counts a byte order mark', () =>
    assert.equal(renamed('\uFEFFARG A|=1\r\nFROM a:$A', 'B'), '\uFEFFARG B=1\r\nFROM a:$B'));
  it('leaves a text with windows line breaks intact', () =>
    assert.equal(renamed(plain('FROM a AS x\r\nFROM x').replace('AS x', 'AS x|'), 'y'), 'FROM a AS y\r\nFROM y'));
  it('changes names and nothing else, and back again', () =>
    fc.assert(
      fc.property(dockerfiles, (text) => {
        const document = parseDockerfile(text);
        const places = [
          ...variablesOf(document).declarations.map(rangeOfName),
          ...document.stages.flatMap(({ from, name }) => (name ? [from.rangeOf(name)] : [])),
        ];
        for (const { start } of places) {
          const symbol = prepareRename(document, start);
          if (!symbol) continue;
          const edits = rename(document, start, 'zz9');
          const changed = parseDockerfile(applyEdits(document.lines, edits));
          assert.deepEqual(
            changed.instructions.map(({ keyword, args, heredocs }) => [keyword, args.length, heredocs.length]),
            document.instructions.map(({ keyword, args, heredocs }) => [keyword, args.length, heredocs.length]),
          );
          assert.ok(edits.length > 0);
          assert.equal(findOccurrences(changed, start).length, edits.length, text);
          assert.equal(applyEdits(changed.lines, rename(changed, start, symbol.name)), text);
        }
      }),
      { numRuns: 300 },
    ));
});
