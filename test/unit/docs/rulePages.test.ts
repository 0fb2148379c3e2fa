import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parseDockerfile } from '../../../src/core/dockerfile/document.js';
import { allRules } from '../../../src/core/dockerfile/lint/allRules.js';
import { defaultLintConfig } from '../../../src/core/dockerfile/lint/config.js';
import { fixAll } from '../../../src/core/dockerfile/lint/fixAll.js';
import { readHadolintConfig } from '../../../src/core/dockerfile/lint/hadolintConfig.js';
import { lint } from '../../../src/core/dockerfile/lint/lint.js';
import type { Rule } from '../../../src/core/dockerfile/lint/rule.js';
import { block, findingsIn, type RulePage, readRulePage, section } from '../../support/rulePage.js';

/** Where a second rule cannot but find the same mistake. */
const companions: Readonly<Record<string, string>> = {
  'env-self-reference': 'undefined-variable',
  'invalid-base-image-platform': 'platform-constant',
  'overridden-instruction': 'repeated-cmd',
  'repeated-cmd': 'overridden-instruction',
  'repeated-entrypoint': 'overridden-instruction',
  'repeated-healthcheck': 'overridden-instruction',
};

const textOf = (id: string) => readFileSync(`docs/rules/${id}.md`, 'utf8');
const rulesIn = (example: string, page: RulePage) => [...new Set(findingsIn(example, page).map(({ rule }) => rule.id))];

describe('the pages of the lint rules', () => {
  it('are one a rule', () => {
    const pages = readdirSync('docs/rules').filter((file) => file !== 'README.md');
    assert.deepEqual(pages.sort(), allRules.map(({ id }) => `${id}.md`).sort());
  });

  it('of a configuration file show a mistake and none', () => {
    const text = textOf('config-invalid');
    const problemsIn = (part: string) => readHadolintConfig(block(section(text, part), 'yaml') ?? '').problems;
    assert.equal(problemsIn('Before').length, 1);
    assert.deepEqual(problemsIn('After'), []);
  });

  const withoutProgram = allRules.filter(({ id }) => id !== 'config-invalid' && id !== 'shellcheck');
  for (const rule of withoutProgram) {
    describe(rule.id, () => pageTests(rule));
  }
});

function pageTests(rule: Rule): void {
  const { id } = rule;
  const text = textOf(id);
  const page = readRulePage(text);
  const { before = '', after = '' } = page;

  it('says what the rule wants and why', () => {
    for (const title of ['What', 'Why']) assert.match(section(text, title), /[.:]\n/);
  });

  it('shows what the rule finds, and how it is without', () => {
    const companion = companions[id];
    assert.deepEqual(rulesIn(before, page).sort(), [id, ...(companion ? [companion] : [])].sort());
    assert.deepEqual(rulesIn(after, page), []);
  });

  it('shows after what the fix makes of before', () => {
    if (!findingsIn(before, page).some((finding) => finding.rule === rule && finding.fix())) return;
    assert.equal(fixAll(before, page.request, new Set([id])), after);
  });

  it('says how to turn it off', () => {
    const configuration = section(text, 'Configuration');
    const [, ignored] = /`ignored: \[(.+)\]`/.exec(configuration) ?? [];
    const [, skipped] = /`# check=skip=(\w+)`/.exec(configuration) ?? [];
    const [, comment] = /`(# hadolint (?:global )?ignore=\S+)`/.exec(configuration) ?? [];
    if (rule.severity === 'off') return assert.equal(ignored, undefined);
    const { config = defaultLintConfig } = page.request;
    const silenced = {
      ...page,
      request: { ...page.request, config: { ...config, ignored: new Set([ignored ?? '']) } },
    };
    assert.ok(!rulesIn(before, silenced).includes(id));
    assert.ok(!rulesIn(withComment(before, comment ?? ''), page).includes(id));
    if (skipped === undefined) return;
    const findings = lint(parseDockerfile(before), { ...page.request, check: `skip=${skipped}` });
    assert.ok(!findings.some((finding) => finding.rule.id === id));
  });
}

/** An example with a comment above every instruction, or below all of them when it speaks of the whole file. */
function withComment(example: string, comment: string): string {
  if (comment.includes('global')) return `${example}\n${comment}`;
  const lines = example.split('\n');
  for (const { line } of parseDockerfile(example).instructions.toReversed()) lines.splice(line, 0, comment);
  return lines.join('\n');
}
