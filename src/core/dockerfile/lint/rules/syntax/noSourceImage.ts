import * as l10n from '@vscode/l10n';
import { lineRange } from '../../../range.js';
import { defineRule } from '../../rule.js';

export const noSourceImage = defineRule({
  id: 'no-source-image',
  aliases: ['DL1000', 'NO_SOURCE_IMAGE'],
  severity: 'error',
  summary: { en: 'A Dockerfile has a FROM.', ko: 'Dockerfile에는 FROM이 있습니다.' },
  *check({ document, instructions }) {
    if (document.stages.length > 0 || instructions.some(({ keyword }) => keyword !== 'ARG')) return;
    yield { range: lineRange(0, 0, 0), message: l10n.t('This file has no FROM, so there is nothing to build.') };
  },
});
