import { apiHost, isLoopback, isPrivateAddress, type Scheme } from './address.js';
import type { Credential } from './credential.js';
import { type Answer, codeOf } from './http.js';

/** The first answer of a registry, and the address that it came from. */
export interface Greeting {
  readonly base: URL;
  readonly answer: Answer;
}

/** Whom to greet; without a scheme https, and where that is harmless plain http after it. */
export interface Greeted {
  readonly host: string;
  readonly scheme?: Scheme;
  readonly credential?: Credential;
}

/** `GET /v2/` without a login, the way to find the scheme and the realm; its status does not matter otherwise. */
export async function greet(greeted: Greeted, exchange: (url: URL) => Promise<Answer>): Promise<Greeting> {
  const { host, scheme } = greeted;
  const base = new URL(`${scheme ?? 'https'}://${apiHost(host)}/`);
  try {
    return { base, answer: await exchange(new URL('/v2/', base)) };
  } catch (error) {
    if (scheme || !mayGoPlain(base.hostname, greeted) || !speaksNoTls(error)) throw error;
    const plain = new URL(`http://${apiHost(host)}/`);
    return { base: plain, answer: await exchange(new URL('/v2/', plain)) };
  }
}

/** Plain http by itself only on this machine, and inside a private network while there is no login to lose. */
function mayGoPlain(hostname: string, { credential }: Greeted): boolean {
  return isLoopback(hostname) || (isPrivateAddress(hostname) && !credential);
}

/** A certificate that is not trusted is no reason to go on without encryption; an answer that is not TLS is one. */
function speaksNoTls(error: unknown): boolean {
  const code = codeOf(error);
  return /^ERR_SSL|^EPROTO|^ECONNRESET|^UND_ERR_SOCKET/.test(code);
}
