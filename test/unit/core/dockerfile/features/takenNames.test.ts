import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { prepareRename } from '../../../../../src/core/dockerfile/features/navigation.js';
import { isTaken } from '../../../../../src/core/dockerfile/features/takenNames.js';
import { marked } from '../../../../support/markedText.js';

/** Whether the symbol at the cursor cannot be called `new`, or another name. */
function taken(source: string, name = 'new'): boolean {
  const { text, cursor } = marked(source);
  const document = parseDockerfile(text);
  const symbol = prepareRename(document, cursor);
  assert.ok(symbol, source);
  return isTaken(document, symbol, name);
}

function refuses(...sources: readonly string[]) {
  for (const source of sources) assert.ok(taken(source), source);
}

function allows(...sources: readonly string[]) {
  for (const source of sources) assert.ok(!taken(source), source);
}

describe('names that are taken', () => {
  it('are those of other stages, in any case', () => {
    refuses('FROM a AS x|\nFROM b AS New', 'FROM a AS new\nFROM b AS x|\nFROM x', 'FROM a AS new\nFROM new AS x|');
    allows('FROM a AS x|\nFROM x AS y', 'FROM a AS x|\nFROM b:new');
    assert.ok(!taken('FROM a AS x|\nFROM x', 'X'));
  });
  it('are those of images that would lead to the stage', () => {
    refuses('FROM a AS x|\nFROM new', 'FROM b\nCOPY --from=new a b\nFROM a AS x|', 'ARG V=new\nFROM a AS x|\nFROM $V');
    allows('FROM new AS x|\nFROM x');
  });
  it('are those of variables in the stages that know it', () => {
    refuses(
      'FROM a\nARG x|\nENV new=1',
      'FROM a\nARG new\nRUN echo $x\nENV x|=1',
      'FROM a\nENV x|=1\nRUN echo $new',
      'FROM a\nENV x|=1\nRUN new=2; echo $x',
      'FROM a AS p\nENV x|=1\nFROM p\nENV new=1',
      'FROM a AS p\nENV new=1\nFROM p\nENV x|=1',
      'ARG x|=1 new=2\nFROM a',
      'ARG x|\nFROM a:$new',
      'FROM a\nENV x|=1\nONBUILD ARG new',
    );
    allows('FROM a\nENV x|=1\nFROM b\nENV new=1', 'FROM a AS p\nFROM p\nENV x|=1\nFROM p\nENV new=1');
  });
  it('are those of variables that an ARG would take its value from, or give it one', () => {
    refuses('ARG new=1\nFROM a\nARG x|', 'ARG x|=1\nFROM a\nARG new');
    allows('ARG new=1\nFROM a\nARG x|=2', 'ARG x|=1\nFROM a\nARG new=2', 'ARG x|=1\nFROM a\nRUN echo $new');
  });
  it('are those that Docker gives a value', () => {
    assert.ok(taken('FROM a\nARG x|', 'TARGETARCH'));
    assert.ok(taken('FROM a\nARG x|', 'HTTP_PROXY'));
  });
  it('are those that a script knows', () => {
    refuses('FROM a\nRUN x|=1; echo $new', 'FROM a\nENV new=1\nRUN x|=1');
    allows('FROM a\nRUN x|=1\nRUN new=1');
  });
  it('are lines that would end a heredoc early', () => {
    refuses('FROM a\nRUN <<x|\nnew\nx', 'FROM a\nRUN <<-x|\n\tnew\nx');
    allows('FROM a\nRUN <<x|\nnew 1\nx');
  });
  it('are never the symbol’s own', () => assert.ok(!taken('FROM a\nARG x|\nENV x=1', 'x')));
});
