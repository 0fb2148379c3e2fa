import * as l10n from '@vscode/l10n';
import { pinningRule } from './pinning.js';

export const apkPinned = pinningRule({
  id: 'apk-pinned',
  code: 'DL3018',
  summary: { en: 'apk adds packages of a stated version.', ko: 'apk로 설치할 패키지의 버전을 적습니다.' },
  calls: (file) => file.calls('apk'),
  unpinned: ({ invocation }) => {
    if (!invocation.hasArg('add')) return [];
    return invocation
      .operands('t', 'virtual', 'repository', 'X')
      .filter(({ text }) => text !== 'add' && !/[=~<>]/.test(text) && !text.endsWith('.apk'));
  },
  message: (packages) => l10n.t('No version is pinned for {0}, so each build may get a different one.', packages),
});
