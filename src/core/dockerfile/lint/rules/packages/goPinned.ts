import * as l10n from '@vscode/l10n';
import type { Word } from '../../../shell/tree.js';
import { pinningRule } from './pinning.js';

export const goPinned = pinningRule({
  id: 'go-pinned',
  code: 'DL3062',
  summary: { en: 'go installs packages of a stated version.', ko: 'go로 설치할 패키지의 버전을 적습니다.' },
  calls: (file) => file.calls('go'),
  unpinned: ({ invocation }) => {
    const [subcommand, ...packages] = invocation.operands(...valueFlags);
    const name = subcommand?.text ?? '';
    const wanted = name === 'run' ? packages.slice(0, 1) : name === 'install' || name === 'get' ? packages : [];
    return wanted.filter((word) => !isFixed(word));
  },
  message: (packages) => l10n.t('No version is pinned for {0}, so each build may get a different one.', packages),
});

const valueFlags =
  'C p covermode coverpkg asmflags buildmode compiler gccgoflags gcflags installsuffix ldflags mod modfile overlay pgo pkgdir tags toolexec exec o'.split(
    ' ',
  );

function isFixed({ text }: Word): boolean {
  if (/^\.{0,2}\/|^\.\.?$/.test(text) || text.endsWith('.go')) return true;
  const at = text.lastIndexOf('@');
  return at !== -1 && !/^(?:latest|none)$/.test(text.slice(at + 1));
}
