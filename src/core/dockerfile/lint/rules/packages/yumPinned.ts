import * as l10n from '@vscode/l10n';
import { pinningRule } from './pinning.js';
import { unpinnedRpms } from './rpmPackages.js';

export const yumPinned = pinningRule({
  id: 'yum-pinned',
  code: 'DL3033',
  summary: { en: 'yum installs packages of a stated version.', ko: 'yum으로 설치할 패키지의 버전을 적습니다.' },
  calls: (file) => file.calls('yum'),
  unpinned: unpinnedRpms,
  message: (packages) => l10n.t('No version is pinned for {0}, so each build may get a different one.', packages),
});
