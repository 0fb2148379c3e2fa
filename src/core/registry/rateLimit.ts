import { RegistryError } from './errors.js';

/** Remembers until when a host does not want to be asked; nobody asks it before. */
export class RateLimit {
  /** Milliseconds since 1970. */
  private until = 0;

  constructor(private readonly host: string) {}

  refuse(): void {
    const left = Math.ceil((this.until - Date.now()) / 1000);
    if (left > 0) throw new RegistryError('rateLimited', this.host, { status: 429, retryAfter: left });
  }

  /** Reads an answer that used up the last request of a window. */
  read(headers: Headers): void {
    if (isUsedUp(headers)) this.until = Date.now() + 1000 * (secondsToWait(headers) ?? 0);
  }

  /** Reads a refusal, and gives it back. */
  note(error: RegistryError): RegistryError {
    if (error.reason === 'rateLimited') this.until = Date.now() + 1000 * (error.retryAfter ?? 0);
    return error;
  }
}

/** True where nothing is left of the window that `X-RateLimit-*` tell of. Sources: Docker Hub's and GitHub's API. */
export function isUsedUp(headers: Headers): boolean {
  return headers.get('x-ratelimit-remaining') === '0';
}

/** No registry's window is longer than a day; who says more is mistaken. */
const longestWait = 24 * 60 * 60;

/**
 * Seconds until more requests are allowed, a day at most, from whichever header tells; dates are HTTP dates or seconds
 * since 1970.
 */
export function secondsToWait(headers: Headers): number | undefined {
  const told = secondsTold(headers);
  return told && Math.min(told, longestWait);
}

function secondsTold(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? '';
  const date = Date.parse(value);
  if (/^\d+$/.test(value)) return Number(value);
  if (!Number.isNaN(date)) return secondsUntil(date);
  return secondsToMoment(headers.get('x-retry-after')) ?? secondsToReset(headers);
}

function secondsToReset(headers: Headers): number | undefined {
  return secondsToMoment(headers.get('x-ratelimit-reset'));
}

function secondsToMoment(header: string | null): number | undefined {
  return /^\d+$/.test(header ?? '') ? secondsUntil(Number(header) * 1000) : undefined;
}

const secondsUntil = (moment: number) => Math.max(0, Math.ceil((moment - Date.now()) / 1000));
