import type { RepositorySummary } from '../registry/summaries.js';
import type { OrderedTag } from '../registry/tagOrder.js';
import type { RepositoryNode, TagNode } from './node.js';
import type { RegistryTreeSource } from './registryTreeSource.js';

/** The row of a repository. */
export function repositoryRow(source: RegistryTreeSource, host: string, summary: RepositorySummary): RepositoryNode {
  const { path } = summary;
  const abilities = source.abilities(host, path);
  return { kind: 'repository', id: `repository ${host}/${path}`, host, path, summary, abilities };
}

/** The row of a tag and its aliases. */
export function tagRow(source: RegistryTreeSource, repository: RepositoryNode, { tag, aliases }: OrderedTag): TagNode {
  const { host, path } = repository;
  const { name, artifactType } = tag;
  const row = { host, path, tag: name, aliases, summary: tag };
  const abilities = source.abilities(host, path);
  const local = localOf(source, row);
  const node = { kind: 'tag' as const, id: `tag ${host}/${path}:${name}`, ...row, abilities, local };
  return artifactType === undefined ? node : { ...node, artifactType };
}

/** Where the engine has the image: it may be there under any name of the row. */
export function localOf(
  source: RegistryTreeSource,
  { host, path, tag, aliases, summary }: Pick<TagNode, 'host' | 'path' | 'tag' | 'aliases' | 'summary'>,
): TagNode['local'] {
  const found = [tag, ...aliases].map((name) => source.local(host, path, name, summary.digest));
  return found.find((local) => local === 'here') ?? found[0];
}
