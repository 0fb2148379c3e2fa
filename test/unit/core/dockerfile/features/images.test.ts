import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { completeImages } from '../../../../../src/core/dockerfile/features/completion/images.js';
import type { Answer, ImageCatalog, ImageFacts } from '../../../../../src/core/dockerfile/features/imageCatalog.js';
import { retagEdit } from '../../../../../src/core/dockerfile/features/imageEdits.js';
import { imageAt, imageDocumentation, localName } from '../../../../../src/core/dockerfile/features/images.js';
import { applyEdits } from '../../../../../src/core/dockerfile/textEdit.js';
import { marked, withMarks } from '../../../../support/markedText.js';

const digest = `sha256:${'a'.repeat(64)}`;
const facts: ImageFacts = {
  digest,
  platforms: ['linux/amd64', 'linux/arm64'],
  size: 1_000_000,
  user: 'no`de',
  labels: { a: 'b' },
};

class FakeCatalog implements ImageCatalog {
  readonly asked: string[] = [];
  local = () => ['node:20', 'mine:dev', 'ghcr.io/o/i:1'];
  localImage = () => undefined;
  hosts = () => ['docker.io', 'ghcr.io', 'localhost:5000'];
  search = (host: string, term: string) => this.#answer(`search ${host} ${term}`, [{ name: 'nodejs' }]);
  tags = (host: string, path: string) =>
    this.#answer(`tags ${host}/${path}`, [
      { name: 'latest' },
      { name: '22', size: 5_000_000, pushed: 0 },
      { name: '20' },
    ]);
  facts = (host: string, path: string, reference: string) => this.#answer(`facts ${host}/${path} ${reference}`, facts);
  #answer<T>(question: string, known: T): Answer<T> {
    this.asked.push(question);
    return { known };
  }
}

async function complete(source: string, catalog: ImageCatalog = new FakeCatalog()) {
  const { text, cursor } = marked(source);
  const { items, more } = await completeImages(parseDockerfile(text), cursor, catalog, 86_400_000);
  return { text, items, more, labels: items.map(({ label }) => label) };
}

describe('completion of images', () => {
  it('offers local images first, then what a search finds, then registries', async () => {
    const { labels } = await complete('FROM no|');
    assert.deepEqual(labels, ['node:20', 'mine:dev', 'ghcr.io/o/i:1', 'nodejs', 'ghcr.io/', 'localhost:5000/']);
  });
  it('asks for a search only from the second letter on', async () => {
    const catalog = new FakeCatalog();
    await complete('FROM n|', catalog);
    assert.deepEqual(catalog.asked, []);
    await complete('FROM localhost:5000/|', catalog);
    assert.deepEqual(catalog.asked, ['search localhost:5000 ']);
  });
  it('offers tags in the catalog’s order and marks those that are here', async () => {
    const { labels, items } = await complete('FROM --platform=linux/amd64 node:2|');
    assert.deepEqual(labels, ['latest', '22', '20']);
    assert.equal(items[2]?.detail, 'local image');
    assert.match(items[1]?.detail ?? '', /MB.*24 hours ago/);
  });
  it('takes the place of the tag alone', async () => {
    const { items, text } = await complete('FROM node:2|1-slim AS x');
    const [, second] = items;
    assert.ok(second);
    const edits = [{ range: second.range, newText: second.insert }];
    assert.equal(applyEdits(parseDockerfile(text).lines, edits), 'FROM node:22 AS x');
  });
  it('asks the registry that the name says', async () => {
    const catalog = new FakeCatalog();
    await complete('FROM a\nCOPY --from=localhost:5000/x/y:|', catalog);
    await complete('FROM a\nRUN --mount=type=bind,from=ghcr.io/o/i:|', catalog);
    await complete('FROM node:22@|', catalog);
    assert.deepEqual(catalog.asked, ['tags localhost:5000/x/y', 'tags ghcr.io/o/i', 'facts docker.io/library/node 22']);
  });
  it('does not wait for a slow registry, and says that more may come', async () => {
    const slow = new FakeCatalog();
    slow.tags = () => ({ coming: new Promise(() => {}) }) as never;
    const { labels, more } = await complete('FROM node:|', slow);
    assert.deepEqual(labels, ['20']);
    assert.ok(more);
  });
  it('is silent where no image goes, and in names with variables', async () => {
    for (const source of ['FROM a AS |', 'FROM a:$|', 'FROM --platform=|', 'FROM a\nRUN |', 'FROM a\nCOPY |'])
      assert.deepEqual((await complete(source)).labels, [], source);
  });
});

describe('images of a file', () => {
  const at = (source: string) => {
    const { text, cursor } = marked(source);
    const document = parseDockerfile(text);
    return { text, document, place: imageAt(document, cursor) };
  };
  it('are found with their variables’ defaults', () => {
    const { text, place } = at('ARG V=22\nFROM no|de:$V');
    assert.equal(place && withMarks(text, [place.range]), 'ARG V=22\nFROM ‹node:$V›');
    assert.equal(place?.reference.tag, '22');
    assert.equal(at('FROM a AS b\nFROM b|').place, undefined);
    assert.equal(at('FROM scr|atch').place, undefined);
    assert.equal(at('FROM $X|').place, undefined);
  });
  it('are described, hostile texts as code', () => {
    const { place } = at('FROM node:20|');
    assert.ok(place);
    const text = imageDocumentation(place, facts, local(digest), 0);
    for (const part of ['`linux/arm64`', '``no`de``', digest, 'engine has this image'])
      assert.ok(text.includes(part), text);
    assert.match(imageDocumentation(place, undefined, undefined), /told nothing/);
  });
  it('say whether the local image is what the tag means now', () => {
    const { place } = at('FROM node|');
    assert.ok(place);
    assert.equal(localName(place), 'node:latest');
    assert.match(imageDocumentation(place, facts, local(`sha256:${'c'.repeat(64)}`)), /engine has another image/);
    assert.match(imageDocumentation(place, facts, { ...local(digest), digests: [] }), /comes from no registry/);
    assert.match(imageDocumentation(place, undefined, local(digest)), /engine has an image of this name\./);
  });
  it('say when a pinned tag has moved', () => {
    const { place } = at(`FROM node:20@sha256:${'b'.repeat(64)}|`);
    assert.ok(place);
    assert.match(imageDocumentation(place, facts, undefined), /has moved/);
  });
  it('get another tag', () => {
    const changed = (source: string, tag: string) => {
      const { document, place } = at(source);
      const edit = place && retagEdit(document, place, tag);
      return edit && applyEdits(document.lines, [edit]);
    };
    assert.equal(changed('FROM node:22.1.0-slim| AS x', '22.3.0-slim'), 'FROM node:22.3.0-slim AS x');
    assert.equal(changed("FROM a\nCOPY --from='ghcr.io/o/i|' / /", '2'), "FROM a\nCOPY --from='ghcr.io/o/i:2' / /");
  });
});

const local = (digest: string) => ({ id: 'i', digests: [`node@${digest}`], created: 0, size: 1 });
