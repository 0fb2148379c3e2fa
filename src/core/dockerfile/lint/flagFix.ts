import type { Instruction } from '../instruction.js';
import type { Flag } from '../words.js';
import type { TextEdit } from './rule.js';

/** Takes a flag and the blanks behind it away. */
export function removeFlag(instruction: Instruction, flag: Flag): TextEdit {
  const rest = instruction.text.slice(flag.end);
  const end = flag.end + rest.length - rest.trimStart().length;
  return { range: instruction.rangeOf({ start: flag.start, end }), newText: '' };
}
