import { type Credential, secretOf, usernameOf } from './credential.js';
import { RegistryError } from './errors.js';

/** Shorter ones are no tokens, and would hide words. */
const shortestToken = 8;

/** What must never be shown of one registry's logins: the saved secret and the tokens that were given for it. */
export class Secrets {
  private readonly forms = new Set<string>();

  constructor(credential: Credential | undefined) {
    if (!credential) return;
    const secret = secretOf(credential);
    const pair = `${usernameOf(credential) ?? ''}:${secret}`;
    const encoded = [pair, secret].map((text) => Buffer.from(text, 'utf8').toString('base64'));
    for (const form of [...encoded, encodeURIComponent(secret), secret]) if (form) this.forms.add(form);
  }

  /** Remembers a token that a registry gave. */
  add(token: string): void {
    if (token.length >= shortestToken) this.forms.add(token);
  }

  /** Takes all of them out of a text that the other side wrote. */
  hide(text: string): string {
    const shown = text.replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 ***');
    return [...this.forms].reduce((rest, form) => rest.replaceAll(form, '***'), shown);
  }

  /** Does work on what the other side sent; its errors may quote that, without secrets. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!RegistryError.is(error)) throw error;
      const detail = this.hide(error.detail);
      throw detail === error.detail ? error : error.with({ detail, cause: undefined });
    }
  }
}
