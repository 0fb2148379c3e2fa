import * as l10n from '@vscode/l10n';
import { mapLimited } from '../../core/base/async.js';
import { formatBytes } from '../../core/base/format.js';
import { familiarName } from '../../core/base/imageReference.js';
import type { RepositoryNode } from '../../core/explorer/node.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import { pages } from '../../core/registry/page.js';
import type { TagSummary } from '../../core/registry/summaries.js';
import { orderTags } from '../../core/registry/tagOrder.js';
import { runBatch } from '../base/batch.js';
import { confirm } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { listed } from '../base/listed.js';
import { showNote } from '../base/messages.js';
import { withProgress } from '../base/progress.js';
import { reportTransfer } from '../base/transfers.js';
import { type RepositoryTarget, repositoryTargets } from './tagTargets.js';
import { referenceOf } from './tagVerbs.js';

const mostRead = 100;
const readAtOnce = 6;

/** Pulls every tag of a repository, after a warning that tells how many they are and how large. */
export function pullAllHandler(context: FeatureContext, catalog: RegistryCatalog) {
  return async (target?: RepositoryNode | string, selected?: readonly RepositoryNode[]): Promise<void> => {
    const [repository] = await repositoryTargets(catalog, context.selection, [target, selected]);
    if (!repository) return;
    const name = familiarName(repository);
    const all = await withProgress(l10n.t('Reading the tags of {0}', name), (report, signal) =>
      readTags(catalog, repository, (count) => report(l10n.t('{0} tags', count)), signal),
    );
    const tags = orderTags(all.filter(({ artifactType }) => artifactType === undefined));
    if (tags.length === 0) return void showNote(l10n.t('{0} has no tag that can be pulled.', name));
    const question = l10n.t('Pull {0} tags of {1}?', tags.length, name);
    const detail = [listed(tags.map((tag) => tag.name)), sizeWords(tags)].join('\n\n');
    if (await confirm(question, detail, l10n.t('Pull'))) await pullEach(context, catalog, repository, tags);
  };
}

/** All tags; where the list tells names only and they are not too many, what they are and how large. */
async function readTags(
  catalog: RegistryCatalog,
  { host, path }: RepositoryTarget,
  onProgress: (count: number) => void,
  signal: AbortSignal,
): Promise<readonly TagSummary[]> {
  const { provider } = await catalog.registry(host, signal);
  const tags = new Map<string, TagSummary>();
  for await (const page of pages(provider.tags(path), signal)) {
    for (const tag of page) tags.set(tag.name, tag);
    onProgress(tags.size);
  }
  if (provider.countsManifests || tags.size > mostRead) return [...tags.values()];
  await mapLimited([...tags.values()], readAtOnce, async (tag) => {
    signal.throwIfAborted();
    if (tag.size === undefined)
      tags.set(tag.name, { ...tag, ...(await catalog.tagFacts(host, path, tag.name, signal)) });
  });
  signal.throwIfAborted();
  return [...tags.values()];
}

/** What is to be moved at most: each digest once, though images share layers too. */
function sizeWords(tags: readonly TagSummary[]): string {
  const sizes = new Map(tags.map(({ name, digest = name, size }) => [digest, size]));
  const known = [...sizes.values()].flatMap((size) => size ?? []);
  if (known.length === 0) return l10n.t('How large they are is not known.');
  const sum = formatBytes(known.reduce((total, size) => total + size, 0));
  return known.length === sizes.size
    ? l10n.t('At most {0} will be downloaded: layers that are shared or here already come only once.', sum)
    : l10n.t('{0} or more may be downloaded: the size of some is not known.', sum);
}

async function pullEach(
  context: FeatureContext,
  catalog: RegistryCatalog,
  repository: RepositoryTarget,
  tags: readonly TagSummary[],
): Promise<void> {
  const name = familiarName(repository);
  const engine = await context.access.engine();
  context.commandLines.add(['docker', 'pull', '--all-tags', name]);
  const { done } = await runBatch(context, {
    attempt: l10n.t('Pull all tags of {0}', name),
    items: tags.map((tag) => tag.name),
    name: (tag) => tag,
    limit: 1,
    run: async (tag, signal, report) => {
      const auth = await catalog.authFor(repository.host, signal);
      const lines = await engine.images.pull(referenceOf({ ...repository, tag }), { ...(auth && { auth }) }, signal);
      await reportTransfer(lines, (message) => report(`${tag} · ${message}`));
    },
  });
  if (done.length > 0) void showNote(l10n.t('Pulled {0} of {1} tags of {2}.', done.length, tags.length, name));
}
