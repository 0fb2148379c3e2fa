import { isAbort } from '../base/errors.js';
import { plainText } from '../base/plainText.js';
import { readBytes } from './body.js';
import { RegistryError, type RegistryErrorReason } from './errors.js';
import type { Transport } from './http.js';
import { isUsedUp, secondsToWait } from './rateLimit.js';
import type { Secrets } from './secrets.js';

const mostErrorBytes = 64 * 1024;

/** Parses JSON that must be an object; HTML and the like are a `badAnswer` with the first line of text. */
export function parseJson(body: Uint8Array, from: string): Record<string, unknown> {
  const text = Buffer.from(body).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new RegistryError('badAnswer', `${from}: ${firstLine(text)}`);
}

/** The error that an answer other than 2xx stands for; its body may be the registry's JSON, HTML or nothing. */
export async function errorOf(
  transport: Transport,
  response: Response,
  secrets: Secrets,
  signal?: AbortSignal,
): Promise<RegistryError> {
  // Before anything is cut: half a secret could not be found any more.
  const text = secrets.hide(await bodyText(transport, response, signal));
  const { codes, messages } = registryErrors(text);
  const said = messages.join('; ') || firstLine(text) || response.statusText || `HTTP ${response.status}`;
  const detail = plainText(secrets.hide(said)).slice(0, 500);
  const { status, headers } = response;
  const isLimited = status === 429 || (status === 403 && isUsedUp(headers)) || codes.includes('TOOMANYREQUESTS');
  const retryAfter = isLimited || status === 503 ? secondsToWait(headers) : undefined;
  const facts = { status, codes, ...(retryAfter !== undefined && { retryAfter }) };
  return new RegistryError(isLimited ? 'rateLimited' : reasonOf(status, codes), detail, facts);
}

function reasonOf(status: number, codes: readonly string[]): RegistryErrorReason {
  if (status === 401) return 'unauthorized';
  if (status === 405 || status === 501 || codes.includes('UNSUPPORTED')) return 'unsupported';
  if (status === 403) return 'denied';
  if (status === 404) return 'notFound';
  if (status >= 300 && status < 400) return 'badAnswer';
  return status >= 500 ? 'serverFailed' : 'rejected';
}

async function bodyText(transport: Transport, response: Response, signal?: AbortSignal): Promise<string> {
  try {
    return Buffer.from(await readBytes(transport, response, mostErrorBytes, signal)).toString('utf8');
  } catch (error) {
    if (isAbort(error)) throw error;
    return '';
  }
}

/** Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes */
function registryErrors(text: string): { codes: string[]; messages: string[] } {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return { codes: [], messages: [] };
  }
  const { errors, message, detail, details } = (answer ?? {}) as Record<string, unknown>;
  const list = Array.isArray(errors) ? (errors as unknown[]) : [];
  const field = (entry: unknown, name: string) => textOf((entry as Record<string, unknown> | null)?.[name]);
  const said = list.map((entry) => field(entry, 'message') || field(entry, 'code'));
  return {
    // Only what looks like a code: the rest may repeat what was sent.
    codes: list.map((entry) => field(entry, 'code')).filter((code) => /^[A-Z][A-Z_]{1,60}$/.test(code)),
    messages: said.length > 0 ? said.filter(Boolean) : [textOf(message) || textOf(detail) || textOf(details)],
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** The first line that a person can read, tags of HTML left out: in patterns that no beginning without an end holds up. */
function firstLine(text: string): string {
  const plain = /^\s*</.test(text)
    ? (/<title[^<>]*>([^<]*)/i.exec(text)?.[1] ?? text.replace(/<(script|style)[\s\S]*?(?:<\/\1>|$)|<[^<>]*>/gi, '\n'))
    : text;
  const line = plain.split('\n').find((candidate) => candidate.trim() !== '') ?? '';
  return plainText(line).slice(0, 200);
}
