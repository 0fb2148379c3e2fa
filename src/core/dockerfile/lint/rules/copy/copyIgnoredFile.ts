import * as l10n from '@vscode/l10n';
import { readIgnorePatterns } from '../../ignorePatterns.js';
import { defineRule } from '../../rule.js';
import { expandedWord } from '../../stageValues.js';
import { copyPaths } from './copyPaths.js';

export const copyIgnoredFile = defineRule({
  id: 'copy-ignored-file',
  aliases: ['CopyIgnoredFile'],
  severity: 'warning',
  summary: {
    en: 'Nothing is copied that .dockerignore keeps out.',
    ko: '.dockerignore로 제외한 것을 복사하지 않습니다.',
  },
  *check(file) {
    const patterns = readIgnorePatterns(file.options.dockerignore ?? []);
    if (patterns.length === 0) return;
    for (const copy of file.of('COPY', 'ADD')) {
      if (copy.flag('from')) continue;
      for (const source of copyPaths(copy).sources) {
        const text = expandedWord(file, copy, source.value) ?? source.value;
        const path = text.replace(/^(["'])(.*)\1$/s, '$2');
        if (/[$*?[]|:\/\/|^git@/.test(path)) continue;
        const pattern = patterns.find((candidate) => candidate.matches(path));
        if (!pattern) continue;
        yield {
          range: copy.rangeOf(source),
          message: l10n.t('"{0}" is not sent to the build: .dockerignore has "{1}".', path, pattern.text),
        };
      }
    }
  },
});
