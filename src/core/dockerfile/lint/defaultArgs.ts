import { expandWord } from '../expand.js';
import type { LintFile } from './lintFile.js';

/** What BuildKit sets itself on the most common machine. */
const platformDefaults: readonly (readonly [string, string])[] = ['BUILD', 'TARGET'].flatMap(
  (side) =>
    [
      [`${side}PLATFORM`, 'linux/amd64'],
      [`${side}OS`, 'linux'],
      [`${side}ARCH`, 'amd64'],
    ] as const,
);

/** A part of a FROM as it is when no build argument is given. */
export function withDefaultArgs(file: LintFile, text: string): string {
  return expanded(text, file.keep(globalArgs), file.document.escapeCharacter);
}

/** Values of the build arguments before the first FROM, and of those that BuildKit sets. */
export function globalArgs({ document }: LintFile): ReadonlyMap<string, string> {
  const defaults = new Map([...platformDefaults, ['TARGETSTAGE', 'default']]);
  for (const { keyword, properties, stage } of document.instructions) {
    if (keyword !== 'ARG' || stage) continue;
    for (const { name, rawValue } of properties) {
      defaults.set(name, expanded(rawValue ?? '', defaults, document.escapeCharacter));
    }
  }
  return defaults;
}

function expanded(text: string, values: ReadonlyMap<string, string>, escapeCharacter: string): string {
  return expandWord(text, escapeCharacter, (name) => values.get(name) ?? null, 'empty').text;
}
