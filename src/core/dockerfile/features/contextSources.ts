import type { Instruction } from '../instruction.js';
import { copyPaths } from '../lint/rules/copy/copyPaths.js';
import type { Range } from '../range.js';
import { oncePerDocument } from './oncePerDocument.js';
import { expandAt } from './variableValues.js';

/** A path or pattern that a COPY or ADD takes from the build context. */
export interface ContextSource {
  readonly instruction: Instruction;
  readonly range: Range;
  /** Its variables replaced, quotes gone. */
  readonly path: string;
  readonly isPattern: boolean;
}

/** All that a file takes from its build context, as far as the file alone tells. */
export const contextSourcesOf = oncePerDocument((document): readonly ContextSource[] =>
  document.instructions.flatMap((instruction) => {
    const { keyword } = instruction;
    if ((keyword !== 'COPY' && keyword !== 'ADD') || instruction.flag('from')) return [];
    const hasParents = instruction.flag('parents') !== undefined;
    return copyPaths(instruction).sources.flatMap((word): ContextSource[] => {
      const { text, isComplete } = expandAt(document, instruction, word.value);
      // With --parents two stars mean any number of folders.
      if (!isComplete || text === '' || isRemote(text) || (hasParents && text.includes('**'))) return [];
      return [{ instruction, range: instruction.rangeOf(word), path: text, isPattern: /[*?[]/.test(text) }];
    });
  }),
);

function isRemote(source: string): boolean {
  return /^[a-z][a-z+.-]*:\/\/|^git@/i.test(source);
}
