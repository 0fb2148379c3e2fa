import { networkInterfaces } from 'node:os';
import { abortError } from '../../core/base/async.js';
import { errorText } from '../../core/base/errors.js';
import type { Logger } from '../../core/base/logger.js';
import type { Answer } from '../../core/dockerfile/features/imageCatalog.js';
import { RegistryError } from '../../core/registry/errors.js';

/** Milliseconds that an answer, or a registry's refusal, is kept: one request for a thing in ten minutes. */
const memory = 600_000;
/** Milliseconds that a registry which cannot be reached is left alone. */
const pause = 60_000;
const mostAnswers = 300;
const requestTimeout = 20_000;

/** What is asked of a registry. */
export interface Question {
  /** Empty for what is found out without the network. */
  readonly host: string;
  readonly what: string;
  /** The answer stays true. */
  readonly isForever?: boolean;
  /** Takes the place of an open question of the same kind to the same host, which is given up. */
  readonly replaces?: string;
}

interface Kept {
  answer: Answer<unknown>;
  readonly host: string;
  readonly until: number;
}

/** Asks each question once and keeps the answer for a while, a refusal too; asks nothing without a network. */
export class RegistryAnswers {
  readonly #kept = new Map<string, Kept>();
  readonly #open = new Map<string, AbortController>();
  readonly #quietUntil = new Map<string, number>();

  constructor(
    private readonly logger: Logger,
    private readonly isOnline: () => boolean = hasNetwork,
  ) {}

  /** The answer if it is known already; asks nobody. */
  known<T>({ host, what }: Question): T | undefined {
    const kept = this.#kept.get(keyOf(host, what));
    return kept && kept.until > Date.now() && 'known' in kept.answer ? (kept.answer.known as T) : undefined;
  }

  ask<T>(question: Question, request: (signal: AbortSignal) => Promise<T>): Answer<T> {
    const { host, what, isForever } = question;
    const key = keyOf(host, what);
    const kept = this.#kept.get(key);
    if (kept && kept.until > Date.now()) return kept.answer as Answer<T>;
    if (!this.#mayAsk(host)) return { coming: Promise.resolve(undefined) };
    const coming = this.#request(question, key, request);
    const until = isForever ? Number.POSITIVE_INFINITY : Date.now() + memory;
    this.#kept.delete(key);
    this.#kept.set(key, { answer: { coming }, host, until });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostAnswers && oldest !== undefined) this.#kept.delete(oldest);
    return { coming };
  }

  /** Another login may get other answers. */
  forget(host: string | undefined): void {
    for (const [key, kept] of [...this.#kept])
      if (host === undefined || kept.host === host || kept.host === '') this.#kept.delete(key);
    if (host === undefined) this.#quietUntil.clear();
    else this.#quietUntil.delete(host);
  }

  async #request<T>(
    { host, what, replaces }: Question,
    key: string,
    request: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    const giveUp = this.#takePlace(host, replaces);
    try {
      const known = await request(AbortSignal.any([giveUp.signal, AbortSignal.timeout(requestTimeout)]));
      const kept = this.#kept.get(key);
      if (kept) kept.answer = { known };
      return known;
    } catch (error) {
      if (giveUp.signal.aborted) this.#kept.delete(key);
      else this.#note(host, key, error);
      this.logger.debug(`Images: ${host} ${what}: ${errorText(error)}`);
      return undefined;
    }
  }

  #takePlace(host: string, kind: string | undefined): AbortController {
    const controller = new AbortController();
    if (kind === undefined) return controller;
    const place = keyOf(host, kind);
    this.#open.get(place)?.abort(abortError());
    this.#open.set(place, controller);
    return controller;
  }

  /** What the network did to one question would befall the next; a refusal is about the one. */
  #note(host: string, key: string, error: unknown): void {
    if (RegistryError.is(error, 'rateLimited')) {
      this.#quietUntil.set(host, Date.now() + (error.retryAfter === undefined ? memory : error.retryAfter * 1000));
    } else if (!(error instanceof RegistryError) || unreached.has(error.reason)) {
      this.#quietUntil.set(host, Date.now() + pause);
    } else return;
    this.#kept.delete(key);
  }

  #mayAsk(host: string): boolean {
    if (host === '') return true;
    if ((this.#quietUntil.get(host) ?? 0) > Date.now()) return false;
    return isHere(host) || this.isOnline();
  }
}

const unreached: ReadonlySet<string> = new Set(['hostNotFound', 'unreachable', 'silent', 'serverFailed']);

function keyOf(host: string, what: string): string {
  return `${host} ${what}`;
}

function isHere(host: string): boolean {
  return /^(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?$/.test(host);
}

/** True when the machine has an address that others can reach. */
function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));
}
