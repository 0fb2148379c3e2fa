import type { Instruction } from '../../../instruction.js';
import type { Span } from '../../../mappedText.js';

const byWord = new Set(['ADD', 'COPY', 'EXPOSE', 'VOLUME', 'FROM']);
const asWhole = new Set(['USER', 'WORKDIR', 'STOPSIGNAL']);

/** The words in which BuildKit expands variables and drops quotes, each on its own. */
export function expandedWords(instruction: Instruction): readonly Span[] {
  const { keyword, args, flags, properties, json, syntax } = instruction;
  if (keyword === 'ENV' || keyword === 'LABEL' || keyword === 'ARG') return properties;
  const values = flags.flatMap(({ valueSpan }) => valueSpan ?? []);
  if (byWord.has(keyword)) {
    if (keyword === 'FROM') return [...values, ...args.slice(0, 1)];
    return json?.isStrings ? [] : [...values, ...args];
  }
  return asWhole.has(keyword) && args.length > 0 ? [syntax.argsSpan] : [];
}
