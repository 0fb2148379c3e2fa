import assert from 'node:assert/strict';
import { type DockerfileDocument, parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { pinEdits, pinnedTag } from '../../../../../src/core/dockerfile/features/imageEdits.js';
import { type ImagePlace, imageAt } from '../../../../../src/core/dockerfile/features/images.js';
import { sourceReferencesOf } from '../../../../../src/core/dockerfile/features/stageReferences.js';
import { allRules } from '../../../../../src/core/dockerfile/lint/allRules.js';
import { lint } from '../../../../../src/core/dockerfile/lint/lint.js';
import { applyEdits } from '../../../../../src/core/dockerfile/textEdit.js';
import { collectedFiles } from '../../../../support/collection.js';
import { marked } from '../../../../support/markedText.js';

const digest = `sha256:${'a'.repeat(64)}`;
const old = `sha256:${'b'.repeat(64)}`;
const today = new Date(2026, 10, 29).getTime();

function pin(document: DockerfileDocument, place: ImagePlace, tag = pinnedTag(place)): string | undefined {
  const edits = tag === undefined ? [] : pinEdits(document, place, tag, digest, today);
  return edits.length > 0 ? applyEdits(document.lines, edits) : undefined;
}

function pinned(source: string, tag?: string): string | undefined {
  const { text, cursor } = marked(source);
  const document = parseDockerfile(text);
  const place = imageAt(document, cursor);
  assert.ok(place);
  return pin(document, place, tag);
}

describe('a pin', () => {
  it('keeps the tag in the reference, and with the day in a comment above', () => {
    assert.equal(pinned('FROM node:22|'), `# node:22 as of 2026-11-29\nFROM node:22@${digest}`);
    assert.equal(pinned('FROM node|'), `# node:latest as of 2026-11-29\nFROM node:latest@${digest}`);
    const local = `# localhost:5000/node:latest as of 2026-11-29\nFROM "localhost:5000/node:latest@${digest}"`;
    assert.equal(pinned('FROM "localhost:5000/node|"'), local);
  });
  it('begins its comment with the name of the stage that it describes', () => {
    const text = `# build node:22 as of 2026-11-29\nFROM node:22@${digest} AS build`;
    assert.equal(pinned('FROM node:22| AS build'), text);
    assert.equal(pinned('# MIT\n\nFROM node:22| AS build'), `# MIT\n\n${text}`);
    assert.equal(pinned('# MIT\n#\nFROM node:22| AS build'), `# MIT\n#\n${text}`);
  });
  for (const above of [
    '# hadolint ignore=DL3006',
    '# build compiles',
    '# two\n# lines',
    '# hadolint ignore=DL3006\n# check=skip=x',
  ])
    it(`leaves ${JSON.stringify(above)} where it reaches the instruction`, () => {
      const text = `FROM a:1\n${above}\nFROM node:22| AS build`;
      const rest = `${above}\nFROM node:22@${digest} AS build`;
      assert.equal(pinned(text), `FROM a:1\n# node:22 as of 2026-11-29\n${rest}`);
    });
  for (const top of ['# syntax=docker/dockerfile:1\n# escape=\\', '#!/usr/bin/env build\n# syntax=a', '# check=skip=X'])
    it(`stays below ${JSON.stringify(top)}`, () => {
      const comment = '# b node:22 as of 2026-11-29';
      assert.equal(pinned(`${top}\nFROM node:22| AS b`), `${top}\n${comment}\nFROM node:22@${digest} AS b`);
    });
  it('has its comment indented like the instruction, with the line break of the file', () => {
    const text = `FROM a\r\n  # node:22 as of 2026-11-29\r\n  COPY --from=node:22@${digest} / /\r\n`;
    assert.equal(pinned('FROM a\r\n  COPY --from=node:22| / /\r\n'), text);
  });
  it('of what a trigger copies has its comment above the ONBUILD', () => {
    const text = `# hadolint ignore=A1\nONBUILD COPY --from=a:1@${digest} / /`;
    const source = 'FROM b\n# hadolint ignore=A1\nONBUILD COPY --from=a:1| / /';
    assert.equal(pinned(source), `FROM b\n# a:1 as of 2026-11-29\n${text}`);
  });
  it('is written into the ARG that is the tag, where nothing else uses it', () => {
    const text = `ARG V="22@${digest}"\n# x node:22 as of 2026-11-29\nFROM node:\${V} AS x`;
    assert.equal(pinned('ARG V="22"\nFROM node:${V}| AS x'), text);
    const newer = text.replaceAll('22', '24').replace('2026-11-29', '2025-01-02').replace('{V}', '{|V}');
    assert.equal(pinned(newer, '22'), text);
    for (const source of [
      'ARG V=1\nFROM node:$V|\nFROM python:$V',
      'ARG V=1\nFROM node:$V|\nARG V\nRUN echo $V',
      'ARG V=1\nFROM node:$V-slim|',
      'ARG V=1\nARG W=$V\nFROM node:$W|',
      'ARG V=node:1\nFROM $V|',
    ])
      assert.equal(pinned(source), undefined, source);
  });

  describe('that is refreshed', () => {
    it('moves the day in its comment, and the tag with another one', () => {
      const source = (comment: string) => `# why\n${comment}\n# hadolint ignore=A1\nFROM node:22@${old}| AS b`;
      const text = (comment: string, tag = '22') =>
        `# why\n${comment}\n# hadolint ignore=A1\nFROM node:${tag}@${digest} AS b`;
      assert.equal(pinned(source('# node:22 as of 2025-01-02')), text('# node:22 as of 2026-11-29'));
      assert.equal(pinned(source('# b node:21 as of 2025-01-02 ')), text('# b node:22 as of 2026-11-29'));
      assert.equal(pinned(source('# node:22 as of 2025-01-02'), '24'), text('# node:24 as of 2026-11-29', '24'));
    });
    it('leaves every other comment alone, and gets none', () => {
      for (const above of ['', '# python:22 as of 2025-01-02\n', '# node\n', '# not node:20\n', `# node:22@${old}\n`])
        assert.equal(pinned(`${above}FROM node:22@${old}|`), `${above}FROM node:22@${digest}`);
    });
    it('takes the tag from its comment where the reference has none', () => {
      const text = `# node:22 as of 2026-11-29\nFROM node:22@${digest}`;
      assert.equal(pinned(`# node:22\nFROM node@${old}|`), text);
      assert.equal(pinned(`# docker.io/library/node:22 as of 2025-01-02\nFROM node@${old}|`), text);
      assert.equal(pinned(`# python:22\nFROM node@${old}|`), undefined);
      assert.equal(pinned(`FROM node@${old}|`), undefined);
    });
  });

  it('brings no finding to any file, with every rule on', () => {
    const more = [
      'FROM node:22 AS build',
      '# check=skip=all\nFROM node:22 AS build',
      '# build it\n\nFROM node:22 AS build',
      '# hadolint ignore=DL3029\nFROM --platform=linux/amd64 node:22 AS build',
    ].map((text) => ({ title: text, text }));
    let pins = 0;
    for (const { title, text } of [...collectedFiles(), ...more]) {
      const document = parseDockerfile(text);
      const before = findings(document);
      for (const { instruction, span } of sourceReferencesOf(document)) {
        const place = imageAt(document, instruction.rangeOf(span).start);
        const after = place && pin(document, place);
        if (after === undefined) continue;
        pins += 1;
        const added = [...findings(parseDockerfile(after))].filter(([id, count]) => count > (before.get(id) ?? 0));
        assert.deepEqual(added, [], `${title}\n${after}`);
      }
    }
    assert.ok(pins > 100, String(pins));
  });
});

/** How often each rule speaks. */
function findings(document: DockerfileDocument): ReadonlyMap<string, number> {
  const severities = new Map(allRules.map(({ id }) => [id, 'info' as const]));
  const config = {
    ignored: new Set<string>(),
    severities,
    disableIgnorePragma: false,
    failureThreshold: 'info' as const,
    options: {},
  };
  const counts = new Map<string, number>();
  for (const { rule } of lint(document, { rules: allRules, config, check: 'experimental=all' }))
    counts.set(rule.id, (counts.get(rule.id) ?? 0) + 1);
  return counts;
}
