import { compareNames } from '../base/compareNames.js';
import type { TagSummary } from './summaries.js';

/** A tag and the other names of the same digest. */
export interface OrderedTag {
  readonly tag: TagSummary;
  /** In the order in which they would have stood. */
  readonly aliases: readonly string[];
}

interface Key {
  /** Where the tag stands: moving names, versions, other words, machine-made names. */
  readonly rank: 0 | 1 | 2 | 3;
  /** `alpine3.20` of `1.27.3-alpine3.20`. */
  readonly variant: string;
  readonly version: readonly number[];
  /** `rc1`; empty for a release. */
  readonly prerelease: string;
}

const pinned = ['latest', 'stable', 'main', 'master', 'edge', 'nightly', 'dev'];
const versionPattern =
  /^v?(\d{4}-\d{2}(?:-\d{2})?|\d+(?:[._]\d+)*)(?:[-._+]?((?:alpha|beta|rc|preview|pre|dev|snapshot|nightly|milestone|[abm](?=\d))[-.]?\d*(?:\.\d+)*)(?![a-z]))?(?:[-_+.]?(.*))?$/i;
const machineMade =
  /^(?:(?:sha|git|commit|pr|mr|build|ci)[-_.]?[0-9a-f]*\d[0-9a-f]*|(?=[^-]*\d)[0-9a-f]{7,64}|[0-9a-f]{40}|sha256-.*)$/i;

/** True for tags that hold signatures, attestations and SBOMs of another image: `sha256-<hex>.sig`. */
export function isAttachment(tag: string): boolean {
  return /^sha(256|512)-[0-9a-f]{64,128}(\.[a-z]+)?$/.test(tag);
}

/**
 * Sorts tags as people look for them: `latest` and its like, then versions (plain ones first, then variant by variant,
 * newest first, pre-releases under their release), then words, then names that machines made.
 * Tags whose time is known stand by time within versions of one kind only when `newestFirst` asks for it.
 */
export function orderTags(tags: readonly TagSummary[], newestFirst = false): TagSummary[] {
  const keyed = tags.map((tag) => ({ tag, key: keyOf(tag.name) }));
  type Keyed = (typeof keyed)[number];
  const byKey = (a: Keyed, b: Keyed) => compareKeys(a.key, b.key) || compareNames(a.tag.name, b.tag.name);
  const byTime = (a: Keyed, b: Keyed) =>
    Math.min(a.key.rank, 1) - Math.min(b.key.rank, 1) || timeOf(b.tag) - timeOf(a.tag) || byKey(a, b);
  return keyed.sort(newestFirst ? byTime : byKey).map(({ tag }) => tag);
}

function timeOf({ pushed, created }: TagSummary): number {
  return pushed ?? created ?? 0;
}

/** One row for each digest: the tag that stands first carries the others as aliases. */
export function groupAliases(ordered: readonly TagSummary[]): OrderedTag[] {
  const byDigest = new Map<string, string[]>();
  const rows: OrderedTag[] = [];
  for (const tag of ordered) {
    const known = tag.digest === undefined ? undefined : byDigest.get(tag.digest);
    if (known) {
      known.push(tag.name);
      continue;
    }
    const aliases: string[] = [];
    if (tag.digest !== undefined) byDigest.set(tag.digest, aliases);
    rows.push({ tag, aliases });
  }
  return rows;
}

/** Newer tags of the same variant that are written the same way: the newest patch, and the newest minor version. */
export function newerTags(
  current: string,
  names: Iterable<string>,
): Readonly<Partial<Record<'patch' | 'minor', string>>> {
  const key = keyOf(current);
  const [major, minor] = key.version;
  if (key.rank !== 1 || minor === undefined) return {};
  const newest: Partial<Record<'patch' | 'minor', string>> = {};
  for (const name of names) {
    const other = keyOf(name);
    const isAlike = other.variant === key.variant && other.version.length === key.version.length;
    if (!isAlike || other.prerelease !== '' || other.version[0] !== major || isV(name) !== isV(current)) continue;
    const order = compareVersions(other, key);
    if (order < 0 || (order === 0 && key.prerelease === '')) continue;
    const step = key.version.length > 2 && other.version[1] === minor ? 'patch' : 'minor';
    const best = newest[step];
    if (best === undefined || compareVersions(other, keyOf(best)) > 0) newest[step] = name;
  }
  return newest;
}

function isV(name: string): boolean {
  return /^v/i.test(name);
}

function keyOf(name: string): Key {
  const plain = plainVersion(name);
  if (plain) return { rank: 1, variant: '', version: plain, prerelease: '' };
  const pin = pinned.indexOf(name.toLowerCase());
  if (pin >= 0) return { rank: 0, variant: '', version: [-pin], prerelease: '' };
  if (machineMade.test(name) && !/^\d+$/.test(name)) return { rank: 3, variant: '', version: [], prerelease: '' };
  const match = versionPattern.exec(name);
  if (!match) return { rank: 2, variant: '', version: [], prerelease: '' };
  const [, version = '', prerelease = '', variant = ''] = match;
  return { rank: 1, variant, version: version.split(/[._-]/).map(Number), prerelease: prerelease.toLowerCase() };
}

/** The numbers of `v1.27.3`, by hand: most tags of long lists are such, and patterns take several times as long. */
function plainVersion(name: string): readonly number[] | undefined {
  const numbers: number[] = [];
  let number: number | undefined;
  for (let at = isV(name) ? 1 : 0; at < name.length; at += 1) {
    const digit = name.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) number = (number ?? 0) * 10 + digit;
    else if (name[at] !== '.' || number === undefined) return undefined;
    else {
      numbers.push(number);
      number = undefined;
    }
  }
  if (number === undefined) return undefined;
  numbers.push(number);
  return numbers;
}

function compareKeys(a: Key, b: Key): number {
  return (
    a.rank - b.rank ||
    compareNames(a.variant, b.variant) ||
    compareVersions(b, a) ||
    Number(a.prerelease !== '') - Number(b.prerelease !== '') ||
    compareNames(b.prerelease, a.prerelease)
  );
}

/** A missing part counts as the highest: `1.27` moves along with the newest `1.27.x`; `1.27-rc` comes before all of them. */
function compareVersions(a: Key, b: Key): number {
  const length = Math.max(a.version.length, b.version.length);
  for (let index = 0; index < length; index += 1) {
    const left = partOf(a, index);
    const right = partOf(b, index);
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function partOf({ version, prerelease }: Key, index: number): number {
  return version[index] ?? (prerelease === '' ? Number.POSITIVE_INFINITY : 0);
}
