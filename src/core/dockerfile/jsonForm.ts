import type { Word } from './words.js';

/** Arguments written as a JSON array of strings; words are the strings without quotes, spans with them. */
export interface JsonForm {
  readonly items: readonly Word[];
  /** False for an array that holds something else than strings, which BuildKit refuses. */
  readonly isStrings: boolean;
}

const stringPattern = /"(?:[^"\\]|\\.)*"/gs;

/** Reads the JSON form that stands in a text from an offset to its end; undefined when that is no JSON array. */
export function readJsonForm(text: string, from: number): JsonForm | undefined {
  const rest = text.slice(from);
  if (!rest.startsWith('[')) return undefined;
  const parsed = parseJson(rest);
  if (!Array.isArray(parsed)) return undefined;
  if (!parsed.every((item) => typeof item === 'string')) return { items: [], isStrings: false };
  const spans = [...rest.matchAll(stringPattern)];
  const items = parsed.map((value: string, index) => {
    const start = from + (spans[index]?.index ?? 0);
    return { value, start, end: start + (spans[index]?.[0].length ?? 0) };
  });
  return { items, isStrings: true };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
