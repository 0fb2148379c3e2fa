import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import * as tls from 'node:tls';
// biome-ignore lint/style/useNodejsImportProtocol: VS Code puts its proxies into the module of this name only.
import { request } from 'https';
import { Memory } from '../base/memory.js';
import type { HostCertificates } from './certificates.js';
import { RegistryError } from './errors.js';
import { type Fetch, proxyRefused } from './http.js';

/** Milliseconds: certificates that a person adds or replaces count soon. */
const filesMemory = 5000;

/**
 * `fetch` for hosts with certificates of their own; the global one cannot be given any. Nor does the one of VS Code know
 * NODE_EXTRA_CA_CERTS, which its own list of authorities replaces: where it is set, every host goes this way.
 * @param trustsSystem whether authorities of the system's own store count
 */
export function withCertificates(
  fetchOthers: Fetch,
  certificatesOf: (host: string) => Promise<HostCertificates | undefined>,
  trustsSystem: () => boolean = () => true,
): Fetch {
  const known = new Memory<HostCertificates | undefined>();
  const authorities = new Memory<readonly string[]>();
  return async (url, options) => {
    const { protocol, host } = new URL(url);
    if (protocol !== 'https:') return fetchOthers(url, options);
    const ofHost = await known.get(host, filesMemory, () => certificatesOf(host));
    const found = ofHost ?? (process.env['NODE_EXTRA_CA_CERTS'] ? { ca: [], clients: [] } : undefined);
    if (!found) return fetchOthers(url, options);
    const isSystem = trustsSystem();
    const common = await authorities.get(String(isSystem), filesMemory, () => readAuthorities(isSystem));
    const ca = [...common, ...found.ca];
    return fetchWith({ ...found, ca }, url, options);
  };
}

function fetchWith({ ca, clients }: HostCertificates, url: string, options: RequestInit): Promise<Response> {
  const { method = 'GET', headers, signal, body } = options;
  const [client] = clients;
  // A session that is taken up again would show no certificate.
  const encryption: tls.ConnectionOptions = { ca: [...ca], ...client, session: undefined };
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        headers: Object.fromEntries(new Headers(headers)),
        ...encryption,
        ...(signal && { signal }),
      },
      (answer) => {
        try {
          resolve(responseOf(new URL(url), method, answer));
        } catch (error) {
          answer.destroy();
          reject(error);
        }
      },
    );
    sent.on('error', reject);
    if (body !== undefined && body !== null && typeof body !== 'string' && !(body instanceof Uint8Array))
      throw new TypeError('only texts and bytes can be sent');
    sent.end(body ?? undefined);
  });
}

/** Throws for what a proxy answers instead of opening a tunnel, and for a status that HTTP does not know. */
function responseOf(url: URL, method: string, answer: IncomingMessage): Response {
  const { statusCode: status = 502, statusMessage: statusText = '' } = answer;
  // VS Code passes such an answer off as the registry's, which could lead the login elsewhere.
  if (!isOfHost(answer.socket, url)) throw proxyRefused(url, status);
  const isEmpty = method === 'HEAD' || [204, 205, 304].includes(status);
  if (isEmpty) answer.resume();
  const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const stream = isEmpty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  try {
    return new Response(stream, { status, statusText, headers });
  } catch (cause) {
    throw new RegistryError('badAnswer', String(status), { flaw: 'oddStatus', cause });
  }
}

/** True where the other end has proved to be the host: a proxy may speak TLS and have a trusted certificate too. */
function isOfHost(socket: IncomingMessage['socket'], { hostname }: URL): boolean {
  if (!(socket instanceof tls.TLSSocket)) return false;
  if (!socket.authorized) return process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0';
  return tls.checkServerIdentity(hostname.replace(/^\[|\]$/g, ''), socket.getPeerCertificate()) === undefined;
}

/** Whom everything else trusts: Node's own list, the system's where Node can read it, and NODE_EXTRA_CA_CERTS. */
async function readAuthorities(withSystem: boolean): Promise<readonly string[]> {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default' | 'system') => readonly string[] };
  const types = withSystem ? (['default', 'system'] as const) : (['default'] as const);
  if (getCACertificates) return [...new Set(types.flatMap((type) => getCACertificates(type)))];
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  const text = extra && (await readFile(extra, 'utf8').catch(() => undefined));
  return [...tls.rootCertificates, ...(text ? [text] : [])];
}
