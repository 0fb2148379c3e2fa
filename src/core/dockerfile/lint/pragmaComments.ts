import { byName } from '../../base/record.js';
import type { Comment } from '../comments.js';

/** What a hadolint pragma ignores, and how far it reaches. */
export interface IgnorePragma {
  readonly scope: 'line' | 'stage' | 'global';
  readonly codes: readonly string[];
}

/** A code like `DL3006` or a name; what begins like a code is none with anything behind its digits. */
const code = String.raw`(?:(?:DL|SC)\d+(?![\w-])|(?!(?:DL|SC)\d)[A-Za-z][\w-]*)`;
const codeList = String.raw`${code}(?:\s*,\s*${code})*`;
const ignorePattern = new RegExp(String.raw`^hadolint\s+(?:(global|stage)\s+)?ignore\s*=\s*(${codeList})\s*(?:#.*)?$`);
const shellPattern = /^hadolint\s+(?:global\s+|stage\s+)?shell\s*=\s*(\S+)\s*(?:#.*)?$/;

/** The part of a comment that hadolint goes by: without a blank behind the `#` it is no pragma. */
type PragmaComment = Pick<Comment, 'text' | 'isSpaced'>;

/** Reads `# hadolint ignore=DL3006,SC2086` and its stage and global forms. */
export function ignorePragma({ text, isSpaced }: PragmaComment): IgnorePragma | undefined {
  const match = isSpaced ? ignorePattern.exec(text) : undefined;
  if (!match?.[2]) return undefined;
  const scope = match[1] === 'global' ? 'global' : match[1] === 'stage' ? 'stage' : 'line';
  return { scope, codes: match[2].split(',').map((code) => code.trim()) };
}

/** The base name in `# hadolint shell=powershell`, in lower case. */
export function shellPragma({ text, isSpaced }: PragmaComment): string | undefined {
  const path = isSpaced ? shellPattern.exec(text)?.[1] : undefined;
  return path
    ?.split(/[/\\]/)
    .at(-1)
    ?.toLowerCase()
    .replace(/\.exe$/, '');
}

/** BuildKit's `check=` options, as directive, comment above an instruction, or build argument. */
export interface CheckOptions {
  readonly skip: readonly string[];
  readonly skipAll: boolean;
  readonly error: boolean;
  readonly experimental: readonly string[];
  readonly experimentalAll: boolean;
  /** Parts that BuildKit would refuse. */
  readonly unknown: readonly string[];
}

/** Reads the text after `check=`. */
export function parseCheckOptions(text: string): CheckOptions {
  const lists = byName<string[]>({ skip: [], experimental: [], error: [] });
  const unknown: string[] = [];
  for (const part of text.split(';')) {
    const [key = '', value] = part.trim().split('=', 2);
    const list = lists[key.trim()];
    if (list && value !== undefined) list.push(...value.split(',').map((name) => name.trim()));
    else if (part.trim() !== '') unknown.push(part.trim());
  }
  const { skip = [], experimental = [], error = [] } = lists;
  if (error.some((value) => !booleans.has(value.toLowerCase()))) unknown.push(`error=${error.join(',')}`);
  return {
    skip,
    skipAll: skip.includes('all'),
    error: error.some((value) => booleans.get(value.toLowerCase()) === true),
    experimental,
    experimentalAll: experimental.includes('all'),
    unknown,
  };
}

const booleans = new Map([
  ['1', true],
  ['t', true],
  ['true', true],
  ['0', false],
  ['f', false],
  ['false', false],
]);

/** The options in a comment like `# check=skip=StageNameCasing`. */
export function checkComment(comment: string): CheckOptions | undefined {
  const match = /^check\s*=\s*(\S+)/.exec(comment);
  return match?.[1] === undefined ? undefined : parseCheckOptions(match[1]);
}

/** True for the ignore comment of the classic validator. */
export function isValidatorIgnore(comment: string): boolean {
  return /^dockerfile-utils\s*:\s*ignore$/i.test(comment);
}
