import { abortable, delay } from '../base/async.js';
import { type Logger, silentLogger } from '../base/logger.js';
import type { Scheme } from './address.js';
import { Authorizer } from './auth.js';
import { readBytes } from './body.js';
import { type BasicChallenge, type BearerChallenge, challengeOf } from './challenge.js';
import type { Credential } from './credential.js';
import { RegistryError } from './errors.js';
import { greet } from './greeting.js';
import { type Answer, defaultTransport, type HttpRequest, isReading, send, type Transport, urlAt } from './http.js';
import { type Quota, quotaOf } from './quota.js';
import { RateLimit } from './rateLimit.js';
import { errorOf, parseJson } from './responses.js';
import { Secrets } from './secrets.js';
import { safeRealm } from './token.js';
import { Warnings } from './warnings.js';

export interface SessionOptions {
  /** As image references write it. */
  readonly host: string;
  /** Found out when absent: https, and where that is harmless plain http after it. */
  readonly scheme?: Scheme;
  readonly credential?: Credential;
  readonly transport?: Transport;
  readonly logger?: Logger;
  /** Called with each text that the registry warns with. */
  readonly onWarning?: (text: string) => void;
}

/**
 * `none` without a login, `refused` when reads go on anonymously, `untested` where the registry lets everybody read and
 * asked for none.
 */
export type LoginState = 'none' | 'used' | 'refused' | 'untested';

export interface RegistryRequest extends Omit<HttpRequest, 'authorization'> {
  /** `repository:<name>:pull`, ... */
  readonly scopes: readonly string[];
}

const mostAttempts = 3;
const longestWait = 3;

/** Talks to one registry with one login: finds the scheme, authenticates, obeys rate limits, explains errors. */
export class RegistrySession {
  readonly host: string;
  readonly transport: Transport;
  /** What the registry last said about its pull limit; undefined where it says nothing. */
  quota: Quota | undefined;
  private readonly logger: Logger;
  private opening: Promise<{ base: URL; authorizer: Authorizer }> | undefined;
  private authorizer: Authorizer | undefined;
  readonly secrets: Secrets;
  private readonly limit: RateLimit;
  private readonly warnings: Warnings;

  constructor(private readonly options: SessionOptions) {
    this.host = options.host;
    this.transport = options.transport ?? defaultTransport();
    this.logger = options.logger ?? silentLogger;
    this.secrets = new Secrets(options.credential);
    this.limit = new RateLimit(this.host);
    this.warnings = new Warnings(this.secrets, (text) => {
      this.logger.warn(`${this.host} says: ${text}`);
      options.onWarning?.(text);
    });
  }

  /** What became of the login so far. */
  async login(signal?: AbortSignal): Promise<LoginState> {
    const { authorizer } = await this.open(signal);
    if (!this.options.credential) return 'none';
    if (!authorizer.isAsked) return 'untested';
    return authorizer.credentialRefused ? 'refused' : 'used';
  }

  /** True once the registry has refused the login; reads then go on anonymously. */
  get isLoginRefused(): boolean {
    return this.authorizer?.credentialRefused ?? false;
  }

  /**
   * Where and by which name the registry asks for tokens; undefined where it asks for none. A realm that the login must
   * not go to is `unsafe`.
   */
  async tokenServer(signal?: AbortSignal): Promise<{ readonly realm: URL; readonly service?: string } | undefined> {
    const { base, authorizer } = await this.open(signal);
    const { bearer, credential } = authorizer;
    if (!bearer) return undefined;
    const realm = await safeRealm({ transport: this.transport, registry: base, challenge: bearer, credential });
    return { realm, ...(bearer.service !== undefined && { service: bearer.service }) };
  }

  /** The registry's own address. */
  async base(signal?: AbortSignal): Promise<URL> {
    return (await this.open(signal)).base;
  }

  /** Sends a request to the registry and returns what is not an error. */
  async request(path: string, request: RegistryRequest, signal?: AbortSignal): Promise<Answer> {
    const { base, authorizer } = await this.open(signal);
    try {
      return await this.ask(urlAt(path, base), authorizer, request, signal);
    } catch (error) {
      const isAboutLogin = RegistryError.is(error, 'unauthorized', 'denied', 'notFound');
      throw isAboutLogin ? error.with({ asker: authorizer.asker(request.scopes) }) : error;
    }
  }

