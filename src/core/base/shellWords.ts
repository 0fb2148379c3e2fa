const plain = /^[\w@%+=:,./-]+$/;

/** A command as a person would type it in a POSIX shell: words are quoted where they need it. */
export function quoteWords(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

/** The same for one word. */
export function quoteWord(word: string): string {
  return plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command line cut into words by a shell's rules for blanks, quotes and backslashes. */
export interface SplitLine {
  readonly words: readonly string[];
  /** True where the line has more shell in it than words: pipes, redirections, variables, patterns, several commands. */
  readonly needsShell: boolean;
}

/** Reads a typed command line; undefined when a quote is not closed. */
export function splitWords(line: string): SplitLine | undefined {
  const words: string[] = [];
  const token = /\s+|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)|(['"\\])/g;
  let word: string | undefined;
  let needsShell = false;
  for (const [, single, double, escaped, bare, stray] of line.matchAll(token)) {
    if (stray !== undefined) return undefined;
    if (bare !== undefined && /[|&;<>()$`*?[\]{}~!#]/.test(bare)) needsShell = true;
    if (double !== undefined && /[$`]/.test(double)) needsShell = true;
    const piece = single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? bare;
    if (piece !== undefined) word = (word ?? '') + piece;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) words.push(word);
  return { words, needsShell };
}
