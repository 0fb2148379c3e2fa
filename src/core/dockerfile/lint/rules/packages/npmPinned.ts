import * as l10n from '@vscode/l10n';
import { pinningRule } from './pinning.js';

const subcommands = new Set(['install', 'i', 'add', 'in']);

/** The folder itself and GitHub shorthands with a commit pass; `npm i` and `npm add` count: hadolint differs in both. */
export const npmPinned = pinningRule({
  id: 'npm-pinned',
  code: 'DL3016',
  summary: { en: 'npm installs packages of a stated version.', ko: 'npm으로 설치할 패키지의 버전을 적습니다.' },
  calls: (file) => file.calls('npm'),
  unpinned: ({ invocation }) => {
    const [first, ...packages] = invocation.operands('loglevel', 'registry', 'prefix', 'cache', 'omit', 'userconfig');
    if (!subcommands.has(first?.text ?? '')) return [];
    return packages.filter(({ text }) => text !== 'install' && !isFixed(text));
  },
  message: (packages) => l10n.t('No version is pinned for {0}, so each build may get a different one.', packages),
});

function isFixed(text: string): boolean {
  if (/^git(?:\+\w+)?:\/\//.test(text)) return text.includes('#');
  if (/\.(?:tar|tar\.gz|tgz)$/.test(text) || /^(?:\/|\.\.?(?:\/|$)|~\/|file:)/.test(text)) return true;
  const name = text.startsWith('@') ? text.slice(text.indexOf('/') + 1) : text;
  return name.includes('@') || (/^[\w.-]+\/[\w.-]+#/.test(text) && text.includes('#'));
}
