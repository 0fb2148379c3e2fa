import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { abortError } from '../base/async.js';
import { isPrivateAddress } from './address.js';
import { RegistryError, type RegistryErrorReason, type RegistryFlaw } from './errors.js';

/** The part of `fetch` that registries need; tests and private certificates bring their own. */
export type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** Addresses behind a name; an empty list when it cannot be told. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

export interface Transport {
  readonly fetch: Fetch;
  readonly lookup: Lookup;
  /** Milliseconds until the headers of an answer must be there. */
  readonly headersTimeout: number;
  /** Milliseconds that a document may take to arrive, and that a blob may stand still. */
  readonly bodyTimeout: number;
}

/** The global `fetch`, which VS Code gives its proxies and certificates. */
export function defaultTransport(): Transport {
  return {
    fetch: (url, options) => fetch(url, options),
    lookup: (hostname) =>
      lookup(hostname, { all: true }).then(
        (found) => found.map(({ address }) => address),
        () => [],
      ),
    headersTimeout: 30_000,
    bodyTimeout: 60_000,
  };
}

export interface HttpRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestInit['body'];
  /** Credentials for the first host; never sent to another. */
  readonly authorization?: string;
}

/** An answer and the URL that gave it, after redirects. */
export interface Answer {
  readonly response: Response;
  readonly url: URL;
}

const mostRedirects = 5;

/** Sends a request and follows redirects of GET and HEAD, each checked, the authorization only on the same origin. */
export async function send(
  transport: Transport,
  url: URL,
  request: HttpRequest,
  signal?: AbortSignal,
): Promise<Answer> {
  const origin = url.origin;
  let target = url;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const { authorization, ...anonymous } = request;
    const hopRequest = target.origin === origin && authorization ? request : anonymous;
    const response = await exchange(transport, target, hopRequest, signal);
    const location = response.headers.get('location');
    if (!isRedirect(response.status) || !location || !isReading(request)) return { response, url: target };
    await response.body?.cancel();
    target = await safeTarget(transport, url, resolveUrl(location, target));
  }
  throw new RegistryError('badAnswer', String(mostRedirects), { flaw: 'tooManyRedirects' });
}

/**
 * Checks a URL that a registry gave us before we go there: https unless the registry itself is plain http,
 * no user information, and no way from a public registry into a private network.
 */
export async function safeTarget(transport: Transport, from: URL, to: URL): Promise<URL> {
  if (to.origin === from.origin && !to.username && !to.password) return to;
  const refuse = (flaw: RegistryFlaw) => new RegistryError('unsafe', to.origin, { flaw });
  if (to.username || to.password) throw refuse('holdsLogin');
  if (to.protocol !== 'https:' && to.protocol !== 'http:') throw refuse('notHttp');
  if (to.protocol === 'http:' && from.protocol === 'https:') throw refuse('notEncrypted');
  if (to.hostname === from.hostname) return to;
  if ((await isPrivate(transport, to.hostname)) && !(await isPrivate(transport, from.hostname)))
    throw refuse('privateNetwork');
  return to;
}

async function isPrivate(transport: Transport, hostname: string): Promise<boolean> {
  if (isPrivateAddress(hostname)) return true;
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return false;
  return (await transport.lookup(hostname)).some(isPrivateAddress);
}

/** Reads a URL that may be relative; throws `badAnswer` for nonsense. */
export function resolveUrl(text: string, base: URL): URL {
  try {
    return new URL(text, base);
  } catch (cause) {
    throw new RegistryError('badAnswer', base.host, { flaw: 'notUrl', cause });
  }
}

/** The URL of a path; throws `unsafe` for one that leads elsewhere, as `//host` and `../` do. */
export function urlAt(path: string, origin: URL): URL {
  const url = resolveUrl(path, origin);
  if (url.origin !== origin.origin || url.pathname + url.search !== path)
    throw new RegistryError('unsafe', `${origin.host}${path.slice(0, 200)}`);
  return url;
}

async function exchange(
  transport: Transport,
  url: URL,
  { method = 'GET', headers, body, authorization }: HttpRequest,
  signal?: AbortSignal,
): Promise<Response> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), transport.headersTimeout);
  try {
    return await transport.fetch(url.href, {
      method,
      headers: { 'user-agent': 'longshore', ...headers, ...(authorization && { authorization }) },
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
      ...(body !== undefined && { body, ...(body instanceof ReadableStream && { duplex: 'half' }) }),
    } as RequestInit);
  } catch (error) {
    if (signal?.aborted) throw abortError(signal);
    if (timeout.signal.aborted) throw new RegistryError('silent', url.host, { cause: error });
    throw wireError(url, error);
  } finally {
    clearTimeout(timer);
  }
}

/** The one place where what Node says about a connection becomes a reason. */
function wireError(url: URL, error: unknown): RegistryError {
  if (error instanceof RegistryError) return error;
  const { code = '', message = '' } = codedError(error) ?? {};
  // Of undici, where the proxy opens no tunnel: our own aborts are told before.
  if (code === 'UND_ERR_ABORTED') return proxyRefused(url, Number(/\((\d+)\)/.exec(message)?.[1]), error);
  const detail = code ? `${url.host} (${code})` : url.host;
  return new RegistryError(reasonOf(code), detail, { cause: error });
}

/** What is thrown where a proxy answers for the registry behind it, with the status of that answer. */
export function proxyRefused(url: URL, status: number | undefined, cause?: unknown): RegistryError {
  const flaw = status === 407 ? 'proxyLogin' : 'proxyRefused';
  return new RegistryError('unreachable', url.host, { flaw, cause });
}

function reasonOf(code: string): RegistryErrorReason {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'hostNotFound';
  if (/TIMEDOUT|TIMEOUT/.test(code)) return 'silent';
  if (/^HPE_|HEADERS_OVERFLOW/.test(code)) return 'badAnswer';
  return /CERT|SSL|TLS|EPROTO|VERIFY|ISSUER/.test(code) ? 'tls' : 'unreachable';
}

/** The system's code behind a failed fetch: `ECONNREFUSED`, `SELF_SIGNED_CERT_IN_CHAIN`. */
export function codeOf(error: unknown): string {
  return codedError(error)?.code ?? '';
}

function codedError(error: unknown): { readonly code: string; readonly message: string } | undefined {
  for (let at: unknown = error; at instanceof Error; at = at instanceof AggregateError ? at.errors[0] : at.cause) {
    const { message, code } = at as Error & { code?: unknown };
    if (typeof code === 'string' && code !== '') return { code, message };
  }
  return undefined;
}

const isRedirect = (status: number) => status >= 301 && status <= 308 && status !== 304 && status !== 305;

/** True for what changes nothing. */
export function isReading({ method = 'GET' }: Pick<HttpRequest, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD';
}
