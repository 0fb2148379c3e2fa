import { request } from 'node:https';
import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import type { HostCertificates } from './certificates.js';
import type { Fetch } from './http.js';

/** `fetch` for hosts with certificates of their own; the global one cannot be given any. */
export function withCertificates(
  fetchOthers: Fetch,
  certificatesOf: (host: string) => Promise<HostCertificates | undefined>,
): Fetch {
  const known = new Map<string, Promise<HostCertificates | undefined>>();
  return async (url, options) => {
    const { protocol, host } = new URL(url);
    if (protocol !== 'https:') return fetchOthers(url, options);
    const reading = known.get(host) ?? certificatesOf(host);
    known.set(host, reading);
    const certificates = await reading;
    return certificates ? fetchWith(certificates, url, options) : fetchOthers(url, options);
  };
}

function fetchWith({ ca, clients }: HostCertificates, url: string, options: RequestInit): Promise<Response> {
  const { method = 'GET', headers, signal, body } = options;
  const [client] = clients;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        headers: Object.fromEntries(new Headers(headers)),
        ca: [...rootCertificates, ...ca],
        ...(client && { cert: client.cert, key: client.key }),
        ...(signal && { signal }),
      },
      (answer) => {
        const { statusCode: status = 502, statusMessage: statusText = '' } = answer;
        const isEmpty = method === 'HEAD' || [204, 205, 304].includes(status);
        if (isEmpty) answer.resume();
        const pairs = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        );
        const stream = isEmpty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
        resolve(new Response(stream, { status, statusText, headers: pairs }));
      },
    );
    sent.on('error', reject);
    if (body !== undefined && body !== null && typeof body !== 'string' && !(body instanceof Uint8Array))
      throw new TypeError('only texts and bytes can be sent');
    sent.end(body ?? undefined);
  });
}
