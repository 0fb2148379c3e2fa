import * as l10n from '@vscode/l10n';
import { commands, env, window } from 'vscode';
import { parseImageReference } from '../../core/base/imageReference.js';
import type { Engine } from '../../core/engine/engine.js';
import { EngineError } from '../../core/engine/errors.js';
import type { ImageTag } from '../../core/engine/lookup.js';
import type { RegistryAuth } from '../../core/engine/models.js';
import type { RegistryLogins } from '../../core/registry/logins.js';
import { pushNames } from '../../core/spec/pushNames.js';
import type { FeatureContext } from '../base/featureContext.js';
import { showError, showNote } from '../base/messages.js';
import { offer } from '../base/offer.js';
import { pickMany } from '../base/pickMany.js';
import { findTargets, type TargetArgs } from '../base/targets.js';
import { followTransfer } from '../base/transfers.js';
import { imageTargets, nameOf } from './imageTargets.js';
import { connectRegistry, loginUsed } from './pull.js';
import { askReference, tagImage } from './tag.js';

/** Pushes tags, of a repository those that stay ticked; one that no registry would take is given a name first. */
export function pushHandler(context: FeatureContext, logins: RegistryLogins) {
  return async (...args: TargetArgs): Promise<void> => {
    const wish = { question: l10n.t('Which images to push?'), none: l10n.t('There is no image.') };
    const { engine, targets } = await findTargets(context, imageTargets, wish, args);
    const [row] = args;
    const isRepository = typeof row === 'object' && row.kind === 'imageRepository';
    for (const target of isRepository ? await chooseTags(targets) : targets) {
      const reference = await pushableName(context, logins, engine, target.reference, target.image.id, nameOf(target));
      if (reference === undefined) return;
      await push(context, logins, engine, reference);
    }
  };
}

async function chooseTags(targets: readonly ImageTag[]): Promise<readonly ImageTag[]> {
  const tagged = targets.filter(({ reference }) => reference !== undefined);
  if (tagged.length < 2) return tagged;
  const picked = await pickMany({
    rows: tagged.map((target) => ({ ...imageTargets.item(target), picked: true, target })),
    placeholder: l10n.t('Which tags to push?'),
    title: (ticked) => l10n.t('Push {0} of {1} tags', ticked.length, tagged.length),
  });
  return picked?.map(({ target }) => target) ?? [];
}

/** The tag itself, or the new one that a person gives where its registry has no place for it. */
async function pushableName(
  context: FeatureContext,
  logins: RegistryLogins,
  engine: Engine,
  reference: string | undefined,
  id: string,
  name: string,
): Promise<string | undefined> {
  const parsed = reference === undefined ? undefined : parseImageReference(reference);
  if (parsed && !(parsed.host === 'docker.io' && parsed.path.startsWith('library/'))) return reference;
  const suggestions = pushNames(parsed, await logins.hosts());
  const other = l10n.t('Another Name…');
  const items = [...suggestions.map((label) => ({ label })), { label: other }];
  const placeHolder = l10n.t('{0} names no registry or account of yours. Tag it first as:', name);
  const picked = await window.showQuickPick(items, { placeHolder });
  if (!picked) return undefined;
  const label =
    picked.label === other ? await askReference(engine, id, suggestions[0] ?? reference ?? '') : picked.label;
  if (label === undefined) return undefined;
  return tagImage(context, engine, reference ?? id, label);
}

async function push(context: FeatureContext, logins: RegistryLogins, engine: Engine, reference: string): Promise<void> {
  const host = parseImageReference(reference)?.host ?? 'docker.io';
  context.commandLines.add(['docker', 'push', reference]);
  let auth: RegistryAuth | undefined;
  try {
    const transfer = await followTransfer(l10n.t('Pushing {0}', reference), async (signal) => {
      auth = await logins.authFor(host, signal);
      return engine.images.push(reference, { ...(auth && { auth }) }, signal);
    });
    void commands.executeCommand('longshore.registry.refresh', host);
    announce(context, reference, transfer.digest);
  } catch (error) {
    explainPush(context, reference, host, auth, error);
  }
}

function announce({ report }: FeatureContext, reference: string, digest: string | undefined): void {
  const message = digest ? l10n.t('Pushed {0} ({1}).', reference, digest) : l10n.t('Pushed {0}.', reference);
  const copy = digest && { title: l10n.t('Copy Digest'), run: () => env.clipboard.writeText(digest) };
  offer(report, showNote, message, copy ? [copy] : []);
}

function explainPush(
  context: FeatureContext,
  reference: string,
  host: string,
  auth: RegistryAuth | undefined,
  error: unknown,
): void {
  const attempt = l10n.t('Push {0}', reference);
  if (!EngineError.is(error, 'unauthorized')) {
    context.report(attempt, error);
    return;
  }
  const tag = { title: l10n.t('Tag…'), run: () => commands.executeCommand('longshore.image.tag', reference) };
  const refused = l10n.t('{0} refused it: log in there, and push only into a namespace of yours.', host);
  const message = `${refused} ${loginUsed(auth)}`.trim();
  context.logger.error(attempt, error);
  offer(context.report, showError, `${attempt}: ${message}`, [connectRegistry(), tag]);
}
