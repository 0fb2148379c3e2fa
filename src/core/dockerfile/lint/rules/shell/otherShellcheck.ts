import { defineRule } from '../../rule.js';
import { toldByScript } from '../../shellcheck/told.js';
import { shellRules } from './shellRules.js';

const ownCodes = new Set(shellRules.flatMap(({ aliases }) => aliases));

/** What an installed ShellCheck finds beside the findings that we have ourselves. */
export const otherShellcheck = defineRule({
  id: 'shellcheck',
  aliases: [],
  severity: 'warning',
  summary: { en: 'An installed ShellCheck has nothing to say.', ko: '설치된 ShellCheck가 아무것도 지적하지 않습니다.' },
  *check(file) {
    for (const told of file.keep(toldByScript).values()) {
      for (const { code, problem } of told) if (!ownCodes.has(code)) yield problem;
    }
  },
});
