import type { Credential } from '../credential.js';
import { RegistryError } from '../errors.js';
import { asJson } from '../jsonApi.js';
import type { FetchPage } from '../page.js';
import type { ProviderOptions, RegistryProvider } from '../provider.js';
import { genericProvider } from './generic.js';

/**
 * Amazon's private registries: the distribution API with a password that is good for 12 hours, from
 * `aws ecr get-login-password` or the credential helper.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
 */
export function ecrProvider(options: ProviderOptions): RegistryProvider {
  const { credential } = options;
  const plain = genericProvider(options);
  return {
    ...plain,
    kind: 'ecr',
    readOnly: () => credential === undefined,
    repositories: (namespace) => tellingExpiry(plain.repositories(namespace), credential),
    tags: (path) => tellingExpiry(plain.tags(path), credential),
  };
}

/** A refusal of a password whose time is over says so. */
function tellingExpiry<T>(fetchPage: FetchPage<T>, credential: Credential | undefined): FetchPage<T> {
  return async (cursor, signal) => {
    try {
      return await fetchPage(cursor, signal);
    } catch (error) {
      const isOver = RegistryError.is(error, 'unauthorized', 'denied') && endOf(credential) < Date.now();
      throw isOver ? new RegistryError('loginExpired', error.detail, { cause: error }) : error;
    }
  };
}

/** When a password of ECR ends, in milliseconds since 1970; it is JSON in base64 that tells. Never for any other. */
function endOf(credential: Credential | undefined): number {
  if (credential?.kind !== 'password' || credential.username !== 'AWS') return Number.POSITIVE_INFINITY;
  try {
    const seconds = asJson(JSON.parse(Buffer.from(credential.password, 'base64').toString('utf8')))['expiration'];
    return typeof seconds === 'number' ? seconds * 1000 : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
