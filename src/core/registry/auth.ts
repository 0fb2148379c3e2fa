import { abortable } from '../base/async.js';
import type { BasicChallenge, BearerChallenge } from './challenge.js';
import { askerOf, basicAuthorization, type Credential } from './credential.js';
import { type Asker, RegistryError } from './errors.js';
import type { Transport } from './http.js';
import type { Secrets } from './secrets.js';
import { fetchToken, type Token } from './token.js';

export interface AuthorizerOptions {
  /** The registry's own address: tokens are fetched only where it may send us. */
  readonly registry: URL;
  readonly transport: Transport;
  readonly credential?: Credential;
  readonly secrets: Secrets;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Makes the `Authorization` header of one registry with one credential; asks for each token once. */
export class Authorizer {
  /** True once the registry has refused the credential: reads then go on anonymously. */
  credentialRefused = false;
  private challenge: BearerChallenge | BasicChallenge | undefined;
  private readonly tokens = new Map<string, Promise<Token>>();
  private readonly anonymous = new Set<string>();
  private readonly now: () => number;

  constructor(private readonly options: AuthorizerOptions) {
    this.now = options.now ?? Date.now;
  }

  /** The credential as long as the registry has not refused it. */
  get credential(): Credential | undefined {
    return this.credentialRefused ? undefined : this.options.credential;
  }

  /** True once the registry has asked for a login; before that none was sent. */
  get isAsked(): boolean {
    return this.challenge !== undefined;
  }

  /** As whom these scopes are asked for; undefined for a login without a name, and before there was reason to send it. */
  asker(scopes: readonly string[]): Asker | undefined {
    const { credential } = this.options;
    return credential && !this.isAsked ? undefined : askerOf(credential, !this.credentialFor(scopes));
  }

  /** From now on the login is not used for these scopes. */
  goAnonymous(scopes: readonly string[]): void {
    this.anonymous.add(scopeKey(scopes));
  }

  /** How the registry asks for tokens. */
  get bearer(): BearerChallenge | undefined {
    return this.challenge?.scheme === 'bearer' ? this.challenge : undefined;
  }

  /** Remembers what the registry asks for. */
  learn(challenge: BearerChallenge | BasicChallenge): void {
    this.challenge = challenge;
  }

  /** The header for these scopes; undefined while nothing was asked for or nothing can be given. */
  async header(scopes: readonly string[], signal?: AbortSignal): Promise<string | undefined> {
    const { challenge } = this;
    const credential = this.credentialFor(scopes);
    if (!challenge) return undefined;
    if (credential?.kind === 'registryToken') return `Bearer ${credential.token}`;
    if (challenge.scheme === 'bearer') return `Bearer ${await this.token(challenge, scopes, signal)}`;
    return credential?.kind === 'password' ? basicAuthorization(credential.username, credential.password) : undefined;
  }

  /** Drops a token that the registry no longer takes. */
  forget(scopes: readonly string[]): void {
    if (this.challenge?.scheme === 'bearer') this.tokens.delete(this.key(this.challenge, scopes));
  }

  /** The login that is used for these scopes. */
  credentialFor(scopes: readonly string[]): Credential | undefined {
    return this.anonymous.has(scopeKey(scopes)) ? undefined : this.credential;
  }

  private async token(challenge: BearerChallenge, scopes: readonly string[], signal?: AbortSignal): Promise<string> {
    const key = this.key(challenge, scopes);
    const known = this.tokens.get(key);
    const token = known && (await abortable(known, signal));
    if (token && token.validUntil > this.now()) return token.value;
    return (await abortable(this.fetch(key, known, challenge, scopes), signal)).value;
  }

  /** One request in flight per key: whoever comes while `stale` is being replaced gets the newcomer. */
  private fetch(
    key: string,
    stale: Promise<Token> | undefined,
    challenge: BearerChallenge,
    scopes: readonly string[],
  ): Promise<Token> {
    const current = this.tokens.get(key);
    if (current && current !== stale) return current;
    const { registry, transport, secrets } = this.options;
    const credential = this.credentialFor(scopes);
    const fresh = fetchToken({ transport, registry, challenge, scopes, credential, secrets }, this.now);
    this.tokens.set(key, fresh);
    fresh.catch((error: unknown) => {
      if (this.tokens.get(key) === fresh) this.tokens.delete(key);
      // Some realms answer a bad login with 403, which for a scope may only mean that it is not for this login.
      const isRefusal = RegistryError.is(error, 'unauthorized', ...(scopes.length === 0 ? ['denied' as const] : []));
      if (isRefusal && credential) this.credentialRefused = true;
    });
    return fresh;
  }

  private key({ realm, service = '' }: BearerChallenge, scopes: readonly string[]): string {
    return [realm, service, this.credentialFor(scopes) ? 'login' : 'anonymous', scopeKey(scopes)].join('\n');
  }
}

function scopeKey(scopes: readonly string[]): string {
  return [...scopes].sort().join('\n');
}
