import { findVariables, type VariableUse } from '../variables.js';

/** Values by name, like a map of them; undefined for a variable that is not set. */
export interface VariableValues {
  get(name: string): string | undefined;
}

/** A text as it is with these variables and no others; quotes are dropped as BuildKit does. */
export function expandDefaults(text: string, values: VariableValues, escapeCharacter: string): string {
  const uses = findVariables(text, { start: 0, end: text.length }, escapeCharacter);
  let expanded = '';
  let at = 0;
  for (const use of uses) {
    if (use.start < at) continue;
    expanded += text.slice(at, use.start) + valueOfUse(use, values, escapeCharacter);
    at = use.end;
  }
  return (expanded + text.slice(at)).replace(/["']/g, '');
}

function valueOfUse({ name, modifier }: VariableUse, values: VariableValues, escapeCharacter: string): string {
  const value = values.get(name);
  const [, colon, operator, word = ''] = /^(:?)([-+#%?])(.*)$/s.exec(modifier) ?? [];
  const isSet = value !== undefined && (colon !== ':' || value !== '');
  if (operator === '-') return isSet ? value : expandDefaults(word, values, escapeCharacter);
  if (operator === '+') return isSet ? expandDefaults(word, values, escapeCharacter) : '';
  return value ?? '';
}