  private async ask(url: URL, authorizer: Authorizer, request: RegistryRequest, signal?: AbortSignal): Promise<Answer> {
    let scopes = request.scopes;
    for (let attempt = 1; ; attempt += 1) {
      this.limit.refuse();
      const authorization = await this.authorization(authorizer, scopes, request, signal);
      const sent = { ...request, ...(authorization && { authorization }) };
      const answer = await this.exchange(url, sent, signal);
      if (answer.response.ok) return answer;
      const wanted = answer.url.origin === url.origin ? challengeOf(answer.response) : undefined;
      const isNews =
        wanted && attempt < mostAttempts && this.learns(authorizer, wanted, scopes, request, authorization);
      if (!isNews && !(await this.waits(answer.response, request, attempt, signal)))
        throw this.limit.note(await this.errorOf(answer.response, url, sent, signal));
      await answer.response.body?.cancel();
      if (wanted?.scheme === 'bearer') scopes = [...new Set([...wanted.scopes, ...scopes])];
    }
  }

  /** The same for an answer that is a JSON object of some size at most. */
  async json(
    path: string,
    request: RegistryRequest,
    mostBytes: number,
    signal?: AbortSignal,
  ): Promise<{ readonly body: Record<string, unknown>; readonly headers: Headers; readonly url: URL }> {
    const { response, url } = await this.request(path, request, signal);
    const bytes = await readBytes(this.transport, response, mostBytes, signal);
    const body = await this.secrets.guard(async () => parseJson(bytes, url.host));
    return { body, headers: response.headers, url };
  }

  /** Takes in what the registry asks for; false where all that can be given was refused already. */
  private learns(
    authorizer: Authorizer,
    wanted: BearerChallenge | BasicChallenge,
    scopes: readonly string[],
    request: RegistryRequest,
    authorization: string | undefined,
  ): boolean {
    authorizer.forget(scopes);
    authorizer.learn(wanted);
    const isReady = authorizer.credential?.kind === 'registryToken';
    if (wanted.scheme === 'bearer' && !isReady) return true;
    if (authorization === undefined) return authorizer.credential?.kind === 'password';
    authorizer.credentialRefused = true;
    return isReading(request);
  }

  private async authorization(
    authorizer: Authorizer,
    scopes: readonly string[],
    request: RegistryRequest,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    const login = authorizer.credentialFor(scopes);
    try {
      return await authorizer.header(scopes, signal);
    } catch (error) {
      if (!login || !isReading(request) || !RegistryError.is(error, 'unauthorized', 'denied')) throw error;
      authorizer.goAnonymous(scopes);
      this.logger.warn(`${this.host} refused the saved login; reading goes on anonymously`);
      return authorizer.header(scopes, signal);
    }
  }

  /** An answer to HEAD has no words: a refusal is asked for them by GET. What is not there, or too much, needs none. */
  private async errorOf(response: Response, url: URL, request: HttpRequest, signal?: AbortSignal) {
    const error = await errorOf(this.transport, response, this.secrets, signal);
    if (request.method !== 'HEAD' || RegistryError.is(error, 'notFound', 'rateLimited')) return error;
    const { response: second } = await this.exchange(url, { ...request, method: 'GET' }, signal);
    if (second.status === response.status) return errorOf(this.transport, second, this.secrets, signal);
    await second.body?.cancel();
    return error;
  }

  private async exchange(url: URL, request: HttpRequest, signal?: AbortSignal): Promise<Answer> {
    const started = Date.now();
    const answer = await this.secrets.guard(() => send(this.transport, url, request, signal));
    const { status, headers } = answer.response;
    this.logger.debug(`${request.method ?? 'GET'} ${url.origin}${url.pathname}: ${status}, ${Date.now() - started} ms`);
    // Others, to which a blob may lead, do not speak for the registry.
    if (answer.url.origin !== url.origin) return answer;
    this.quota = quotaOf(headers) ?? this.quota;
    this.warnings.read(headers);
    return answer;
  }

  /** A short pause that the registry asks for is waited out once. */
  private async waits(response: Response, request: RegistryRequest, attempt: number, signal?: AbortSignal) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    if (response.status !== 429 || attempt > 1 || request.body !== undefined || !(seconds <= longestWait)) return false;
    await delay(seconds * 1000, signal);
    return true;
  }

  private open(signal?: AbortSignal): Promise<{ base: URL; authorizer: Authorizer }> {
    this.opening ??= this.greet().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return abortable(this.opening, signal);
  }

  private async greet(): Promise<{ base: URL; authorizer: Authorizer }> {
    const { base, answer } = await greet(this.options, (url) => this.exchange(url, {}));
    const { credential } = this.options;
    const { transport, secrets } = this;
    const authorizer = new Authorizer({ registry: base, transport, secrets, ...(credential && { credential }) });
    this.authorizer = authorizer;
    const challenge = answer.url.origin === base.origin ? challengeOf(answer.response) : undefined;
    if (challenge) authorizer.learn(challenge);
    await answer.response.body?.cancel();
    return { base, authorizer };
  }
}
