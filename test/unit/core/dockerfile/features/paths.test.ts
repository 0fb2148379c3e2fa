import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { type ContextFiles, completePaths } from '../../../../../src/core/dockerfile/features/completion/paths.js';
import { imageSizeHints, inlayHints } from '../../../../../src/core/dockerfile/features/inlayHints.js';
import { applyEdits } from '../../../../../src/core/dockerfile/textEdit.js';
import { marked } from '../../../../support/markedText.js';

const tree: Record<string, readonly string[]> = {
  '': ['package.json', 'src/', 'node_modules/', 'a b.txt', '[a].txt', '$x'],
  src: ['main.js', 'lib/'],
  'src/lib': ['x.js'],
};

const files: ContextFiles = {
  list: async (folder) => {
    const names = tree[folder];
    if (!names) throw new Error('not there');
    return names.map((name) => ({
      name: name.replace(/\/$/, ''),
      isFolder: name.endsWith('/'),
      isIgnored: name === 'node_modules/',
    }));
  },
};

async function offers(source: string) {
  const { text, cursor } = marked(source);
  return completePaths(parseDockerfile(text), cursor, files);
}

/** The text after the offer with the label was taken. */
async function taken(source: string, label: string): Promise<string | undefined> {
  const { text } = marked(source);
  const offer = (await offers(source)).find((candidate) => candidate.label === label);
  return offer && applyEdits(parseDockerfile(text).lines, [{ range: offer.range, newText: offer.insert }]);
}

const labels = async (source: string) => (await offers(source)).map(({ label }) => label).join(' ');

describe('completion of paths', () => {
  it('lists the context without what is ignored, folders first', async () => {
    assert.equal(await labels('FROM a\nCOPY |'), 'src/ $x [a].txt package.json');
    assert.equal(await labels('FROM a\nADD --chown=1 pack|'), 'src/ $x [a].txt package.json');
  });
  it('goes into folders, however they are written', async () => {
    for (const start of ['src/', './src/', '/src/', 'package.json src/']) {
      assert.equal(await labels(`FROM a\nCOPY ${start}|`), 'lib/ main.js');
    }
    assert.equal(await labels('FROM a\nCOPY ["src/lib/|'), 'x.js');
    assert.equal(await labels('FROM a\nRUN --mount=type=bind,source=src/|'), 'lib/ main.js');
    assert.equal(await labels('FROM a\nCOPY x \\\n  src/|'), 'lib/ main.js');
  });
  it('takes the place of the last part', async () => {
    assert.equal(await taken('FROM a\nCOPY src/m|ai x', 'lib/'), 'FROM a\nCOPY src/lib/ x');
    assert.equal(await taken('FROM a\nCOPY s|r/m x', 'src/'), 'FROM a\nCOPY src/m x');
    assert.equal(await taken('FROM a\nCOPY ["p|a b", "x"]', 'package.json'), 'FROM a\nCOPY ["package.json", "x"]');
  });
  it('writes names so that Docker reads them as they are', async () => {
    assert.equal(await taken('FROM a\nCOPY |', '[a].txt'), 'FROM a\nCOPY [[]a].txt');
    assert.equal(await taken('FROM a\nCOPY |', '$x'), 'FROM a\nCOPY \\$x');
    assert.equal(await taken('# escape=`\nFROM a\nCOPY |', '$x'), '# escape=`\nFROM a\nCOPY `$x');
    assert.equal(await taken('FROM a\nCOPY ["|"]', '$x'), 'FROM a\nCOPY ["\\\\$x"]');
    assert.equal(await taken('FROM a\nCOPY ["|"]', 'a b.txt'), 'FROM a\nCOPY ["a b.txt"]');
    assert.equal(await labels('FROM a\nRUN --mount=type=bind,source=|'), 'src/ [a].txt package.json');
  });
  it('is silent for other sources, patterns, parents and folders that are not there', async () => {
    for (const source of [
      'COPY --from=x /|',
      'ADD https://|',
      'COPY $A/|',
      'COPY */|',
      'COPY ../|',
      'COPY no/|',
      'RUN cat src/|',
    ])
      assert.equal(await labels(`FROM a\n${source}`), '');
  });
});

describe('inlay hints', () => {
  it('tell what the variables of FROM make', () => {
    const text =
      'ARG V=22\nARG W\nFROM node:$V-slim AS x\nFROM x\nFROM a:$W\nFROM --platform=$BUILDPLATFORM b:${V}\nFROM c:${W:-9}';
    assert.deepEqual(
      inlayHints(parseDockerfile(text)).map(({ position, text: hint }) => [position.line, position.character, hint]),
      [
        [2, 17, 'node:22-slim'],
        [5, 37, 'b:22'],
        [6, 14, 'c:9'],
      ],
    );
  });
});

describe('hints of size and age', () => {
  it('stand behind images that are known', () => {
    const text = 'ARG V=22\nFROM node:$V AS base\nFROM base\nFROM scratch\nFROM "python:3"\nFROM $X';
    const facts = { '22': { size: 45_200_000, created: 1 }, '3': { created: 1 } };
    const known = ({ reference }: { reference: { tag?: string } }) => facts[reference.tag as '22' | '3'];
    const hints = imageSizeHints(parseDockerfile(text), known, 90_000_000);
    assert.deepEqual(
      hints.map(({ position, text: hint }) => [position.line, position.character, hint]),
      [
        [1, 12, '45.2MB, 24 hours ago'],
        [4, 14, '24 hours ago'],
      ],
    );
    assert.deepEqual(
      imageSizeHints(parseDockerfile(text), () => undefined),
      [],
    );
  });
});
