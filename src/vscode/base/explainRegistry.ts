import * as l10n from '@vscode/l10n';
import type { CommandId } from '../../contributions/commands.js';
import type { RegistryError, RegistryErrorReason } from '../../core/registry/errors.js';
import { explainFlaw } from './explainFlaw.js';

interface Explanation {
  readonly message: string;
  readonly actions?: readonly { readonly title: string; readonly command: CommandId }[];
}

/** What a sentence is made of; the detail is in words. */
type Told = Pick<RegistryError, 'detail' | 'status' | 'retryAfter' | 'asker'>;

/** The sentence for what a registry, or the way to it, refused. */
export function explainRegistry(error: RegistryError): Explanation {
  const { reason, status, retryAfter, asker } = error;
  return explanations[reason]({ detail: explainFlaw(error), status, retryAfter, asker });
}

const logIn = () => [{ title: l10n.t('Connect Registry…'), command: 'registry.connect' as const }];

/** A detail behind a sentence, where there is one. */
function said(sentence: string, { detail }: Told): { message: string } {
  return { message: detail ? `${sentence} (${detail})` : sentence };
}

/** Sentences for a registry that was asked without a login, with that of a user, and with one that has no name. */
interface Asked {
  nobody(): string;
  user(name: string): string;
  unknown(): string;
}

function askedAs(told: Told, { nobody, user, unknown }: Asked): { message: string } {
  const { asker } = told;
  if (!asker) return said(unknown(), told);
  if (asker.kind === 'user') return said(user(asker.name), told);
  const refused = asker.kind === 'refused' ? l10n.t('The registry does not take the login that is saved.') : '';
  return said([nobody(), refused].filter(Boolean).join(' '), told);
}

const explanations: Record<RegistryErrorReason, (error: Told) => Explanation> = {
  unauthorized: (error) => ({
    ...askedAs(error, {
      nobody: () => l10n.t('The registry asks for a login.'),
      user: (name) => l10n.t('The registry does not take the login of {0} for this.', name),
      unknown: () => l10n.t('The registry asks for a login, or does not take the one that is saved.'),
    }),
    actions: logIn(),
  }),
  loginExpired: (error) => ({
    ...said(
      l10n.t(
        'The login has run out: passwords of Amazon ECR last 12 hours. Connect again with what "aws ecr get-login-password" prints, or let the credential helper docker-credential-ecr-login renew it.',
      ),
      error,
    ),
    actions: logIn(),
  }),
  denied: (error) => ({
    ...askedAs(error, {
      nobody: () => l10n.t('The registry does not allow this without a login.'),
      user: (name) => l10n.t('The registry does not allow this with the login of {0}.', name),
      unknown: () => l10n.t('The registry does not allow this with the login in use.'),
    }),
    actions: logIn(),
  }),
  // Registries hide what one may not see.
  notFound: (error) => ({
    ...askedAs(error, {
      nobody: () => l10n.t('Not found, or not visible without a login.'),
      user: (name) => l10n.t('Not found, or not visible with the login of {0}.', name),
      unknown: () => l10n.t('Not found, or not visible with the login in use.'),
    }),
    ...(error.asker && error.asker.kind !== 'user' && { actions: logIn() }),
  }),
  rateLimited: ({ retryAfter }) => ({
    message:
      retryAfter === undefined
        ? l10n.t('The registry has had too many requests. Try again later; a login often raises the limit.')
        : l10n.t('The registry has had too many requests and asks to wait {0}.', duration(retryAfter)),
  }),
  unsupported: (error) => said(l10n.t('The registry does not offer this.'), error),
  rejected: (error) => said(l10n.t('The registry refused the request.'), error),
  serverFailed: (error) => said(l10n.t('The registry failed with status {0}.', error.status ?? '5xx'), error),
  hostNotFound: ({ detail }) => ({ message: l10n.t('There is no host of this name: {0}', detail) }),
  unreachable: ({ detail }) => ({ message: l10n.t('The registry cannot be reached: {0}', detail) }),
  silent: ({ detail }) => ({ message: l10n.t('The registry does not answer: {0}', detail) }),
  tls: ({ detail }) => ({
    message: l10n.t(
      'No trusted encrypted connection: {0}. Does the registry have a certificate of its own authority? Put it where Docker reads it (certs.d), or write http:// before the host if it has no encryption.',
      detail,
    ),
  }),
  badAnswer: ({ detail }) => ({ message: l10n.t('This is not what a registry answers: {0}', detail) }),
  digestMismatch: ({ detail }) => ({
    message: l10n.t('The content is not what its digest promises, so it was thrown away: {0}', detail),
  }),
  tagMoved: ({ detail }) => ({
    message: l10n.t('The tag has moved since it was read, so nothing was done to it: {0}', detail),
  }),
  digestShared: ({ detail }) => ({
    message: l10n.t('This registry deletes digests only, and these tags need the same one, so it stays: {0}', detail),
  }),
  tagLost: ({ detail }) => ({
    message: l10n.t('Deleting failed and the tag could not be put back. It pointed at the image {0}.', detail),
  }),
  unsafe: ({ detail }) => ({
    message: l10n.t('The registry points to a place where your login must not go: {0}', detail),
  }),
  addressInvalid: ({ detail }) => ({ message: l10n.t('"{0}" is not the address of a registry.', detail) }),
  helperFailed: ({ detail }) => ({ message: l10n.t('The credential helper failed: {0}', detail) }),
  configUnreadable: ({ detail }) => ({ message: l10n.t('The file with the logins cannot be read: {0}', detail) }),
};

function duration(seconds: number): string {
  if (seconds < 120) return l10n.t('{0} seconds', Math.max(1, seconds));
  return seconds < 7200
    ? l10n.t('{0} minutes', Math.ceil(seconds / 60))
    : l10n.t('{0} hours', Math.ceil(seconds / 3600));
}
