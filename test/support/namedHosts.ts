import { defaultTransport, type Transport } from '../../src/core/registry/http.js';
import type { FakeServer } from './fakeRegistry.js';

/** A request as it left us, to the name that was asked for. */
export interface SentRequest {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A transport on which fake servers answer to names of the internet, and which writes down what is sent to whom. */
export function namedHosts(
  servers: Readonly<Record<string, FakeServer>>,
  addresses: Readonly<Record<string, string>> = {},
  fetchFrom: typeof fetch = fetch,
): { transport: Transport; sent: SentRequest[] } {
  const sent: SentRequest[] = [];
  const fetchNamed = (text: string, options: RequestInit) => {
    const url = new URL(text);
    const headers = new Headers(options.headers);
    sent.push({
      origin: url.origin,
      method: options.method ?? 'GET',
      path: url.pathname + url.search,
      authorization: headers.get('authorization') ?? undefined,
      headers: Object.fromEntries(headers),
      body: typeof options.body === 'string' ? options.body : '',
    });
    const server = servers[url.origin];
    if (!server)
      return Promise.reject(
        new TypeError('fetch failed', { cause: Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }) }),
      );
    return fetchFrom(server.origin + url.pathname + url.search, options);
  };
  const lookup = (hostname: string) => Promise.resolve([addresses[hostname] ?? '192.0.2.1']);
  return { transport: { ...defaultTransport(), fetch: fetchNamed, lookup }, sent };
}
