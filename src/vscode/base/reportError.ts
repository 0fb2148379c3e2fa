import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import type { CommandId } from '../../contributions/commands.js';
import { errorText, isAbort } from '../../core/base/errors.js';
import type { Logger } from '../../core/base/logger.js';
import { BuildError, type BuildErrorReason } from '../../core/build/errors.js';
import { newestApiVersion, oldestApiVersion } from '../../core/engine/apiVersion.js';
import { EngineError, type EngineErrorReason } from '../../core/engine/errors.js';
import { RegistryError } from '../../core/registry/errors.js';
import { UpdateError } from '../../core/update/errors.js';
import { explainRegistry } from './explainRegistry.js';
import { explainUpdate } from './explainUpdate.js';
import { showError } from './messages.js';
import { offer } from './offer.js';

/** What a failure says to a person, with the commands that help. */
export interface Explanation {
  readonly message: string;
  readonly actions?: readonly { readonly title: string; readonly command: CommandId }[];
}

/** Shows a failure of what was attempted (`Stop web`), once, in words; an abort is silence. */
export type ReportError = (attempt: string, error: unknown) => void;

export function errorReporter(logger: Logger): ReportError {
  const report: ReportError = (attempt, error) => {
    if (isAbort(error)) return;
    logger.error(attempt, error);
    const { message, actions = [] } = explain(error);
    const offers = actions.map(({ title, command }) => ({
      title,
      run: () => commands.executeCommand(`longshore.${command}`),
    }));
    offer(report, showError, `${attempt}: ${message}`, offers);
  };
  return report;
}

/** The sentence for any error; the one place where reasons become words. */
export function explain(error: unknown): Explanation {
  if (error instanceof RegistryError) return explainRegistry(error);
  if (error instanceof UpdateError) return { message: explainUpdate(error, (cause) => explain(cause).message) };
  if (error instanceof EngineError) return engineExplanations[error.reason](error.detail);
  if (error instanceof BuildError) return { message: buildExplanations[error.reason](error.detail) };
  return { message: errorText(error) };
}

const buildExplanations: Record<BuildErrorReason, (detail: string) => string> = {
  contextMissing: (detail) =>
    l10n.t('The context folder {0} does not exist. Choose another one in Build Image with Options.', detail),
  unreadable: (detail) =>
    l10n.t('{0} cannot be read. Give yourself the right to read it, or name it in .dockerignore.', detail),
  nameInvalid: (detail) =>
    l10n.t(
      'The name of {0} is not UTF-8, which no builder takes. Rename it, or name its folder in .dockerignore.',
      detail,
    ),
  patternInvalid: (detail) => l10n.t('The line "{0}" in .dockerignore is not a pattern. Correct it there.', detail),
  dockerfileMissing: (detail) => l10n.t('The Dockerfile {0} does not exist.', detail),
  secretUnreadable: (detail) =>
    l10n.t('The file {0} of a secret cannot be read. Choose another one in Build Image with Options.', detail),
  agentUnreachable: (detail) =>
    l10n.t('The SSH agent at {0} does not answer. Start it again, or leave it out of the build.', detail),
  agentMissing: () =>
    l10n.t(
      'No SSH agent runs on this computer: SSH_AUTH_SOCK is not set. Start one before VS Code, or leave it out of the build.',
    ),
  buildkitMissing: () =>
    l10n.t('This engine builds without BuildKit, which secrets and the SSH agent need. Leave them out of the build.'),
  noResult: () => l10n.t('The engine ended the build without a result. Is it still running?'),
};

const diagnose = () => [{ title: l10n.t('Diagnose'), command: 'engine.doctor' as const }];

const engineExplanations: Record<EngineErrorReason, (detail: string) => Explanation> = {
  socketMissing: (detail) => ({
    message: l10n.t('No Docker Engine listens at {0}. Is Docker installed and started?', detail),
    actions: diagnose(),
  }),
  permissionDenied: (detail) => ({
    message: l10n.t('You may not use the Docker socket {0}.', detail),
    actions: diagnose(),
  }),
  connectionRefused: (detail) => ({
    message: l10n.t('Nothing answers at {0}. The Docker Engine is not running.', detail),
    actions: diagnose(),
  }),
  hostNotFound: (detail) => ({
    message: l10n.t('The host of {0} cannot be found or reached.', detail),
    actions: diagnose(),
  }),
  silent: (detail) => ({
    message: l10n.t('{0} accepts connections but does not answer.', detail),
    actions: diagnose(),
  }),
  notAnEngine: (detail) => ({
    message: l10n.t('What answers at {0} is not a Docker Engine.', detail),
    actions: diagnose(),
  }),
  tlsFailed: (detail) => ({ message: l10n.t('The TLS connection failed: {0}', detail), actions: diagnose() }),
  caMissing: (detail) => ({
    message: l10n.t('TLS is asked for by the environment, but there is no ca.pem in {0}.', detail),
    actions: diagnose(),
  }),
  sshFailed: (detail) => ({ message: l10n.t('ssh failed: {0}', detail), actions: diagnose() }),
  apiVersionUnsupported: (detail) => ({
    message: l10n.t(
      'Longshore and this engine share no API version. Longshore: {0} – {1}. The engine: {2}',
      oldestApiVersion,
      newestApiVersion,
      detail,
    ),
    actions: diagnose(),
  }),
  apiVersionPinned: (detail) => ({
    message: l10n.t(
      'DOCKER_API_VERSION is "{0}", which is no API version that both this engine and Longshore ({1} or newer) speak.',
      detail,
      oldestApiVersion,
    ),
    actions: diagnose(),
  }),
  connectionLost: () => ({ message: l10n.t('The connection to the engine was lost.'), actions: diagnose() }),
  contextMissing: (detail) => ({
    message: l10n.t('The Docker context "{0}" does not exist.', detail),
    actions: diagnose(),
  }),
  contextIncomplete: (detail) => ({
    message: l10n.t('The Docker context "{0}" names no Docker endpoint.', detail),
    actions: diagnose(),
  }),
  endpointInvalid: (detail) => ({
    message: l10n.t('"{0}" is not an address of an engine.', detail),
    actions: diagnose(),
  }),
  notFound: (detail) => ({ message: detail }),
  conflict: (detail) => ({ message: detail }),
  portTaken: (detail) => ({ message: l10n.t('The port is taken: {0}', detail) }),
  nameTaken: (detail) => ({ message: l10n.t('The name is taken: {0}', detail) }),
  notModified: () => ({ message: l10n.t('Nothing to do: it is in that state already.') }),
  unauthorized: (detail) => ({ message: l10n.t('The registry refused the login: {0}', detail) }),
  registryUnreachable: (detail) => ({ message: l10n.t('The registry cannot be reached: {0}', detail) }),
  rateLimited: (detail) => ({
    message: l10n.t('The registry limits pulls, more so without a login. Log in, or wait. {0}', detail),
    actions: [{ title: l10n.t('Connect Registry…'), command: 'registry.connect' }],
  }),
  logsUnreadable: (detail) => ({ message: l10n.t('This logging driver keeps no readable logs: {0}', detail) }),
  badRequest: (detail) => ({ message: detail }),
  engineFailed: (detail) => ({ message: detail }),
};
