import { readBytes } from './body.js';
import { type Credential, secretOf } from './credential.js';
import { RegistryError, type RegistryErrorReason } from './errors.js';
import type { Transport } from './http.js';

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
  credential: Credential | undefined,
  now = Date.now(),
): Promise<RegistryError> {
  // Before anything is cut: half a secret could not be found any more.
  const text = redact(await bodyText(transport, response), credential);
  const { codes, messages } = registryErrors(text);
  const said = messages.join('; ') || firstLine(text) || response.statusText || `HTTP ${response.status}`;
  const detail = redact(said, credential).slice(0, 500);
  const retryAfter = response.status === 429 || response.status === 503 ? retryAfterOf(response, now) : undefined;
  const facts = { status: response.status, codes, ...(retryAfter !== undefined && { retryAfter }) };
  return new RegistryError(reasonOf(response.status, codes), detail, facts);
}

function reasonOf(status: number, codes: readonly string[]): RegistryErrorReason {
  if (status === 401) return 'unauthorized';
  if (status === 429 || codes.includes('TOOMANYREQUESTS')) return 'rateLimited';
  if (status === 405 || status === 501 || codes.includes('UNSUPPORTED')) return 'unsupported';
  if (status === 403) return 'denied';
  if (status === 404) return 'notFound';
  if (status >= 300 && status < 400) return 'badAnswer';
  return status >= 500 ? 'serverFailed' : 'rejected';
}

async function bodyText(transport: Transport, response: Response): Promise<string> {
  try {
    return Buffer.from(await readBytes(transport, response, mostErrorBytes)).toString('utf8');
  } catch {
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

/** The first line that a person can read, tags of HTML left out. */
function firstLine(text: string): string {
  const plain = /^\s*</.test(text)
    ? (/<title[^>]*>([^<]*)/i.exec(text)?.[1] ?? text.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, '\n'))
    : text;
  const line = plain.split('\n').find((candidate) => candidate.trim() !== '') ?? '';
  return line
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, 200);
}

/** Takes a login's secret out of a text that the other side wrote. */
function redact(text: string, credential: Credential | undefined): string {
  const shown = text.replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 ***');
  const secret = credential && secretOf(credential);
  if (!secret) return shown;
  const basic = credential.kind === 'password' ? `${credential.username}:${secret}` : secret;
  const hidden = [Buffer.from(basic, 'utf8').toString('base64'), encodeURIComponent(secret), secret];
  return hidden.reduce((rest, form) => rest.replaceAll(form, '***'), shown);
}

/** Seconds from `Retry-After` (seconds or a date) or Docker Hub's `X-Retry-After` (seconds since 1970). */
function retryAfterOf(response: Response, now: number): number | undefined {
  const value = response.headers.get('retry-after') ?? '';
  const epoch = Number(response.headers.get('x-retry-after') ?? Number.NaN);
  const date = Date.parse(value);
  if (/^\d+$/.test(value)) return Number(value);
  if (!Number.isNaN(date)) return secondsUntil(date, now);
  return Number.isNaN(epoch) ? undefined : secondsUntil(epoch * 1000, now);
}

const secondsUntil = (moment: number, now: number) => Math.max(0, Math.ceil((moment - now) / 1000));
