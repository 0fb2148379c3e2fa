import * as l10n from '@vscode/l10n';
import type { Word } from '../../../shell/tree.js';
import { pinningRule } from './pinning.js';

export const gemPinned = pinningRule({
  id: 'gem-pinned',
  code: 'DL3028',
  summary: { en: 'gem installs gems of a stated version.', ko: 'gem으로 설치할 젬의 버전을 적습니다.' },
  calls: (file) => file.calls('gem'),
  unpinned: ({ invocation }) => {
    if (!invocation.hasArg('install', 'i') || invocation.hasFlag('version')) return [];
    if (invocation.args.some(({ text }) => /^-v(?:=|$)/.test(text))) return [];
    return gemsOf(invocation.args).filter(({ text }) => !text.includes(':'));
  },
  message: (packages) => l10n.t('No version is pinned for {0}, so each build may get a different one.', packages),
});

/** Words before `--` that are neither the subcommand nor a flag or what follows one. */
function gemsOf(args: readonly Word[]): Word[] {
  const gems: Word[] = [];
  let isValue = false;
  for (const arg of args) {
    const { text } = arg;
    if (text === '--') break;
    if (text.startsWith('-')) isValue = !text.includes('=');
    else if (isValue) isValue = false;
    else if (text !== 'install' && text !== 'i') gems.push(arg);
  }
  return gems;
}
