import type { Instruction } from '../instruction.js';
import type { Stage } from '../stages.js';
import type { LintFile } from './lintFile.js';
import { shellPragma } from './pragmaComments.js';

/** Base name of the shell that runs an instruction, without `.exe`, in lower case: SHELL, a shell pragma, or `sh`. */
export function shellNameOf(file: LintFile, { index, onbuild }: Instruction): string {
  const { names, fallback } = file.keep(shellNames);
  if (!onbuild) return names.get(index) ?? 'sh';
  const last = file.keep(triggeredShells).findLast((shell) => shell.index < index);
  return (last && shellOf(last)) ?? fallback;
}

/** True for the shells of Windows. */
export function isForeignShell(name: string): boolean {
  return /^(?:powershell|pwsh|cmd)$/.test(name);
}

/** Triggers of ONBUILD know only each other, as hadolint has it. */
function triggeredShells(file: LintFile): readonly Instruction[] {
  return file.ofWithTriggers('SHELL').filter(({ onbuild }) => onbuild);
}

/** Shell names by instruction; a stage begins with that of the stage it is built on. */
function shellNames(file: LintFile): { names: ReadonlyMap<number, string>; fallback: string } {
  const names = new Map<number, string>();
  const atEnd = new Map<Stage, string>();
  let fallback = 'sh';
  let name = fallback;
  let comment = 0;
  const { comments, instructions } = file.document;
  for (const instruction of instructions) {
    let pragma: string | undefined;
    for (let next = comments[comment]; next && next.line < instruction.line; next = comments[++comment]) {
      pragma = shellPragma(next) ?? pragma;
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
  return { names, fallback };
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
