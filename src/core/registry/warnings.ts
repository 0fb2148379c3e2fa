import { plainText } from '../base/plainText.js';
import type { Secrets } from './secrets.js';

/** More texts of one registry are noise, or meant to be. */
const mostTexts = 20;
const longestText = 300;

/**
 * What a registry warns of beside its answers, each text once.
 * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#warnings
 */
export class Warnings {
  private readonly told = new Set<string>();

  constructor(
    private readonly secrets: Secrets,
    private readonly tell: (text: string) => void,
  ) {}

  read(headers: Headers): void {
    for (const [, quoted = ''] of (headers.get('warning') ?? '').matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/g)) {
      const text = plainText(this.secrets.hide(quoted)).slice(0, longestText);
      if (text === '' || this.told.has(text) || this.told.size >= mostTexts) continue;
      this.told.add(text);
      this.tell(text);
    }
  }
}
