import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import type { Engine } from '../../core/engine/engine.js';
import { EngineError } from '../../core/engine/errors.js';
import type { RegistryAuth } from '../../core/engine/models.js';
import type { RegistryLogins } from '../../core/registry/logins.js';
import { type PullLine, parsePullLine } from '../../core/spec/pullLine.js';
import type { FeatureContext } from '../base/featureContext.js';
import { askWithHistory } from '../base/history.js';
import { showError, showNote } from '../base/messages.js';
import { type Offer, offer } from '../base/offer.js';
import { findTargets, type TargetArgs } from '../base/targets.js';
import { followTransfer } from '../base/transfers.js';
import { imageTargets } from './imageTargets.js';
import { referenceProblem } from './referenceProblem.js';

/** Pulls the newest of the tags under the mouse, or what a person types or code names. */
export function pullHandler(context: FeatureContext, logins: RegistryLogins) {
  return async (...args: TargetArgs): Promise<void> => {
    const engine = await context.access.engine();
    for (const line of await pullLines(context, args)) {
      const changed = await pullImage(context, logins, engine, line);
      if (changed !== undefined) announce(context, line, changed);
    }
  };
}

async function pullLines(context: FeatureContext, args: TargetArgs): Promise<readonly PullLine[]> {
  const [target] = args;
  if (typeof target === 'string') return [readLine(target)];
  if (!target) {
    const text = await askReference(context);
    return text === undefined ? [] : [readLine(text)];
  }
  const wish = { question: '', none: '', fits: ({ reference }: { reference?: string }) => reference !== undefined };
  const { targets } = await findTargets(context, imageTargets, wish, args);
  return targets.flatMap(({ reference }) => (reference === undefined ? [] : [readLine(reference)]));
}

function readLine(text: string): PullLine {
  const line = parsePullLine(text);
  if (!line) throw new EngineError('badRequest', referenceProblem(text) ?? text);
  return line;
}

function askReference(context: FeatureContext): Promise<string | undefined> {
  return askWithHistory(context.extension.globalState, 'pull.history', {
    title: l10n.t('Pull an image'),
    placeholder: l10n.t('nginx, alpine:3.20, ghcr.io/owner/name:tag, --platform linux/arm64 name'),
    known: ['hello-world'],
    problem: (text) =>
      parsePullLine(text) ? undefined : (referenceProblem(text) ?? l10n.t('This is not the name of an image.')),
  });
}

/** Pulls with progress; resolves with false where all was there already, undefined where it failed and was explained. */
export async function pullImage(
  context: FeatureContext,
  logins: RegistryLogins,
  engine: Engine,
  { reference, parsed, platform }: PullLine,
): Promise<boolean | undefined> {
  context.commandLines.add(['docker', 'pull', ...(platform ? ['--platform', platform] : []), reference]);
  let auth: RegistryAuth | undefined;
  try {
    const transfer = await followTransfer(l10n.t('Pulling {0}', reference), async (signal) => {
      auth = await logins.authFor(parsed.host, signal);
      return engine.images.pull(reference, { ...(auth && { auth }), ...(platform && { platform }) }, signal);
    });
    return transfer.changed;
  } catch (error) {
    explainPull(context, { reference, parsed }, auth, error);
    return undefined;
  }
}

function explainPull(
  context: FeatureContext,
  { reference, parsed }: PullLine,
  auth: RegistryAuth | undefined,
  error: unknown,
): void {
  const attempt = l10n.t('Pull {0}', reference);
  const say = (message: string, way: Offer) => {
    context.logger.error(attempt, error);
    offer(context.report, showError, `${attempt}: ${message}`, [way]);
  };
  const { host, path, tag = 'latest', digest } = parsed;
  if (EngineError.is(error, 'unauthorized'))
    say(
      `${l10n.t('{0} has no such image, or it is private and asks for a login.', host)} ${loginUsed(auth)}`.trim(),
      connectRegistry(),
    );
  else if (!EngineError.is(error, 'notFound')) context.report(attempt, error);
  else if (digest) say(l10n.t('{0} has no image {1} with this digest.', host, path), chooseTag(host, path));
  else say(l10n.t('{0} has no image {1} with the tag {2}.', host, path, tag), chooseTag(host, path));
}

/** The way to the tags that are there. */
function chooseTag(host: string, path: string): Offer {
  const repository = { kind: 'repository', host, path };
  return {
    title: l10n.t('Choose a Tag…'),
    run: () => commands.executeCommand('longshore.tag.pull', repository),
  };
}

/** With which login the engine asked a registry, in words; empty for a token, which names nobody. */
export function loginUsed(auth: RegistryAuth | undefined): string {
  if (!auth) return l10n.t('You are not logged in there.');
  return 'username' in auth ? l10n.t('You are logged in there as {0}.', auth.username) : '';
}

/** The way to a login, for what a registry refused. */
export function connectRegistry(): Offer {
  return { title: l10n.t('Connect Registry…'), run: () => commands.executeCommand('longshore.registry.connect') };
}

function announce({ report }: FeatureContext, { reference }: PullLine, changed: boolean): void {
  const run = { title: l10n.t('Run'), run: () => commands.executeCommand('longshore.image.run', reference) };
  const message = changed ? l10n.t('Pulled {0}.', reference) : l10n.t('{0} is up to date.', reference);
  offer(report, showNote, message, [run]);
}
