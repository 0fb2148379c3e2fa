import { isLoopback } from './address.js';
import { readBytes } from './body.js';
import type { BearerChallenge } from './challenge.js';
import { basicAuthorization, type Credential } from './credential.js';
import { RegistryError } from './errors.js';
import { type HttpRequest, resolveUrl, safeTarget, send, type Transport } from './http.js';
import { errorOf, parseJson } from './responses.js';
import type { Secrets } from './secrets.js';

export interface Token {
  readonly value: string;
  /** Milliseconds since 1970, a little before the registry forgets it. */
  readonly validUntil: number;
}

export interface TokenRequest {
  readonly transport: Transport;
  /** The registry's own address. */
  readonly registry: URL;
  readonly challenge: BearerChallenge;
  readonly scopes: readonly string[];
  /** Anonymous when absent. */
  readonly credential: Credential | undefined;
  /** Kept out of what errors tell; learns the token. */
  readonly secrets: Secrets;
}

const mostTokenBytes = 64 * 1024;
const clientId = 'longshore';

/**
 * Asks the realm of a challenge for a token. Sources: https://distribution.github.io/distribution/spec/auth/token/
 * and https://distribution.github.io/distribution/spec/auth/oauth/ (identity tokens).
 */
export async function fetchToken(request: TokenRequest, now: () => number): Promise<Token> {
  const { transport, secrets } = request;
  const realm = await safeRealm(request);
  const response = await ask(request, realm);
  if (!response.ok) throw await errorOf(transport, response, secrets);
  const body = await readBytes(transport, response, mostTokenBytes);
  const token = readToken(parseJson(body, realm.host), now());
  secrets.add(token.value);
  return token;
}

/** The realm of a challenge as far as the login may go there; else `unsafe`. */
export async function safeRealm({
  transport,
  registry,
  challenge,
  credential,
}: Omit<TokenRequest, 'scopes' | 'secrets'>): Promise<URL> {
  const realm = await safeTarget(transport, registry, resolveUrl(challenge.realm, registry));
  if (credential) refusePlainHttp(registry, realm);
  return realm;
}

async function ask({ transport, challenge, scopes, credential }: TokenRequest, realm: URL): Promise<Response> {
  if (credential?.kind === 'identityToken') {
    const { response } = await send(transport, realm, oauthRequest(challenge, scopes, credential.token));
    if (response.status !== 404 && response.status !== 405) return response;
    await response.body?.cancel();
  }
  return (await send(transport, withQuery(realm, challenge, scopes), getRequest(credential))).response;
}

function refusePlainHttp(registry: URL, realm: URL): void {
  if (realm.protocol === 'https:' || realm.hostname === registry.hostname || isLoopback(realm.hostname)) return;
  throw new RegistryError('unsafe', realm.origin, { flaw: 'notEncrypted' });
}

function withQuery(realm: URL, { service }: BearerChallenge, scopes: readonly string[]): URL {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  url.searchParams.set('client_id', clientId);
  return url;
}

function getRequest(credential: Credential | undefined): HttpRequest {
  if (credential?.kind === 'password')
    return { authorization: basicAuthorization(credential.username, credential.password) };
  // As containerd does where a realm knows no OAuth2.
  return credential?.kind === 'identityToken' ? { authorization: basicAuthorization('', credential.token) } : {};
}

function oauthRequest({ service }: BearerChallenge, scopes: readonly string[], refreshToken: string): HttpRequest {
  const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken });
  if (service !== undefined) form.set('service', service);
  if (scopes.length > 0) form.set('scope', scopes.join(' '));
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  };
}

function readToken(answer: unknown, now: number): Token {
  const { token, access_token, expires_in } = (answer ?? {}) as Record<string, unknown>;
  const value = [token, access_token].find((text) => typeof text === 'string' && text !== '');
  if (typeof value !== 'string' || /[\r\n]/.test(value)) throw new RegistryError('badAnswer', '', { flaw: 'noToken' });
  const lifetime = typeof expires_in === 'number' && expires_in > 0 ? expires_in : 60;
  return { value, validUntil: now + 1000 * Math.max(lifetime / 2, lifetime - 15) };
}
