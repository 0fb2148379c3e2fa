import { Invocation } from '../../../shell/invocation.js';
import type { Command } from '../../../shell/tree.js';

/** The name without its path of the program that a command runs; empty for a compound one and for bare assignments. */
export function programName(command: Command): string {
  if (command.kind === 'compound') return '';
  return Invocation.of(command)?.name.split('/').at(-1) ?? '';
}
