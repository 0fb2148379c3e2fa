import { defineRule } from '../../rule.js';
import { toldByScript } from '../../shellcheck/told.js';
import * as bashisms from './bashisms.js';
import { copyRecursive } from './copyRecursive.js';
import { globAsFlag } from './globAsFlag.js';
import { maskedFailure } from './maskedFailure.js';
import { misspeltVariable } from './misspeltVariable.js';
import { unassignedVariable } from './unassignedVariable.js';
import { uncheckedCd } from './uncheckedCd.js';
import { unquotedSubstitution } from './unquotedSubstitution.js';
import { unquotedVariable } from './unquotedVariable.js';

const others = [
  copyRecursive,
  globAsFlag,
  maskedFailure,
  misspeltVariable,
  unassignedVariable,
  uncheckedCd,
  unquotedSubstitution,
  unquotedVariable,
];
const ownCodes = new Set([...Object.values(bashisms), ...others].flatMap(({ aliases }) => aliases));

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
