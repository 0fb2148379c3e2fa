import * as l10n from '@vscode/l10n';
import { pinningRule } from './pinning.js';

export const zypperPinned = pinningRule({
  id: 'zypper-pinned',
  code: 'DL3037',
  summary: { en: 'zypper installs packages of a stated version.', ko: 'zypper로 설치할 패키지의 버전을 적습니다.' },
  calls: (file) => file.calls('zypper'),
  unpinned: ({ invocation }) => {
    if (!invocation.hasArg('install', 'in')) return [];
    return invocation
      .operands('t', 'type', 'from', 'r', 'repo', 'R', 'root')
      .filter(({ text }) => text !== 'install' && text !== 'in' && !/[=<>]/.test(text) && !text.endsWith('.rpm'));
  },
  message: (packages) => l10n.t('No version is pinned for {0}, so each build may get a different one.', packages),
});
