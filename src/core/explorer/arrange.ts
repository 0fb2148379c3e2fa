import { compareNames } from '../base/compareNames.js';
import { isAlive } from '../engine/containerState.js';
import type { Container, Image } from '../engine/models.js';
import { parseContainerFilter, parseImageFilter } from './filter.js';
import type { ContainerNode, GroupNode, ImageNode, ImageRepositoryNode } from './node.js';
import type { IsBehind } from './outdated.js';

/** Which of the things a view shows. */
export interface Selection {
  /** As typed; empty shows all. */
  readonly filter: string;
  /** Containers: only those that run. Images: only those that no container uses. */
  readonly toggled: boolean;
}

/** A view's roots and how they came about. */
export interface Arrangement<N> {
  readonly roots: readonly N[];
  /** Things that the engine has. */
  readonly total: number;
  /** Containers that run; images that a container uses. */
  readonly active: number;
  /** Things that pass the toggle. */
  readonly toggled: number;
  /** Things that pass the toggle and the filter. */
  readonly shown: number;
}

const byName = (a: { name: string }, b: { name: string }) => compareNames(a.name, b.name);

/** Up to so many are shown with their tags. The editor asks for the rows of each open one by a call of its own, in sight or not. */
const fewRepositories = 20;

/** Compose projects by name, each with its containers by name, then the standalone containers by name. */
export function arrangeContainers(
  containers: Iterable<Container>,
  { filter, toggled }: Selection,
  isOutdated: (container: Container) => boolean = () => false,
): Arrangement<GroupNode | ContainerNode> {
  const all = [...containers];
  const kept = toggled ? all.filter(isAlive) : all;
  const shown = kept.filter(parseContainerFilter(filter)).sort(byName);
  const groups = new Map<string, ContainerNode[]>();
  const standalone: ContainerNode[] = [];
  for (const container of shown) {
    const id = `container:${container.id}`;
    const node: ContainerNode = { kind: 'container', id, container, outdated: isOutdated(container) };
    const project = container.compose?.project;
    if (project === undefined) standalone.push(node);
    else append(groups, project, node);
  }
  const projects = [...groups.keys()].sort(compareNames);
  const groupNodes = projects.map(
    (project): GroupNode => ({
      kind: 'group',
      id: `group:${project}`,
      project,
      containers: groups.get(project) ?? [],
    }),
  );
  const active = toggled ? kept.length : all.filter(isAlive).length;
  const roots = [...groupNodes, ...standalone];
  return { roots, total: all.length, active, toggled: kept.length, shown: shown.length };
}

/** Repositories by name, each with its tags newest first, then the images that have neither tag nor digest. */
export function arrangeImages(
  images: Iterable<Image>,
  containers: Iterable<Container>,
  { filter, toggled }: Selection,
  isBehind: IsBehind = () => false,
): Arrangement<ImageRepositoryNode> {
  const users = usersByImage(containers);
  const all = [...images];
  const kept = toggled ? all.filter(({ id }) => !users.has(id)) : all;
  const matches = parseImageFilter(filter);
  const groups = new Map<string, ImageNode[]>();
  const shown = new Set<string>();
  for (const image of kept) {
    const usedBy = users.get(image.id) ?? [];
    for (const { repository, tag, reference } of placesOf(image)) {
      if (!matches({ image, repository, tag, used: usedBy.length > 0 })) continue;
      shown.add(image.id);
      const outdated = reference !== undefined && isBehind(image.id, reference);
      append(groups, repository, { ...imageNode(image, usedBy, reference, repository), outdated });
    }
  }
  const named = [...groups.keys()].filter((name) => name !== '').sort(compareNames);
  const roots = [...named, ...(groups.has('') ? [''] : [])].map((name) => ({
    ...repositoryNode(name, groups.get(name) ?? []),
    open: name !== '' && groups.size <= fewRepositories,
  }));
  const active = all.filter(({ id }) => users.has(id)).length;
  return { roots, total: all.length, active, toggled: kept.length, shown: shown.size };
}

function usersByImage(containers: Iterable<Container>): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const { imageId, name } of containers) append(users, imageId, name);
  for (const names of users.values()) names.sort(compareNames);
  return users;
}

interface Place {
  /** Empty for an image with neither tag nor digest. */
  readonly repository: string;
  readonly tag: string;
  readonly reference?: string;
}

/** Where an image stands: once for each tag; without tags, under the repositories that its digests name. */
function placesOf(image: Image): Place[] {
  if (image.tags.length > 0) return [...new Set(image.tags)].map(placeOfTag);
  const repositories = new Set(image.digests.map((digest) => digest.slice(0, digest.indexOf('@'))));
  return repositories.size === 0
    ? [{ repository: '', tag: '' }]
    : [...repositories].map((repository) => ({ repository, tag: '' }));
}

function placeOfTag(reference: string): Place {
  const colon = reference.lastIndexOf(':');
  const hasTag = colon > reference.lastIndexOf('/');
  return {
    repository: hasTag ? reference.slice(0, colon) : reference,
    tag: hasTag ? reference.slice(colon + 1) : '',
    reference,
  };
}

function imageNode(
  image: Image,
  usedBy: readonly string[],
  reference: string | undefined,
  repository: string,
): ImageNode {
  const id = `image:${image.id}:${reference ?? repository}`;
  return { kind: 'image', id, image, usedBy, ...(reference !== undefined && { reference }) };
}

function repositoryNode(name: string, images: ImageNode[]): Omit<ImageRepositoryNode, 'open'> {
  images.sort((a, b) => b.image.created - a.image.created || compareNames(a.id, b.id));
  const id = `imageRepository:${name}`;
  return { kind: 'imageRepository', id, images, ...(name !== '' && { name }) };
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
