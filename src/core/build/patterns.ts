import path from 'node:path';
import { BuildError } from './errors.js';

/**
 * `.dockerignore` patterns exactly as Docker matches them.
 * Source: https://github.com/moby/patternmatcher (patternmatcher.go and ignorefile/ignorefile.go).
 * @balena/dockerignore was measured against the docker CLI and dropped: it throws on `c++`, reads `a(b)` as a group and
 * never ignores a file called `constructor`.
 */
export class PatternMatcher {
  private readonly patterns: readonly Pattern[];
  private readonly deciding = new Set<number>();

  /** @throws BuildError `patternInvalid` */
  constructor(lines: readonly string[]) {
    this.patterns = lines.map((line) => line.trim()).flatMap((line) => (line === '' ? [] : [compile(line)]));
  }

  /** Matches a path (`/` between its parts) with what its folder's match was; the root's children have no parent. */
  match(file: string, parent?: Match): Match {
    let matched = false;
    const each = this.patterns.map((pattern, index) => {
      const inherited = parent?.each[index] === true;
      // An inclusion after a match, or an exception before one, cannot change anything.
      if (!inherited && pattern.exception !== matched) return false;
      const hit = inherited || pattern.test(file);
      if (hit) matched = !pattern.exception;
      if (hit && !inherited) this.deciding.add(index);
      return hit;
    });
    return { matched, each };
  }

  /** Places in the list of the patterns that changed what becomes of some path that was asked for so far. */
  get used(): ReadonlySet<number> {
    return this.deciding;
  }

  /** True when something below a folder may match differently than the folder itself, so that it must be walked. */
  mayChangeBelow(folder: string, match: Match): boolean {
    const parts = folder.split('/');
    return this.patterns.some(
      (pattern, index) => pattern.exception === match.matched && !match.each[index] && mayMatchBelow(pattern, parts),
    );
  }
}

/** Outcome for one path; `each` says it pattern by pattern, for the path's children. */
export interface Match {
  readonly matched: boolean;
  readonly each: readonly boolean[];
}

interface Pattern {
  /** Began with `!`. */
  readonly exception: boolean;
  readonly parts: readonly string[];
  readonly test: (file: string) => boolean;
}

function mayMatchBelow(pattern: Pattern, folder: readonly string[]): boolean {
  for (const [index, part] of pattern.parts.entries()) {
    if (index >= folder.length || part.includes('**')) return true;
    if (part !== folder[index] && !/[*?[\\]/.test(part)) return false;
  }
  return false;
}

function compile(line: string): Pattern {
  const cleaned = cleanPath(line);
  const exception = cleaned.startsWith('!');
  const text = exception ? cleaned.slice(1) : cleaned;
  if (text === '' || !isValidGlob(text)) throw new BuildError('patternInvalid', line);
  return { exception, parts: text.split('/'), test: matcherOf(text, line) };
}

function matcherOf(text: string, line: string): (file: string) => boolean {
  const plain = !/[*?[\]\\]/.test(text);
  if (plain) return (file) => file === text;
  const rest = text.replace(/^\*\*/, '');
  if (rest.length < text.length && !/[*?[\]\\]/.test(rest)) {
    // `**/foo` is a comparison of endings there, so `**foo` finds `barfoo` too.
    return (file) => file.endsWith(rest) || (rest.startsWith('/') && file === rest.slice(1));
  }
  const start = text.replace(/\*\*$/, '');
  if (start.length < text.length && !/[*?[\]\\]/.test(start)) return (file) => file.startsWith(start);
  try {
    const expression = new RegExp(`^${toExpression(text)}$`, 'u');
    return (file) => expression.test(file);
  } catch {
    throw new BuildError('patternInvalid', line);
  }
}

function toExpression(glob: string): string {
  const tokens = glob.matchAll(/\*\*\/?|\\(.)|\[\^?(?:\\.|[^\]\\])+\]|./gsu);
  let expression = '';
  for (const { 0: token, 1: escaped, index } of tokens) {
    if (token.startsWith('**')) expression += index + token.length === glob.length ? '.*' : '(.*/)?';
    else if (token === '*') expression += '[^/]*';
    else if (token === '?') expression += '[^/]';
    else if (escaped !== undefined) expression += escapedCharacter(escaped);
    else if (token.length > 1 && token.startsWith('[')) expression += token;
    else expression += escapeExpression(token);
  }
  return expression;
}

/** Docker hands `\` and what follows to a regular expression: a letter there has that meaning (Go's `\a` is a bell). */
function escapedCharacter(character: string): string {
  if (character === 'a') return '\\x07';
  return /\w/.test(character) ? `\\${character}` : escapeExpression(character);
}

function escapeExpression(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

/** Go's `filepath.Match` refuses these: a class that is empty, unclosed or has a broken range, a lone `\` at the end. */
function isValidGlob(text: string): boolean {
  const member = '(?:\\\\.|[^\\]\\\\-])';
  const valid = new RegExp(`^(?:\\\\.|\\[(?!\\^\\])\\^?(?:${member}(?:-${member})?)+\\]|[^\\[\\\\])*$`, 'su');
  return valid.test(text);
}

/** Go's `filepath.Clean`. */
function cleanPath(text: string): string {
  const normal = path.posix.normalize(text);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

/** The patterns of an ignore file's text: comments and blank lines gone, absolute paths made relative. */
export function parseIgnoreFile(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .map((line) => relativePattern(line.trim()));
}

function relativePattern(line: string): string {
  const mark = line.startsWith('!') ? '!' : '';
  const text = line.slice(mark.length).trim();
  const cleaned = text === '' ? '' : cleanPath(text);
  return mark + (cleaned.length > 1 ? cleaned.replace(/^\//, '') : cleaned);
}
