import type { Instruction } from '../../../instruction.js';
import type { Word } from '../../../words.js';

/** The sources and the target of a COPY or ADD, in either form; heredocs are no sources. */
export function copyPaths(instruction: Instruction): { sources: Word[]; target: Word | undefined } {
  const words = instruction.json?.isStrings ? instruction.json.items : instruction.args;
  const paths = words.filter(({ value }) => !/^\d*<<-?\S/.test(value));
  const target = words.length > 1 ? paths.at(-1) : undefined;
  return { sources: paths.slice(0, -1), target };
}

/** True for a target that no WORKDIR changes, as far as one sees. */
export function isIndependent(target: string): boolean {
  return /^["']?(?:[/\\$]|[A-Za-z]:)/.test(target);
}
