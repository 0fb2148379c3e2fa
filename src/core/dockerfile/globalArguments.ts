import { type Expansion, expandWord, type Lookup } from './expand.js';
import { isPredefined } from './features/reference/names.js';
import type { Instruction } from './instruction.js';

/** The arguments before the first FROM, which alone give FROM's variables their values: BuildKit's metaArgs. */
export class GlobalArguments {
  readonly #values = new Map<string, string | undefined>();
  readonly #escapeCharacter: string;

  constructor(instructions: readonly Instruction[], escapeCharacter: string) {
    this.#escapeCharacter = escapeCharacter;
    for (const { keyword, properties } of instructions) {
      if (keyword === 'FROM') break;
      if (keyword !== 'ARG') continue;
      for (const { name, rawValue } of properties) {
        if (rawValue === undefined) continue;
        const { text, isComplete } = this.expand(rawValue);
        this.#values.set(name, isComplete && text.length <= maxLength ? text : undefined);
      }
    }
  }

  /** A text of a FROM with the values that its variables have when the build sets none. */
  expand(text: string): Expansion {
    return expandWord(text, this.#escapeCharacter, this.#lookup);
  }

  readonly #lookup: Lookup = (name) => {
    if (this.#values.has(name)) return this.#values.get(name);
    return isPredefined(name) ? undefined : null;
  };
}

/** Values that double at every step stay unknown. */
const maxLength = 10_000;
