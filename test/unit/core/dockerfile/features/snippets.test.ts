import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { complete } from '../../../../../src/core/dockerfile/features/completion/complete.js';
import { instructionReferences } from '../../../../../src/core/dockerfile/features/reference/instructions.js';
import { lint } from '../../../../../src/core/dockerfile/lint/lint.js';

const before = 'FROM debian:12.9-slim AS build\nFROM debian:12.9-slim\nWORKDIR /app\n';

/** What a person types where the snippet's own example is none. */
const typed: Readonly<Record<string, string>> = {
  'FROM ': 'FROM build',
  'STOPSIGNAL ': 'STOPSIGNAL SIGTERM',
  'ONBUILD ': 'ONBUILD RUN make',
  image: 'alpine',
  tag: '3.21',
  hash: '0'.repeat(64),
  'https://': 'https://example.com/a.tar.gz',
  package: 'curl=7.88.1-10',
};

/** A snippet as it stands in the file once every stop is filled in. */
function filled(body: string): string {
  const text = body
    .replace(/\$\{\d:([^}]*)\}/g, (_, example: string) => typed[example] ?? example)
    .replaceAll('$0', '')
    .replaceAll('\\\\', '\\');
  return typed[text] ?? text;
}

describe('snippets', () => {
  for (const [keyword, { snippets }] of Object.entries(instructionReferences)) {
    for (const { label, body } of snippets) {
      it(`offers ${label} for ${keyword}, and the linter finds nothing in it`, () => {
        const offers = complete(parseDockerfile(`${before}${keyword[0]}`), { line: 3, character: 1 });
        assert.ok(offers.some((offer) => offer.label === label && offer.insert === body && offer.isSnippet));
        const found = lint(parseDockerfile(`${before}${filled(body)}\n`));
        assert.deepEqual(
          found.map(({ code, message, range }) => `${range.start.line} ${code} ${message}`),
          [],
        );
      });
    }
  }
});
