import * as l10n from '@vscode/l10n';
import type { Word } from '../../../shell/tree.js';
import { pinningRule } from './pinning.js';

export const gemPinned = pinningRule({
  id: 'gem-pinned',
  code: 'DL3028',
  summary: { en: 'gem installs gems of a stated version.', ko: 'gem으로 설치할 젬의 버전을 적습니다.' },
  calls: (file) => file.calls('gem'),
  unpinned: ({ invocation }) => {
    if (!invocation.hasArg('install', 'i') || invocation.hasFlag('version') || invocation.hasArg('-v')) return [];
    return gemsOf(invocation.args).filter(({ text }) => !text.includes(':'));
  },
  message: (packages) => l10n.t('No version is pinned for {0}, so each build may get a different one.', packages),
});

/** Flags whose next word is no value. */
const switches = new Set(
  '--no-document -N --no-doc --no-ri --no-rdoc --force -f --user-install --no-user-install --local -l --remote -r --both -b --quiet -q --silent --verbose -V --wrappers -w --no-wrappers --env-shebang -E --ignore-dependencies --conservative --minimal-deps --development --prerelease --pre --default --clear-sources --backtrace --debug --norc --explain'.split(
    ' ',
  ),
);

/** Words before `--` that are neither the subcommand nor a flag or its value. */
function gemsOf(args: readonly Word[]): Word[] {
  const gems: Word[] = [];
  let isValue = false;
  for (const arg of args) {
    const { text } = arg;
    if (text === '--') break;
    if (text.startsWith('-')) isValue = !text.includes('=') && !switches.has(text);
    else if (isValue) isValue = false;
    else if (text !== 'install' && text !== 'i') gems.push(arg);
  }
  return gems;
}
