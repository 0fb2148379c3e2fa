import * as l10n from '@vscode/l10n';
import { env, window } from 'vscode';
import { formatBytes } from '../../core/base/format.js';
import { type ImageReference, isDigest, isTag, parseImageReference } from '../../core/base/imageReference.js';
import type { TagNode } from '../../core/explorer/node.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import { type CopyProgress, copyImage, retag } from '../../core/registry/copy.js';
import { type Attached, copyAttached, findAttached } from '../../core/registry/copyAttachments.js';
import { RegistryError } from '../../core/registry/errors.js';
import { choose, confirm } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { listed } from '../base/listed.js';
import { showNote } from '../base/messages.js';
import { offer } from '../base/offer.js';
import { withDelayedProgress, withProgress } from '../base/progress.js';
import { type RepositoryTarget, type TagTarget, tagTargets } from './tagTargets.js';
import { digestAt, referenceOf, type TagArgs } from './tagVerbs.js';

/** Gives tags other names and places in registries, without an engine. */
export function copyVerbs(
  context: FeatureContext,
  catalog: RegistryCatalog,
  changed: (target: RepositoryTarget) => void,
) {
  return {
    'tag.addTag': async (target?: TagNode | string, answer?: string | readonly TagNode[]) => {
      const [source] = await tagTargets(catalog, context.selection, [target]);
      const tag = source && (typeof answer === 'string' ? answer : await askTag(source));
      if (!source || tag === undefined) return;
      if (!(await mayPut(catalog, source, { ...source, tag }))) return;
      const { client } = await catalog.registry(source.host);
      const title = l10n.t('Tagging {0} as {1}', referenceOf(source), tag);
      await withProgress(title, (_report, signal) => retag(client, source.path, source.tag, tag, signal));
      changed(source);
    },
    'tag.copyTo': async (target?: TagNode | string, answer?: string | TagArgs[1]) => {
      const [source] = await tagTargets(catalog, context.selection, [target]);
      const text = source && (typeof answer === 'string' ? answer : await askPlace(source));
      const place = text === undefined ? undefined : parseImageReference(text);
      if (!source || !place) return;
      const to = {
        host: place.host,
        path: place.path,
        tag: place.tag ?? (isDigest(source.tag) ? 'latest' : source.tag),
      };
      if (!(await mayPut(catalog, source, to))) return;
      const copied = await copy(catalog, source, to);
      if (!copied) return;
      changed(to);
      announce(context, to, copied);
    },
  };
}

/** Asks before a tag that points at another image is moved. A target that may not be read is not asked about. */
async function mayPut(catalog: RegistryCatalog, source: TagTarget, to: TagTarget): Promise<boolean> {
  const title = l10n.t('Looking at {0}', referenceOf(to));
  const [here, there] = await withDelayedProgress(title, (_report, signal) =>
    Promise.all([digestAt(catalog, source, signal), ifVisible(digestAt(catalog, to, signal))]),
  );
  if (there === undefined || there === here) return true;
  const question = l10n.t('{0} exists and is another image. Replace it?', referenceOf(to));
  const detail = [
    l10n.t('{0} points at {1}.', referenceOf(to), there),
    l10n.t('It will point at {0}, as {1} does.', here, referenceOf(source)),
  ];
  return confirm(question, detail.join('\n\n'), l10n.t('Replace'));
}

async function ifVisible<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (RegistryError.is(error, 'notFound', 'unauthorized', 'denied')) return undefined;
    throw error;
  }
}

function askTag({ tag }: TagTarget): Thenable<string | undefined> {
  return window.showInputBox({
    title: l10n.t('Add a tag to the same image'),
    value: isDigest(tag) ? '' : tag,
    validateInput: (text) =>
      isTag(text) ? undefined : l10n.t('Tags are letters, digits, dots, dashes and underscores.'),
  });
}

function askPlace(source: TagTarget): Thenable<string | undefined> {
  return window.showInputBox({
    title: l10n.t('Copy {0} to', referenceOf(source)),
    prompt: l10n.t(
      'Any repository that you may push to. Nothing is pulled to this machine; the digest stays the same.',
    ),
    placeHolder: 'ghcr.io/owner/name:tag',
    value: referenceOf(source),
    validateInput: (text) => placeProblem(source, parseImageReference(text)),
  });
}

function placeProblem(source: TagTarget, place: ImageReference | undefined): string | undefined {
  if (!place || place.digest) return l10n.t('Write a repository with a tag, as ghcr.io/owner/name:tag.');
  const isSame = place.host === source.host && place.path === source.path && (place.tag ?? source.tag) === source.tag;
  return isSame ? l10n.t('It is there already.') : undefined;
}

interface Copied {
  readonly digest: string;
  readonly skipped: number;
}

/** Undefined when the person leaves. What is attached goes along when it shall, and is asked about only where there is some. */
async function copy(catalog: RegistryCatalog, source: TagTarget, to: TagTarget): Promise<Copied | undefined> {
  const [from, target] = await Promise.all([catalog.registry(source.host), catalog.registry(to.host)]);
  const attached = await withDelayedProgress(l10n.t('Looking at {0}', referenceOf(source)), (_report, signal) =>
    findAttached(from.client, source.path, source.tag, signal),
  );
  const goesAlong = attached.length > 0 ? await askAttached(source, attached) : false;
  if (goesAlong === undefined) return undefined;
  const title = l10n.t('Copying {0} to {1}', referenceOf(source), referenceOf(to));
  return withProgress(title, async (report, signal) => {
    const here = { client: from.client, path: source.path, reference: source.tag };
    const there = { client: target.client, path: to.path, reference: to.tag };
    let skipped = 0;
    const onProgress = (progress: CopyProgress) => {
      skipped = progress.skipped;
      const { manifests, blobs, bytes } = progress;
      report(l10n.t('{0} manifests, {1} blobs, {2} sent', manifests, blobs, formatBytes(bytes)));
    };
    const digest = await copyImage(here, there, onProgress, signal);
    if (goesAlong) await copyAttached(here, there, attached, signal);
    return { digest, skipped };
  });
}

function askAttached(source: TagTarget, attached: readonly Attached[]): Promise<boolean | undefined> {
  const all = attached.flatMap(({ attachments }) => attachments);
  const question = l10n.t('Copy the signatures and attachments of {0} too?', referenceOf(source));
  return choose(question, listed(all.map(({ artifactType, mediaType }) => artifactType ?? mediaType)), [
    { title: l10n.t('Copy with Them'), value: true },
    { title: l10n.t('Copy the Image Only'), value: false },
  ]);
}

function announce({ report }: FeatureContext, to: TagTarget, { digest, skipped }: Copied): void {
  const same = l10n.t('{0} has the same digest as its source: {1}', referenceOf(to), digest);
  const left = l10n.t('{0} parts were not copied: the source has lost them, or they must not be copied.', skipped);
  const copyReference = () => env.clipboard.writeText(`${referenceOf(to)}@${digest}`);
  const message = skipped > 0 ? `${same} ${left}` : same;
  offer(report, showNote, message, [{ title: l10n.t('Copy Reference'), run: copyReference }]);
}
