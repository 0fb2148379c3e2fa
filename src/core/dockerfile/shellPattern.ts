/** A pattern of `${NAME#pattern}` in its pieces: `*`, `?`, or a character behind a backslash that stands for itself. */
export type ShellPattern = readonly string[];

export function parsePattern(text: string): ShellPattern {
  const pieces = text.match(/\\.|./gsu) ?? [];
  return pieces.map((piece) => (piece === '*' || piece === '?' || piece.length > 1 ? piece : `\\${piece}`));
}

/** The text without the beginning that matches. */
export function withoutPrefix(text: string, pattern: ShellPattern, which: 'shortest' | 'longest'): string {
  const lengths = matchingLengths([...text], pattern);
  const length = which === 'shortest' ? lengths[0] : lengths.at(-1);
  return [...text].slice(length ?? 0).join('');
}

/** The text without the end that matches. */
export function withoutSuffix(text: string, pattern: ShellPattern, which: 'shortest' | 'longest'): string {
  const mirrored = (items: Iterable<string>) => [...items].reverse();
  return mirrored(withoutPrefix(mirrored(text).join(''), mirrored(pattern), which)).join('');
}

/** The text with what matches replaced, each match as long as can be. */
export function withReplaced(text: string, pattern: ShellPattern, replacement: string, which: 'first' | 'all'): string {
  const characters = [...text];
  let result = '';
  for (let at = 0; at < characters.length; ) {
    const length = matchingLengths(characters.slice(at), pattern).at(-1) ?? 0;
    if (length === 0) {
      result += characters[at++];
      continue;
    }
    at += length;
    result += replacement;
    if (which === 'first') return result + characters.slice(at).join('');
  }
  return result;
}

/** How many characters the beginnings have that match, ascending; in time linear to the text, whatever the pattern. */
function matchingLengths(text: readonly string[], pattern: ShellPattern): number[] {
  const found: number[] = [];
  let states = withSkippedStars(new Set([0]), pattern);
  for (let length = 0; states.size > 0; length++) {
    if (states.has(pattern.length)) found.push(length);
    const character = text[length];
    if (character === undefined) break;
    const next = new Set<number>();
    for (const state of states) {
      const piece = pattern[state];
      if (piece === '*') next.add(state);
      else if (piece === '?' || piece === `\\${character}`) next.add(state + 1);
    }
    states = withSkippedStars(next, pattern);
  }
  return found;
}

/** A star may match nothing. A set visits what is added to it on the way. */
function withSkippedStars(states: Set<number>, pattern: ShellPattern): Set<number> {
  for (const state of states) if (pattern[state] === '*') states.add(state + 1);
  return states;
}
