import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import type { Invocation } from '../../../shell/invocation.js';
import { defineRule } from '../../rule.js';
import { baseName, isArchive } from './archives.js';
import { copyPaths } from './copyPaths.js';

const unpackers = 'unzip gunzip bunzip2 unlzma unxz zgz uncompress zcat gzcat'.split(' ');

export const copyThenExtract = defineRule({
  id: 'copy-then-extract',
  aliases: ['DL3010'],
  severity: 'info',
  summary: { en: 'ADD unpacks an archive that is copied.', ko: '압축 파일은 COPY 후 풀지 않고 ADD로 바로 풉니다.' },
  *check(file) {
    const calls = file.calls('tar', ...unpackers).filter(({ invocation }) => isUnpacking(invocation));
    if (calls.length === 0) return;
    for (const copy of file.of('COPY')) {
      if (copy.flag('from')) continue;
      const names = archiveNames(copy);
      if (names.length === 0) continue;
      const later = calls.filter(({ instruction }) => isLaterInStage(copy, instruction));
      const call = later.find(({ invocation }) => invocation.args.some(({ text }) => names.includes(baseName(text))));
      if (!call) continue;
      yield {
        range: copy.keywordRange,
        message: l10n.t('A later RUN unpacks this archive. ADD does both in one step.'),
        related: [{ range: call.rangeOf(call.invocation.span), message: l10n.t('Here it is unpacked.') }],
      };
    }
  },
});

function isLaterInStage(copy: Instruction, { stage, index, onbuild }: Instruction): boolean {
  return stage === copy.stage && index > copy.index && !onbuild;
}

/** Names the copied archives have in the image. */
function archiveNames(copy: Instruction): string[] {
  const { sources, target } = copyPaths(copy);
  const names = sources.map(({ value }) => baseName(value)).filter(isArchive);
  const targetName = baseName(target?.value ?? '');
  return isArchive(targetName) ? [...names, targetName] : names;
}

function isUnpacking(invocation: Invocation): boolean {
  if (invocation.name !== 'tar') return true;
  if (invocation.hasFlag('x', 'extract', 'get')) return true;
  return /^[A-Za-z]*x[A-Za-z]*$/.test(invocation.args[0]?.text ?? '');
}
