import * as l10n from '@vscode/l10n';
import { pinningRule } from './pinning.js';
import { unpinnedRpms } from './rpmPackages.js';

export const dnfPinned = pinningRule({
  id: 'dnf-pinned',
  code: 'DL3041',
  summary: { en: 'dnf installs packages of a stated version.', ko: 'dnf로 설치할 패키지의 버전을 적습니다.' },
  calls: (file) => file.calls('dnf', 'microdnf'),
  unpinned: unpinnedRpms,
  message: (packages) => l10n.t('No version is pinned for {0}, so each build may get a different one.', packages),
});
