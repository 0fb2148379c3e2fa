/** A line of .dockerignore. */
export interface IgnorePattern {
  readonly text: string;
  /** True when a path of the build context, or a folder above it, is meant. */
  matches(path: string): boolean;
}

/** The patterns of a .dockerignore; none when it takes something back with `!`, as BuildKit's check has it. */
export function readIgnorePatterns(lines: readonly string[]): IgnorePattern[] {
  const texts = lines
    .map((line, index) => (index === 0 ? line.replace(/^\uFEFF/, '') : line))
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (texts.some((text) => text.startsWith('!'))) return [];
  return texts.map(toPattern);
}

function toPattern(text: string): IgnorePattern {
  const clean = cleanPath(text);
  const isEverything = clean === '*' || clean === '**' || clean === '**/*';
  const pattern = clean === '' ? undefined : globToRegExp(clean);
  return {
    text,
    matches: (path) => {
      const target = cleanPath(path);
      if (isEverything || target === '') return isEverything;
      return pattern !== undefined && prefixesOf(target).some((prefix) => pattern.test(prefix));
    },
  };
}

/** A path as Go's filepath.Clean leaves it, without a slash in front. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function prefixesOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Go's pattern matching as moby's patternmatcher has it: `**` over folders, `*` and `?` inside one, `[…]`. */
export function globToRegExp(pattern: string): RegExp | undefined {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (pattern.startsWith('**', at)) {
      at++;
      if (pattern.charAt(at + 1) === '/') at++;
      source += at + 1 >= pattern.length ? '.*' : '(?:.*/)?';
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '[' && pattern.indexOf(']', at) > at + 1) {
      const close = pattern.indexOf(']', at);
      source += `[${pattern.slice(at + 1, close).replaceAll('\\', '\\\\')}]`;
      at = close;
    } else source += char.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  }
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return undefined;
  }
}
