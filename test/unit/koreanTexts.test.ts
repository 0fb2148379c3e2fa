import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

function read(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8'));
}

const manifest = read('package.nls.ko.json');
const pairs: readonly (readonly [english: string, korean: string])[] = [
  ...Object.entries(read('l10n/bundle.l10n.ko.json')),
  ...Object.entries(read('package.nls.json')).map(([key, english]) => [english, manifest[key] ?? ''] as const),
];

/** What Docker's Korean material says, and the words that mean the same and would make two things of one. */
const words: readonly (readonly [word: string, others: RegExp])[] = [
  ['스테이지', /(대상|마지막|이름 있는) 단계|히어독/],
  ['인자', /인수/],
  ['베이스 이미지', /기반 이미지/],
  ['시크릿', /비밀 값|빌드 비밀/],
  ['풀, 내려받다', /받기…|받아 둠|[^려]받으시/],
  ['공개', /게시/],
  ['암호', /비밀번호/],
  ['선택하세요', /고르세요|골라 /],
  ['하세요', /십시오/],
  ['하시겠습니까', /까요/],
];

describe('the Korean texts', () => {
  for (const [word, others] of words)
    it(`say ${word}`, () =>
      assert.deepEqual(
        textsThat((korean) => others.test(korean)),
        [],
      ));

  it('write both forms of a particle behind what they cannot know', () =>
    assert.deepEqual(
      textsThat((korean) => /\{\d\}["']?(을|를|이|가|은|는|과|와|로|으로|이라)(?![가-힣(])/.test(korean)),
      [],
    ));

  it('hold the placeholders of the English ones', () =>
    assert.deepEqual(
      pairs.filter(([english, korean]) => placeholders(english) !== placeholders(korean)),
      [],
    ));
});

function textsThat(isWrong: (korean: string) => boolean): string[] {
  return pairs.map(([, korean]) => korean).filter(isWrong);
}

function placeholders(text: string): string {
  return [...new Set(text.match(/\{\d\}/g))].sort().join(' ');
}
