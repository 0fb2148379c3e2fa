import type { Asker } from './errors.js';

/** What proves to a registry who asks. */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** An OAuth2 refresh token: `identitytoken` of Docker's config, username `<token>` of helpers. */
  | { readonly kind: 'identityToken'; readonly token: string }
  /** A bearer token that is sent as it is: `registrytoken` of Docker's config. */
  | { readonly kind: 'registryToken'; readonly token: string };

/** The name that a credential is known by; tokens have none. */
export function usernameOf(credential: Credential | undefined): string | undefined {
  return credential?.kind === 'password' ? credential.username : undefined;
}

/** As whom a registry is asked with a credential that it may have refused; undefined for one that has no name. */
export function askerOf(credential: Credential | undefined, isRefused: boolean): Asker | undefined {
  if (!credential) return { kind: 'nobody' };
  if (isRefused) return { kind: 'refused' };
  const name = usernameOf(credential);
  return name === undefined ? undefined : { kind: 'user', name };
}

/** The part of a credential that must never be shown. */
export function secretOf(credential: Credential): string {
  return credential.kind === 'password' ? credential.password : credential.token;
}

/** The value of an `Authorization: Basic` header; names and passwords may hold any character. */
export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
