/** Words up to the cursor, blanks inside quotes being part of them; the last one is being written. */
export function quotedWords(text: string, escapeCharacter: string): string[] {
  const pattern = escapeCharacter === '`' ? backtickWords : backslashWords;
  const words = [...text.matchAll(pattern)];
  const last = words.at(-1);
  const isWritten = last !== undefined && last.index + last[0].length === text.length;
  return [...words.map(([word]) => word), ...(isWritten ? [] : [''])];
}

const backslashWords = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"?|'[^']*'?|\\)+/gs;
const backtickWords = /(?:[^\s"'`]|`.|"(?:[^"`]|`.)*"?|'[^']*'?|`)+/gs;
