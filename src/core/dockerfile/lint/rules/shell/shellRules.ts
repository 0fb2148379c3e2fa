import type { Rule } from '../../rule.js';
import { andOrAsIf } from './andOrAsIf.js';
import { backticks } from './backticks.js';
import * as bashCommands from './bashCommands.js';
import * as bashExpansions from './bashExpansions.js';
import * as bashRedirects from './bashRedirects.js';
import { copyRecursive } from './copyRecursive.js';
import { echoEscape } from './echoEscape.js';
import { expressionInSingleQuotes } from './expressionInSingleQuotes.js';
import { globAsFlag } from './globAsFlag.js';
import { maskedFailure } from './maskedFailure.js';
import { misspeltVariable } from './misspeltVariable.js';
import { unassignedVariable } from './unassignedVariable.js';
import { uncheckedCd } from './uncheckedCd.js';
import { unquotedSubstitution } from './unquotedSubstitution.js';
import { unquotedVariable } from './unquotedVariable.js';

/** The findings of ShellCheck that we have ourselves. */
export const shellRules: readonly Rule[] = [
  ...Object.values(bashCommands),
  ...Object.values(bashExpansions),
  ...Object.values(bashRedirects),
  andOrAsIf,
  backticks,
  copyRecursive,
  echoEscape,
  expressionInSingleQuotes,
  globAsFlag,
  maskedFailure,
  misspeltVariable,
  unassignedVariable,
  uncheckedCd,
  unquotedSubstitution,
  unquotedVariable,
];
