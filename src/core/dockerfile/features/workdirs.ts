import type { DockerfileDocument } from '../document.js';
import type { Instruction } from '../instruction.js';
import { stageChain } from '../stages.js';
import { expandAt } from './variableValues.js';

/** The working directories that the stage and those it is built on set before an instruction, absolute ones only. */
export function workdirsBefore(document: DockerfileDocument, { stage, index }: Instruction): readonly string[] {
  const found: string[] = [];
  let current = '';
  for (const { instructions } of stage ? stageChain(stage).reverse() : []) {
    for (const earlier of instructions) {
      if (earlier.index >= index) break;
      if (earlier.keyword !== 'WORKDIR') continue;
      const path = expandAt(document, earlier, earlier.argsText).text;
      current = isAbsolute(path) ? path : current && `${current.replace(/\/$/, '')}/${path.replace(/^\.\//, '')}`;
      if (current !== '') found.push(current);
    }
  }
  return found;
}

function isAbsolute(path: string): boolean {
  return /^(?:[a-zA-Z]:)?[\\/]|^\$/.test(path);
}
