import * as l10n from '@vscode/l10n';
import { env } from 'vscode';
import type { ImageCommandArgs } from '../../contributions/commands/image.js';
import type { HandlersOf } from '../../contributions/commands.js';
import type { ImageTag } from '../../core/engine/lookup.js';
import type { RegistryLogins } from '../../core/registry/logins.js';
import type { FeatureContext } from '../base/featureContext.js';
import { indented, jsonDocuments } from '../base/jsonDocuments.js';
import { showNote } from '../base/messages.js';
import type { ProcessTerminals } from '../base/processTerminals.js';
import { findTarget, findTargets, type TargetArgs } from '../base/targets.js';
import { familiarOf, imageTargets, nameOf, referenceOf } from './imageTargets.js';
import { pruneHandler } from './prune.js';
import { pullHandler } from './pull.js';
import { pushHandler } from './push.js';
import { removeHandler } from './remove.js';
import { runHandler, runWithOptionsHandler } from './run.js';
import { runInteractiveHandler } from './runInteractive.js';
import { tagHandler, untagHandler } from './tag.js';

/** The verbs of images. */
export function registerImages(
  context: FeatureContext,
  logins: RegistryLogins,
  terminals: ProcessTerminals,
): HandlersOf<ImageCommandArgs> {
  return {
    'image.run': runHandler(context, logins),
    'image.runWithOptions': runWithOptionsHandler(context, logins),
    'image.runInteractive': runInteractiveHandler(context, logins, terminals),
    'image.pull': pullHandler(context, logins),
    'image.push': pushHandler(context, logins),
    'image.tag': tagHandler(context),
    'image.untag': untagHandler(context),
    'image.remove': removeHandler(context),
    'image.prune': pruneHandler(context),
    'image.inspect': inspectHandler(context),
    'image.copyName': copyHandler(context, familiarOf),
    'image.copyReference': copyHandler(context, referenceOf),
    'image.copyId': copyHandler(context, ({ image }) => image.id),
    'image.copyDigest': copyDigestHandler(context),
  };
}

function inspectHandler(context: FeatureContext) {
  const open = jsonDocuments(context, 'longshore-image', async (reference: string) =>
    indented(await (await context.access.engine()).images.inspect(reference)),
  );
  return async (...args: TargetArgs): Promise<void> => {
    const wish = { question: l10n.t('Which image to inspect?'), none: l10n.t('There is no image.') };
    const found = await findTarget(context, imageTargets, wish, args);
    if (found) await open(nameOf(found.target), referenceOf(found.target));
  };
}

function copyHandler(context: FeatureContext, text: (target: ImageTag) => string) {
  return async (...args: TargetArgs): Promise<void> => {
    const { targets } = await findTargets(context, imageTargets, copyWish(), args);
    if (targets.length > 0) await env.clipboard.writeText([...new Set(targets.map(text))].join('\n'));
  };
}

/** `repository@digest`: what pulls this very image again. Only an image that was pulled or pushed has one. */
function copyDigestHandler(context: FeatureContext) {
  return async (...args: TargetArgs): Promise<void> => {
    const { targets } = await findTargets(context, imageTargets, copyWish(), args);
    if (targets.length === 0) return;
    const digests = [...new Set(targets.flatMap(({ image }) => image.digests))];
    if (digests.length > 0) return void (await env.clipboard.writeText(digests.join('\n')));
    void showNote(l10n.t('There is no digest yet: an image gets one when it is pushed or pulled.'));
  };
}

function copyWish() {
  return { question: l10n.t('Which images?'), none: l10n.t('There is no image.') };
}
