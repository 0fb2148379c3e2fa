import type { Instruction } from '../instruction.js';
import type { Stage } from '../stages.js';
import type { LintFile } from './lintFile.js';
import { shellPragma } from './pragmaComments.js';

/** Base name of the shell that runs an instruction, without `.exe`, in lower case: SHELL, a shell pragma, or `sh`. */
export function shellNameOf(file: LintFile, instruction: Instruction): string {
  return file.keep(shellNames).get(instruction.index) ?? 'sh';
}

/** Shell names by instruction; a stage begins with that of the stage it is built on. */
function shellNames(file: LintFile): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const atEnd = new Map<Stage, string>();
  let fallback = 'sh';
  let name = fallback;
  let comment = 0;
  const { comments, instructions } = file.document;
  for (const instruction of instructions) {
    let pragma: string | undefined;
    for (; (comments[comment]?.line ?? Infinity) < instruction.line; comment++) {
      pragma = shellPragma(comments[comment]?.text ?? '') ?? pragma;
    }
    if (pragma && !instruction.stage) fallback = pragma;
    if (instruction.keyword === 'FROM') {
      if (pragma && instruction.stage?.index === 0) fallback = pragma;
      const parent = instruction.stage?.parent;
      name = (parent && atEnd.get(parent)) ?? fallback;
    }
    name = shellOf(instruction) ?? pragma ?? name;
    names.set(instruction.index, name);
    if (instruction.stage) atEnd.set(instruction.stage, name);
  }
  return names;
}

function shellOf(instruction: Instruction): string | undefined {
  if (instruction.keyword !== 'SHELL') return undefined;
  return programName(instruction.json?.items[0]?.value ?? '');
}

/** `bash` for `/bin/bash`, `powershell` for `C:\…\PowerShell.exe`. */
export function programName(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  return name.toLowerCase().replace(/\.exe$/, '');
}
