import * as l10n from '@vscode/l10n';
import { pinningRule } from './pinning.js';

export const aptPinned = pinningRule({
  id: 'apt-pinned',
  code: 'DL3008',
  summary: { en: 'apt-get installs packages of a stated version.', ko: 'apt-get으로 설치할 패키지의 버전을 적습니다.' },
  calls: (file) => file.calls('apt-get'),
  unpinned: ({ invocation }) => {
    if (!invocation.hasArg('install')) return [];
    return invocation
      .operands('t', 'target-release')
      .filter(({ text }) => text !== 'install' && !/[=/]/.test(text) && !text.endsWith('.deb'));
  },
  message: (packages) => l10n.t('No version is pinned for {0}, so each build may get a different one.', packages),
});
