import { abortError } from '../base/async.js';
import { errorText, isAbort } from '../base/errors.js';
import { EngineError, type EngineErrorReason } from './errors.js';

/** What failed: the error as Node or docker-modem threw it, and where the call went. */
export interface WireFailure {
  readonly error: unknown;
  /** Shown as the place in connection errors: a socket path or `tcp://host:port`. */
  readonly address: string;
  readonly signal?: AbortSignal | undefined;
}

/** The one place where codes and texts of sockets, TLS and the engine become reasons. */
export function toEngineError({ error, address, signal }: WireFailure): Error {
  if (signal?.aborted) return abortError(signal);
  if (error instanceof EngineError || isAbort(error)) return error as Error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (typeof statusCode === 'number') return httpError(statusCode, httpDetail(errorText(error)), error);
  const reason = codeReason(code ?? '');
  if (reason === 'tlsFailed') return new EngineError(reason, errorText(error), { cause: error });
  if (reason) return new EngineError(reason, address, { cause: error });
  return new EngineError('engineFailed', errorText(error), { cause: error });
}

/** The error of a sentence that came inside a stream whose HTTP status was 200. */
export function inBandError(message: string): EngineError {
  return new EngineError(textReason(message) ?? 'engineFailed', message);
}

const codeReasons: Readonly<Record<string, EngineErrorReason>> = {
  ENOENT: 'socketMissing',
  EACCES: 'permissionDenied',
  EPERM: 'permissionDenied',
  ECONNREFUSED: 'connectionRefused',
  ENOTSOCK: 'connectionRefused',
  ENOTFOUND: 'hostNotFound',
  EAI_AGAIN: 'hostNotFound',
  EHOSTUNREACH: 'hostNotFound',
  ENETUNREACH: 'hostNotFound',
  ETIMEDOUT: 'silent',
  ECONNRESET: 'connectionLost',
  EPIPE: 'connectionLost',
  ERR_STREAM_PREMATURE_CLOSE: 'connectionLost',
  EPROTO: 'tlsFailed',
};

/** OpenSSL's names of certificate failures. Source: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const certificateCode =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_|ERR_OSSL_)/;

function codeReason(code: string): EngineErrorReason | undefined {
  if (codeReasons[code]) return codeReasons[code];
  if (code.startsWith('HPE_')) return 'notAnEngine';
  return certificateCode.test(code) ? 'tlsFailed' : undefined;
}

/** docker-modem writes `(HTTP code 404) unexpected - what the engine said `. */
function httpDetail(message: string): string {
  return message.replace(/^\(HTTP code \d+\) unexpected - /, '').trim();
}

function httpError(status: number, detail: string, cause: unknown): EngineError {
  return new EngineError(statusReason(status, detail), detail, { cause });
}

function statusReason(status: number, detail: string): EngineErrorReason {
  if (status === 304) return 'notModified';
  if (status === 409 && /name .* is already in use/i.test(detail)) return 'nameTaken';
  if (status === 409) return 'conflict';
  const reason = textReason(detail);
  if (reason) return reason;
  if (status === 404) return 'notFound';
  if (status === 400) return 'badRequest';
  return status === 401 || status === 403 ? 'unauthorized' : 'engineFailed';
}

/** Sentences of the engine that no status tells apart; they come with 400, 404, 500 or inside a stream, by version. */
const sentences: readonly (readonly [RegExp, EngineErrorReason])[] = [
  [/client version \S+ is too (new|old)/i, 'apiVersionUnsupported'],
  [/HTTP request to an HTTPS server/i, 'tlsFailed'],
  [/toomanyrequests|pull rate limit/i, 'rateLimited'],
  [
    /port is already allocated|address already in use|ports are not available|failed to bind (host )?port/i,
    'portTaken',
  ],
  [/invalid reference format/i, 'badRequest'],
  [/logging driver does not support reading/i, 'logsUnreadable'],
  [
    /unauthorized|pull access denied|requested access to the resource is denied|no basic auth credentials|authentication required|incorrect username or password/i,
    'unauthorized',
  ],
  [/manifest unknown|manifest for .* not found|repository .* not found|name unknown/i, 'notFound'],
  [
    /connection refused|no such host|i\/o timeout|TLS handshake timeout|server gave HTTP response to HTTPS client|x509:|network is unreachable|Client\.Timeout|context deadline exceeded/i,
    'registryUnreachable',
  ],
];

function textReason(detail: string): EngineErrorReason | undefined {
  return sentences.find(([pattern]) => pattern.test(detail))?.[1];
}
