import * as l10n from '@vscode/l10n';
import type { Invocation } from '../../../shell/invocation.js';
import type { Word } from '../../../shell/tree.js';
import { pinningRule } from './pinning.js';
import { pipInstalls } from './pip.js';

const valueFlags =
  'abi b build e editable extra-index-url f find-links i index-url implementation no-binary only-binary platform prefix progress-bar proxy python-version root src t target trusted-host upgrade-strategy'.split(
    ' ',
  );

export const pipPinned = pinningRule({
  id: 'pip-pinned',
  code: 'DL3013',
  summary: { en: 'pip installs packages of a stated version.', ko: 'pip로 설치할 패키지의 버전을 적습니다.' },
  calls: pipInstalls,
  unpinned: ({ invocation }) =>
    isFromList(invocation) ? [] : packagesOf(invocation).filter(({ text }) => !isFixed(text)),
  message: (packages) => l10n.t('No version is pinned for {0}, so each build may get a different one.', packages),
});

function isFromList(invocation: Invocation): boolean {
  if (invocation.hasFlag('constraint', 'c', 'requirement', 'r')) return true;
  return invocation.hasArg('.');
}

function packagesOf(invocation: Invocation): Word[] {
  const operands = invocation.operands(...valueFlags);
  const install = operands.findIndex(({ text }) => text === 'install');
  return operands.slice(install + 1).filter(({ text }) => text !== 'install');
}

function isFixed(text: string): boolean {
  if (/[=<>!~]=|[<>]/.test(text) || /\.whl$|\.tar\.gz$/.test(text)) return true;
  const isVersionControl = /^(?:git|hg|svn|bzr)(?:\+[a-z-]+)?(?=[:@+/])/.test(text);
  return isVersionControl ? text.includes('@') : text.includes('/');
}
