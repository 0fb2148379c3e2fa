import { mapLimited } from '../base/async.js';
import { ifFound, RegistryError } from './errors.js';
import { partsOf } from './parts.js';
import type { RegistryProvider } from './provider.js';
import type { RegistryClient } from './registryClient.js';
import { deleteBlindly, deleteTag, deleteTagAlone, findSiblings } from './tagDelete.js';
import { detailsOf, localPlatform } from './tagDetails.js';
import { isAttachment } from './tagOrder.js';

/** A tag and what decides whether it may go. */
export interface TagState {
  readonly name: string;
  readonly digest: string;
  /** Milliseconds since 1970; undefined where the image does not say. */
  readonly created?: number;
  /** Digests of everything that an index holds. */
  readonly children: readonly string[];
}

export interface RetentionRule {
  /** That many of the newest tags stay. */
  readonly keepNewest: number;
  /** Only tags older than this may go; milliseconds. */
  readonly olderThan: number;
}

export type KeepReason =
  | 'newest'
  | 'young'
  | 'moving'
  | 'inUse'
  | 'sameDigest'
  | 'partOfKept'
  | 'ageUnknown'
  | 'attachment';

export interface RetentionPlan {
  readonly remove: readonly TagState[];
  readonly keep: readonly { readonly tag: TagState; readonly reason: KeepReason }[];
}

const moving = /^(latest|stable|edge|main|master|dev|nightly|prod|production|staging)$/i;

/**
 * Says which tags a rule lets go. A digest that is in use, that a kept tag has too, or that a kept index holds,
 * is never let go; nor is a tag whose age is not known.
 */
export function planRetention(
  tags: readonly TagState[],
  { keepNewest, olderThan }: RetentionRule,
  inUse: ReadonlySet<string>,
  now: number,
): RetentionPlan {
  const newestFirst = [...tags].sort((a, b) => (b.created ?? 0) - (a.created ?? 0));
  const reasons = new Map<TagState, KeepReason>();
  for (const [index, tag] of newestFirst.entries()) {
    const reason = ownReason(tag, index < keepNewest, inUse, now - olderThan);
    if (reason) reasons.set(tag, reason);
  }
  const keptDigests = new Set([...reasons.keys()].map(({ digest }) => digest));
  const keptParts = new Set([...reasons.keys()].flatMap(({ children }) => children));
  for (const tag of tags) {
    if (reasons.has(tag)) continue;
    if (keptDigests.has(tag.digest)) reasons.set(tag, 'sameDigest');
    else if (keptParts.has(tag.digest)) reasons.set(tag, 'partOfKept');
  }
  return {
    remove: newestFirst.filter((tag) => !reasons.has(tag)),
    keep: newestFirst.flatMap((tag) => {
      const reason = reasons.get(tag);
      return reason ? [{ tag, reason }] : [];
    }),
  };
}

function ownReason(
  { name, digest, created, children }: TagState,
  isNewest: boolean,
  inUse: ReadonlySet<string>,
  before: number,
): KeepReason | undefined {
  if (isAttachment(name)) return 'attachment';
  if (moving.test(name)) return 'moving';
  if ([digest, ...children].some((one) => inUse.has(one))) return 'inUse';
  if (created === undefined) return 'ageUnknown';
  if (isNewest) return 'newest';
  return created > before ? 'young' : undefined;
}

const atOnce = 6;

/** Reads every tag of a repository with its digest and age; only a tag without a manifest is left out. */
export async function readTagStates(
  client: RegistryClient,
  path: string,
  onProgress: (count: number) => void,
  signal?: AbortSignal,
): Promise<TagState[]> {
  const states: TagState[] = [];
  for await (const page of client.tags(path, signal)) {
    const results = await mapLimited(page, atOnce, async (name) => {
      signal?.throwIfAborted();
      return readTagState(client, path, name, signal);
    });
    for (const result of results) {
      if (result.status === 'rejected') throw result.reason;
      if (result.value) states.push(result.value);
    }
    onProgress(states.length);
  }
  return states;
}

async function readTagState(
  client: RegistryClient,
  path: string,
  name: string,
  signal?: AbortSignal,
): Promise<TagState | undefined> {
  const stored = await ifFound(client.manifest(path, name, signal));
  if (!stored) return undefined;
  const [{ image }, parts] = await Promise.all([
    detailsOf(client, path, stored, localPlatform(), signal),
    partsOf(client, path, stored.manifest, signal),
  ]);
  const created = image?.config.created;
  const children = parts.map(({ digest }) => digest);
  return { name, digest: stored.digest, children, ...(created !== undefined && { created }) };
}

/**
 * Takes these tags away and no other, as far as they point where they did: `tagMoved` ends it. A digest goes only when
 * every tag that has it right now is among them and no index holds it; else the tags go one by one, or it ends with
 * `digestShared` where that cannot be done. Indexes go before what they hold. Resolves with what went.
 */
export async function removeTags(
  client: RegistryClient,
  provider: RegistryProvider,
  path: string,
  chosen: readonly TagState[],
  onProgress: (removed: number) => void,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const order = [...chosen].sort((a, b) => b.children.length - a.children.length);
  const removed = new Set<string>();
  for (const tag of order) {
    signal?.throwIfAborted();
    if (removed.has(tag.name)) continue;
    for (const name of await removeOne(client, provider, path, tag, chosen, signal)) removed.add(name);
    onProgress(removed.size);
  }
  return [...removed];
}

async function removeOne(
  client: RegistryClient,
  provider: RegistryProvider,
  path: string,
  { name, digest }: TagState,
  chosen: readonly TagState[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const now = await client.head(path, name, signal);
  if (now.digest !== digest) throw new RegistryError('tagMoved', `${name} = ${now.digest}`);
  const deletion = await deleteTag(client, provider, path, name, signal);
  if (deletion.kind === 'deleted') return [name];
  const { tags, indexes } = await findSiblings(client, path, name, digest, () => {}, signal);
  const together = new Set(chosen.filter((tag) => tag.digest === digest).map((tag) => tag.name));
  const staying = [...tags.filter((tag) => !together.has(tag)), ...indexes];
  if (staying.length > 0) {
    if (provider.deleteDigest) throw new RegistryError('digestShared', staying.join(', '));
    await deleteTagAlone(client, path, name, digest, signal);
    return [name];
  }
  await deleteBlindly(client, provider, path, digest, signal);
  return [name, ...tags];
}
