import * as l10n from '@vscode/l10n';
import { pinningRule } from './pinning.js';

/** The folder itself passes and `npm i` counts: hadolint differs in both. */
export const npmPinned = pinningRule({
  id: 'npm-pinned',
  code: 'DL3016',
  summary: { en: 'npm installs packages of a stated version.', ko: 'npm으로 설치할 패키지의 버전을 적습니다.' },
  calls: (file) => file.calls('npm'),
  unpinned: ({ invocation }) => {
    const [first, ...packages] = invocation.operands('loglevel', 'registry');
    if (first?.text !== 'install' && first?.text !== 'i') return [];
    return packages.filter(({ text }) => text !== 'install' && !isFixed(text));
  },
  message: (packages) => l10n.t('No version is pinned for {0}, so each build may get a different one.', packages),
});

function isFixed(text: string): boolean {
  if (/^git(?:\+\w+)?:\/\//.test(text)) return text.includes('#');
  if (/\.(?:tar|tar\.gz|tgz)$/.test(text) || /^(?:\/|\.\.?(?:\/|$)|~\/)/.test(text)) return true;
  const name = text.startsWith('@') ? text.slice(text.indexOf('/') + 1) : text;
  return name.includes('@');
}
