import { abortable } from '../base/async.js';
import { isRecord } from '../base/record.js';
import { readBytes } from './body.js';
import { askerOf, basicAuthorization, type Credential } from './credential.js';
import { RegistryError } from './errors.js';
import { type HttpRequest, send, type Transport, urlAt } from './http.js';
import { RateLimit } from './rateLimit.js';
import { errorOf } from './responses.js';
import { Secrets } from './secrets.js';

const mostBytes = 16 * 1024 * 1024;

export type Json = Readonly<Record<string, unknown>>;

export interface JsonApiOptions {
  readonly transport: Transport;
  /** The only place that requests go to. */
  readonly origin: URL;
  /** Kept out of what errors tell. */
  readonly credential?: Credential | undefined;
  /** Makes the `Authorization` header, once; without it requests are anonymous. */
  readonly authorize?: (() => Promise<string>) | undefined;
}

/** A vendor's JSON API beside its registry. */
export class JsonApi {
  private authorization: Promise<string> | undefined;
  private readonly limit: RateLimit;
  private readonly secrets: Secrets;

  constructor(private readonly options: JsonApiOptions) {
    this.limit = new RateLimit(options.origin.host);
    this.secrets = new Secrets(options.credential);
  }

  /** Sends a request and returns the JSON of the answer, undefined for an empty one. */
  async send(
    method: NonNullable<HttpRequest['method']>,
    path: string,
    signal?: AbortSignal,
    body?: string,
  ): Promise<unknown> {
    const { transport, origin, credential, authorize } = this.options;
    const url = urlAt(path, origin);
    const headers = { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) };
    const ask = (authorization: string | undefined) => {
      this.limit.refuse();
      const request = { method, headers, ...(body !== undefined && { body }), ...(authorization && { authorization }) };
      return send(transport, url, request, signal);
    };
    const first = await this.header(method, signal);
    let { response } = await ask(first);
    if (response.status === 401 && first !== undefined) {
      const second = await this.renewed(method, first, signal);
      if (second !== first) {
        await response.body?.cancel();
        ({ response } = await ask(second));
      }
    }
    this.limit.read(response.headers);
    if (!response.ok) {
      const error = await errorOf(transport, response, this.secrets, signal);
      throw this.limit.note(error.with({ asker: askerOf(credential, authorize !== undefined && first === undefined) }));
    }
    return parse(await readBytes(transport, response, mostBytes, signal), url.host);
  }

  /** An answer that is an object. */
  async object(path: string, signal?: AbortSignal): Promise<Json> {
    return asJson(await this.send('GET', path, signal));
  }

  /** An answer that is a list of objects. */
  async list(path: string, signal?: AbortSignal): Promise<readonly Json[]> {
    return asList(await this.send('GET', path, signal));
  }

  /** The header anew where it was this one that was refused: tokens of vendors run out. */
  private async renewed(method: string, refused: string, signal?: AbortSignal): Promise<string | undefined> {
    const made = this.authorization;
    if ((await made?.catch(() => undefined)) === refused && this.authorization === made) this.authorization = undefined;
    return this.header(method, signal);
  }

  /** Reading goes on anonymously where the login is refused; changing does not. */
  private async header(method: string, signal?: AbortSignal): Promise<string | undefined> {
    if (!this.options.authorize) return undefined;
    this.authorization ??= this.options.authorize();
    try {
      const authorization = await abortable(this.authorization, signal);
      this.secrets.add(authorization.replace(/^\S+ /, ''));
      return authorization;
    } catch (error) {
      if (signal?.aborted) throw error;
      if (method === 'GET' && RegistryError.is(error, 'unauthorized', 'denied', 'rejected')) return undefined;
      this.authorization = undefined;
      throw error;
    }
  }
}

/** For APIs that take user and password with each request; undefined for other credentials. */
export function basicLogin(credential: Credential | undefined): (() => Promise<string>) | undefined {
  if (credential?.kind !== 'password') return undefined;
  return () => Promise.resolve(basicAuthorization(credential.username, credential.password));
}

function parse(bytes: Uint8Array, from: string): unknown {
  if (bytes.byteLength === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw new RegistryError('badAnswer', from, { flaw: 'notJson' });
  }
}

/** The value as an object, an empty one where it is none. */
export function asJson(value: unknown): Json {
  return isRecord(value) ? value : {};
}

/** The value as a list of objects, an empty one where it is none. */
export function asList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(asJson) : [];
}

/** The value as text, empty where it is none. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Milliseconds since 1970 of an ISO time, as a field to spread; none where there is no time. */
export function timeField<K extends string>(name: K, value: unknown): { readonly [F in K]?: number } {
  const time = Date.parse(asText(value));
  return (time > 0 ? { [name]: time } : {}) as { readonly [F in K]?: number };
}
