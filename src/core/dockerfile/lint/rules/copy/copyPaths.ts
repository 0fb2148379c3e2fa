import type { Instruction } from '../../../instruction.js';
import type { InstructionSyntax } from '../../../syntax.js';
import type { Word } from '../../../words.js';

/** The sources and the target of a COPY or ADD, in either form; heredocs are no sources. */
interface CopyPaths {
  readonly sources: readonly Word[];
  readonly target: Word | undefined;
}

export function copyPaths({ syntax }: Instruction): CopyPaths {
  return syntax.keep(readPaths);
}

function readPaths({ json, args }: InstructionSyntax): CopyPaths {
  const words = json?.isStrings ? json.items : args;
  const paths = words.filter(({ value }) => !/^\d*<<-?\S/.test(value));
  const target = words.length > 1 ? paths.at(-1) : undefined;
  return { sources: paths.slice(0, -1), target };
}

/** True for a target that no WORKDIR changes, as far as one sees. */
export function isIndependent(target: string): boolean {
  return /^["']?(?:[/\\$]|[A-Za-z]:)/.test(target);
}
