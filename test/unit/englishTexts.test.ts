import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

function read(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8'));
}

const manifest = read('package.nls.json');
const titles = Object.entries(manifest).flatMap(([key, text]) => (key.startsWith('command.') ? text : []));
/** Words that stay small inside a title, and names that are spelt so. */
const small = /^(a|an|and|as|at|by|for|from|in|of|on|or|the|to|with|\.dockerignore)$/;

describe('the English texts', () => {
  it('say what to do without a please', () =>
    assert.deepEqual(
      [...Object.values(manifest), ...Object.keys(read('l10n/bundle.l10n.json'))].filter((text) =>
        /\b(please|sorry|oops|successfully|shall)\b/i.test(text),
      ),
      [],
    ));

  it('name commands in title case', () => {
    const isTitle = (title: string) =>
      title.split(' ').every((word, index) => /^[A-Z]/.test(word) || (index > 0 && small.test(word.replace('…', ''))));
    assert.ok(titles.length > 50);
    assert.deepEqual(
      titles.filter((title) => !isTitle(title)),
      [],
    );
  });
});
