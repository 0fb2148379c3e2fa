import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import { formatAge, shortId } from '../../core/base/format.js';
import { familiarName } from '../../core/base/imageReference.js';
import { EngineError } from '../../core/engine/errors.js';
import type { RepositoryNode } from '../../core/explorer/node.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import {
  type KeepReason,
  planRetention,
  type RetentionPlan,
  readTagStates,
  removeTags,
  type TagState,
} from '../../core/registry/retention.js';
import { confirm } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { listed } from '../base/listed.js';
import { showNote } from '../base/messages.js';
import { pickMany } from '../base/pickMany.js';
import { withProgress } from '../base/progress.js';
import { type RepositoryTarget, repositoryTargets } from './tagTargets.js';

const day = 86_400_000;

/** Deletes old tags by a rule: first everything is read and shown, then what stays ticked goes. */
export function cleanUpHandler(
  context: FeatureContext,
  catalog: RegistryCatalog,
  changed: (target: RepositoryTarget) => void,
) {
  return async (target?: RepositoryNode | string, selected?: readonly RepositoryNode[]): Promise<void> => {
    const [repository] = await repositoryTargets(catalog, context.selection, [target, selected]);
    const rule = repository && (await askRule());
    if (!repository || !rule) return;
    const { client, provider } = await catalog.registry(repository.host);
    const name = familiarName(repository);
    const all = await withProgress(l10n.t('Reading the tags of {0}', name), (report, signal) =>
      readTagStates(client, repository.path, (count) => report(l10n.t('{0} tags', count)), signal),
    );
    const inUse = await digestsInUse(context, name);
    const plan = planRetention(all, rule, inUse ?? new Set(), Date.now());
    const chosen = await choose(name, plan);
    if (!chosen || chosen.length === 0) return;
    const question = l10n.t('Delete {0} tags of {1} from the registry?', chosen.length, name);
    const warning = l10n.t('The engine could not be asked which images it has, so none of them counts as in use.');
    const detail = [
      listed(chosen.map((tag) => tag.name)),
      ...(inUse ? [] : [warning]),
      l10n.t('This cannot be undone. Local images stay.'),
    ];
    if (!(await confirm(question, detail.join('\n\n'), l10n.t('Delete')))) return;
    try {
      await withProgress(l10n.t('Deleting old tags of {0}', name), (report, signal) => {
        const onProgress = (count: number) => report(l10n.t('{0} of {1}', count, chosen.length));
        return removeTags(client, provider, repository.path, chosen, onProgress, signal);
      });
    } finally {
      changed(repository);
    }
  };
}

async function askRule(): Promise<{ keepNewest: number; olderThan: number } | undefined> {
  const number = (title: string, value: string) =>
    window.showInputBox({
      title,
      value,
      validateInput: (text) => (/^\d{1,5}$/.test(text.trim()) ? undefined : l10n.t('Enter a whole number.')),
    });
  const keepNewest = await number(l10n.t('How many of the newest tags to keep?'), '10');
  if (keepNewest === undefined) return undefined;
  const days = await number(l10n.t('Only tags older than how many days?'), '30');
  return days === undefined ? undefined : { keepNewest: Number(keepNewest), olderThan: Number(days) * day };
}

/** Digests that the engine has images of in this repository: they count as in use. Undefined without an engine. */
async function digestsInUse({ access }: FeatureContext, name: string): Promise<ReadonlySet<string> | undefined> {
  try {
    const images = await (await access.engine()).images.list();
    const digests = images.flatMap((image) => image.digests).filter((digest) => digest.startsWith(`${name}@`));
    return new Set(digests.map((digest) => digest.slice(name.length + 1)));
  } catch (error) {
    if (EngineError.is(error)) return undefined;
    throw error;
  }
}

/** The dry run: what would go is ticked, what stays and why is told in the title and the rows. */
async function choose(name: string, { remove, keep }: RetentionPlan): Promise<readonly TagState[] | undefined> {
  if (remove.length === 0) {
    const reasons = [...new Set(keep.map(({ reason }) => keepWords[reason]()))].join(', ');
    void showNote(l10n.t('By this rule no tag of {0} is deleted ({1}).', name, reasons));
    return undefined;
  }
  const rows = remove.map((tag) => ({
    label: tag.name,
    description: [tag.created === undefined ? '' : formatAge(tag.created, Date.now()), shortId(tag.digest)]
      .filter(Boolean)
      .join(' · '),
    picked: true,
    tag,
  }));
  const picked = await pickMany({
    rows,
    placeholder: l10n.t('Ticked tags will be deleted. Nothing has been deleted yet.'),
    title: (ticked) =>
      l10n.t(
        '{0}: delete {1} of {2} tags, keep {3}',
        name,
        ticked.length,
        remove.length + keep.length,
        keep.length + remove.length - ticked.length,
      ),
  });
  return picked?.map(({ tag }) => tag);
}

const keepWords: Record<KeepReason, () => string> = {
  newest: () => l10n.t('among the newest'),
  young: () => l10n.t('not old enough'),
  moving: () => l10n.t('a moving tag'),
  inUse: () => l10n.t('in use'),
  sameDigest: () => l10n.t('same digest as a kept tag'),
  partOfKept: () => l10n.t('part of a kept index'),
  ageUnknown: () => l10n.t('age unknown'),
  attachment: () => l10n.t('a signature or attachment of another image'),
};
