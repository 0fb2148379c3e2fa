import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { allRules } from '../../../../../src/core/dockerfile/lint/allRules.js';

const folder = 'src/core/dockerfile/lint/rules';

describe('the table of rules', () => {
  it('has every rule that the folder defines', () => {
    const defined = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(path.join(folder, file), 'utf8').matchAll(
          /export const \w+(?:: Rule)? = (?:defineRule|\w+Rule)\(/g,
        ),
      ]);
    assert.equal(allRules.length, defined.length);
  });

  it('has ids of its own, by meaning', () => {
    const ids = allRules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
  });

  it('says in both languages what each rule asks for', () => {
    for (const { summary } of allRules) {
      assert.match(summary.en, /^\S.*\.$/);
      assert.match(summary.ko, /[가-힣].*\.$/);
    }
  });

  it('has all of hadolint, numbers that were withdrawn aside', () => {
    const withdrawn = new Set([3005, 3017, 3031, 3039, 4002]);
    const numbers = [...range(3000, 3067), ...range(4000, 4006)].filter((number) => !withdrawn.has(number));
    assert.equal(numbers.length + 1, 71);
    const codes = new Set(allRules.flatMap(({ aliases }) => aliases));
    assert.deepEqual(
      ['DL1000', 'DL1001', ...numbers.map((number) => `DL${number}`)].filter((code) => !codes.has(code)),
      [],
    );
  });

  it('has all of BuildKit', () => {
    const checks = `StageNameCasing FromAsCasing NoEmptyContinuation ConsistentInstructionCasing DuplicateStageName
      ReservedStageName JSONArgsRecommended MaintainerDeprecated UndefinedArgInFrom WorkdirRelativePath UndefinedVar
      MultipleInstructionsDisallowed LegacyKeyValueFormat RedundantTargetPlatform SecretsUsedInArgOrEnv
      InvalidDefaultArgInFrom FromPlatformFlagConstDisallowed CopyIgnoredFile ExposeProtoCasing ExposeInvalidFormat
      InvalidBaseImagePlatform InvalidDefinitionDescription`.split(/\s+/);
    const codes = new Set(allRules.flatMap(({ aliases }) => aliases));
    assert.deepEqual(
      checks.filter((code) => !codes.has(code)),
      [],
    );
  });
});

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
