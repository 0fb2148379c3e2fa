import { familiarReference, type ImageReference, parseImageReference } from '../base/imageReference.js';
import { splitWords } from '../base/shellWords.js';

/** What to pull. */
export interface PullLine {
  /** In its familiar form, with a tag or a digest. */
  readonly reference: string;
  readonly parsed: ImageReference;
  readonly platform?: string;
}

/** Reads `[docker pull] [--platform OS/ARCH] REFERENCE`, as people type or paste it; undefined when it is not that. */
export function parsePullLine(line: string): PullLine | undefined {
  const words = [...(splitWords(line)?.words ?? [])];
  if (words[0] === 'docker') words.shift();
  if (words[0] === 'image' && words[1] === 'pull') words.shift();
  if (words[0] === 'pull' && words.length > 1) words.shift();
  let platform: string | undefined;
  const flag = words.findIndex((word) => /^--?platform(=|$)/.test(word));
  if (flag >= 0) {
    const [, value] = (words[flag] ?? '').split('=');
    platform = value ?? words[flag + 1];
    words.splice(flag, value === undefined ? 2 : 1);
  }
  const [text, ...rest] = words;
  const parsed = text === undefined || rest.length > 0 ? undefined : parseImageReference(text);
  if (!parsed || (flag >= 0 && !/^[a-z0-9]+(\/[a-z0-9]+){0,2}$/.test(platform ?? ''))) return undefined;
  const reference = familiarReference(parsed.digest ? parsed : { ...parsed, tag: parsed.tag ?? 'latest' });
  return { reference, parsed, ...(platform !== undefined && { platform }) };
}
