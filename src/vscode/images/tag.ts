import * as l10n from '@vscode/l10n';
import { type InputBoxValidationMessage, InputBoxValidationSeverity, window } from 'vscode';
import { familiarName, familiarReference, parseImageReference } from '../../core/base/imageReference.js';
import type { Engine } from '../../core/engine/engine.js';
import { EngineError } from '../../core/engine/errors.js';
import { type ImageTag, imagesNamed } from '../../core/engine/lookup.js';
import { runBatch } from '../base/batch.js';
import { confirm } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { listed } from '../base/listed.js';
import { findTarget, findTargets, type TargetArgs } from '../base/targets.js';
import { imageTargets, nameOf, referenceOf } from './imageTargets.js';
import { referenceProblem } from './referenceProblem.js';

/** Gives an image one more name: asked for, or given by code as the second argument. */
export function tagHandler(context: FeatureContext) {
  return async (...args: TargetArgs): Promise<void> => {
    const wish = { question: l10n.t('Which image to tag?'), none: l10n.t('There is no image.') };
    const found = await findTarget(context, imageTargets, wish, args);
    if (!found) return;
    const { engine, target } = found;
    const given = typeof args[1] === 'string' ? args[1] : undefined;
    const reference = given ?? (await askReference(engine, target.image.id, target.reference ?? ''));
    if (reference !== undefined) await tagImage(context, engine, referenceOf(target), reference);
  };
}

/** Tags and resolves with the whole name, `latest` added where no tag is written. */
export async function tagImage(
  { commandLines }: FeatureContext,
  engine: Engine,
  source: string,
  text: string,
): Promise<string> {
  const parsed = parseImageReference(text);
  if (!parsed || parsed.digest) throw new EngineError('badRequest', referenceProblem(text) ?? text);
  const { tag = 'latest' } = parsed;
  const name = familiarName(parsed);
  await engine.images.tag(source, name, tag);
  commandLines.add(['docker', 'tag', source, `${name}:${tag}`]);
  return familiarReference({ ...parsed, tag });
}

/** Asks for a name for an image, with the tag selected so that typing replaces it. */
export async function askReference(engine: Engine, id: string, value: string): Promise<string | undefined> {
  const images = await engine.images.list();
  const colon = value.lastIndexOf(':');
  return window.showInputBox({
    title: l10n.t('New tag'),
    prompt: l10n.t('For example web:1.2, account/web:1.2 or localhost:5000/web:1.2'),
    value,
    ...(colon > value.lastIndexOf('/') && { valueSelection: [colon + 1, value.length] as const }),
    validateInput: (text) => tagProblem(text.trim(), id, imagesNamed(images, text.trim())),
  });
}

function tagProblem(text: string, id: string, holders: readonly ImageTag[]): InputBoxValidationMessage | undefined {
  const problem = referenceProblem(text);
  if (problem !== undefined) return { message: problem, severity: InputBoxValidationSeverity.Error };
  const parsed = parseImageReference(text);
  if (parsed?.digest) {
    return { message: l10n.t('A tag cannot hold a digest.'), severity: InputBoxValidationSeverity.Error };
  }
  const holder = holders.find(({ reference, image }) => reference !== undefined && image.id !== id);
  if (!holder) return undefined;
  const message = l10n.t('{0} names another image now; the tag will move from it to this one.', nameOf(holder));
  return { message, severity: InputBoxValidationSeverity.Warning };
}

/** Takes tags off images; says when an image goes with its last one. */
export function untagHandler(context: FeatureContext) {
  return async (...args: TargetArgs): Promise<void> => {
    const wish = {
      question: l10n.t('Which tags to remove?'),
      none: l10n.t('No image has a tag.'),
      fits: ({ reference }: ImageTag) => reference !== undefined,
    };
    const { engine, label, targets } = await findTargets(context, imageTargets, wish, args);
    const items = targets.filter(wish.fits);
    const [only] = items;
    if (!only) return;
    const question =
      items.length === 1
        ? l10n.t('Remove the tag {0} from {1}?', nameOf(only), label)
        : l10n.t('Remove {0} tags from {1}?', items.length, label);
    if (!(await confirm(question, untagDetail(items), l10n.t('Untag')))) return;
    const { done } = await runBatch(context, {
      attempt: l10n.t('Untag'),
      items,
      name: nameOf,
      limit: 1,
      run: (target, signal) => engine.images.remove(referenceOf(target), {}, signal),
    });
    if (done.length > 0) context.commandLines.add(['docker', 'rmi', ...done.map(nameOf)]);
  };
}

function untagDetail(items: readonly ImageTag[]): string {
  const going = new Set(items.map(({ reference }) => reference));
  return listed(
    items.map(({ image, reference = '' }) => {
      const left = image.tags.filter((tag) => !going.has(tag));
      return left.length > 0
        ? l10n.t('{0}: the image stays as {1}', reference, left.join(', '))
        : l10n.t('{0}: the last tag, so the image is deleted with it', reference);
    }),
  );
}
