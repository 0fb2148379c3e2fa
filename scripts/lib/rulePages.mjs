/**
 * The pages of the lint rules. What, Why, Before, After and Differs from are written by hand in docs/rules; the head,
 * the configuration and the index come from the rules themselves, and what can be fixed from the examples.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, loadModule } from './bundle.mjs';
import { root } from './root.mjs';
import { configuration } from './ruleConfiguration.mjs';

const rulesFolder = 'src/core/dockerfile/lint/rules';
const note = '<!-- "npm run generate" writes what stands above "What" and below "Configuration". -->';

const families = {
  from: 'Base images and stages · 베이스 이미지와 스테이지',
  instruction: 'Instructions · 명령어',
  copy: 'COPY and ADD · 복사',
  env: 'Variables · 변수',
  run: 'Commands in RUN · RUN의 명령',
  packages: 'Package managers · 패키지 관리자',
  shell: 'Shell scripts · 셸 스크립트',
  label: 'Labels · 레이블',
  syntax: 'Syntax · 문법',
};

const linters = [
  ['hadolint', /^DL\d/],
  ['ShellCheck', /^SC\d/],
  ['BuildKit', /^[A-Z][a-z]|^JSON[A-Z][a-z]/],
  ['dockerfile-utils', /^[A-Z]+_[A-Z_\d]+$/],
];

export async function rulePageFiles() {
  const [{ allRules }, examples] = await Promise.all([
    loadModule('src/core/dockerfile/lint/allRules.ts'),
    loadModule('test/support/rulePage.ts'),
  ]);
  const missing = allRules.filter(({ id }) => !existsSync(pageFile(id)));
  if (missing.length > 0) throw new Error(`docs/rules lacks pages of: ${missing.map(({ id }) => id).join(', ')}`);
  const pages = allRules.map((rule) => {
    const text = readFileSync(pageFile(rule.id), 'utf8');
    return { rule, body: bodyOf(text), cures: curesOf(rule, examples.readRulePage(text), examples.findingsIn) };
  });
  return {
    ...Object.fromEntries(pages.map((page) => [`docs/rules/${page.rule.id}.md`, wholePage(page)])),
    'docs/rules/README.md': index(pages),
  };
}

const pageFile = (id) => path.join(root, `docs/rules/${id}.md`);

/** The part that is written by hand. */
function bodyOf(text) {
  const start = text.indexOf('## What');
  return text.slice(start).split('## Configuration', 1)[0].trimEnd();
}

/** Titles of the fixes that the example of a page gets. */
function curesOf(rule, page, findingsIn) {
  const finding = findingsIn(page.before ?? '', page).find((found) => found.rule.id === rule.id);
  return { fix: finding?.fix()?.title, choices: finding?.alternatives().map(({ title }) => title) ?? [] };
}

function wholePage({ rule, body, cures }) {
  const head = [
    note,
    `# ${titleOf(rule)}`,
    '',
    rule.summary.ko,
    '',
    `- Rule: ${[`\`${rule.id}\``, ...aliasesOf(rule)].join(', ')}`,
    `- Severity: ${[rule.severity, rule.tag && `marked as ${rule.tag}`, rule.isExperimental && 'experimental'].filter(Boolean).join(', ')}`,
    `- Fix: ${curesText(cures)}`,
  ];
  return `${head.join('\n')}\n\n${body}\n\n## Configuration\n\n${configuration(rule)}\n`;
}

const titleOf = ({ summary }) => summary.en.replace(/\.$/, '');

function aliasesOf({ aliases }) {
  return linters
    .map(([linter, pattern]) => [linter, aliases.filter((alias) => pattern.test(alias))])
    .filter(([, names]) => names.length > 0)
    .map(([linter, names]) => `${linter} ${names.map((name) => `\`${name}\``).join(' ')}`);
}

function curesText({ fix, choices }) {
  const texts = [...(fix ? [`\`${fix}\``] : []), ...choices.map((title) => `by choice \`${title}\``)];
  return texts.join(', ') || 'none';
}

function index(pages) {
  const familyOf = familiesByRule();
  const tables = Object.entries(families).map(([family, title]) => {
    const rows = pages.filter(({ rule }) => familyOf.get(rule.id) === family).map(row);
    return `## ${title}\n\n| rule | asks for | 내용 | also known as | severity | fix |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  const intro = `${pages.length} rules, those of [hadolint](https://github.com/hadolint/hadolint) and of BuildKit's checks among them. Every page says what the rule wants and why, shows it before and after, and how to turn it off. What two linters know is one finding, silenced by either name.\n\n모든 규칙의 목록입니다. 각 페이지에서 이유, 예, 끄는 방법을 볼 수 있습니다. 두 린터가 함께 아는 문제는 하나로 표시되며, 어느 쪽 이름으로 무시해도 사라집니다.`;
  return `<!-- Written by "npm run generate". -->\n# Rules of the linter · 린터 규칙\n\n${intro}\n\n${tables.join('\n')}`;
}

function row({ rule, cures }) {
  const codes = rule.aliases.filter((alias) => !/^[A-Z]+_[A-Z_\d]+$/.test(alias)).map((alias) => `\`${alias}\``);
  const fix = cures.fix ? 'yes' : cures.choices.length > 0 ? 'by choice' : '';
  const { en, ko } = rule.summary;
  return `| [${rule.id}](${rule.id}.md) | ${en} | ${ko} | ${codes.join(' ')} | ${rule.severity} | ${fix} |`;
}

/** A rule belongs to the folder of the file that gives its id. */
function familiesByRule() {
  const found = filesBelow(rulesFolder, '.ts').flatMap((file) => {
    const ids = readFileSync(path.join(root, file), 'utf8').matchAll(/(?:\bid: |Rule\(\s*)'([a-z0-9-]+)'/g);
    return [...ids].map(([, id]) => [id, file.slice(rulesFolder.length + 1).split('/', 1)[0]]);
  });
  return new Map(found);
}
