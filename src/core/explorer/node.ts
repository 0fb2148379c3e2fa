import type { Container, Image } from '../engine/models.js';
import type { KnownRegistry } from '../registry/logins.js';
import type { RepositorySummary, TagSummary } from '../registry/summaries.js';

/** A row of a tree as plain data: views render it, tests print it. Ids never contain state. */
export type Node = ContainerNode | GroupNode | ImageNode | ImageRepositoryNode | RegistryTreeNode;

export interface ContainerNode {
  readonly kind: 'container';
  readonly id: string;
  readonly container: Container;
  /** Its tag means a newer image by now. */
  readonly outdated?: boolean;
}

/** The containers of one Compose project; standalone containers stand beside the groups. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly project: string;
  readonly containers: readonly ContainerNode[];
}

/** One tag of an image, or an untagged image. */
export interface ImageNode {
  readonly kind: 'image';
  readonly id: string;
  readonly image: Image;
  /** `repository:tag`; undefined for an image without a tag. */
  readonly reference?: string;
  /** Names of the containers made from this image, running or not. */
  readonly usedBy: readonly string[];
  /** Its tag has moved on in the registry. */
  readonly outdated?: boolean;
}

/** Local images of one repository name, or those that have neither tag nor digest. */
export interface ImageRepositoryNode {
  readonly kind: 'imageRepository';
  readonly id: string;
  /** Undefined for the dangling images. */
  readonly name?: string;
  readonly images: readonly ImageNode[];
  /** Whether its tags are shown when it first is. */
  readonly open: boolean;
}

/** A registry: connected, found among the logins of other programs, or Docker Hub, which anyone can read. */
export interface RegistryNode {
  readonly kind: 'registry';
  readonly id: string;
  readonly host: string;
  readonly username?: string;
  readonly source: KnownRegistry['source'];
}

/** Repositories of one owner, where a registry has owners. */
export interface NamespaceNode {
  readonly kind: 'namespace';
  readonly id: string;
  readonly host: string;
  readonly name: string;
}

/** What a registry can do with a repository or tag beyond reading it; menus show nothing that cannot work. */
export type RegistryAbility = 'writable' | 'website';

/** A repository in a registry. */
export interface RepositoryNode {
  readonly kind: 'repository';
  readonly id: string;
  readonly host: string;
  readonly path: string;
  readonly summary: RepositorySummary;
  readonly abilities: readonly RegistryAbility[];
}

/** A tag in a registry, with the other tags that are known to point at the same digest. */
export interface TagNode {
  readonly kind: 'tag';
  readonly id: string;
  readonly host: string;
  readonly path: string;
  readonly tag: string;
  readonly aliases: readonly string[];
  readonly summary: TagSummary;
  readonly abilities: readonly RegistryAbility[];
  /** Once it is known to be a chart, an SBOM or the like, which no engine pulls. */
  readonly artifactType?: string;
  /** The engine has an image of this name: the same one, another, or one that was not compared yet. */
  readonly local?: 'here' | 'other' | 'unknown' | undefined;
}

/** Something inside a tag: a platform, a layer, a label, or a heading above such. */
export interface DetailNode {
  readonly kind: 'detail';
  readonly id: string;
  readonly host: string;
  readonly path: string;
  readonly label: string;
  readonly description: string;
  /** A codicon, without `$()`. */
  readonly icon: string;
  /** What copying the row copies. */
  readonly value?: string;
  /** Known children; read from the registry on opening where `opens` says what. */
  readonly children?: readonly DetailNode[];
  readonly opens?: { readonly what: 'image' | 'parts'; readonly digest: string };
  /** Digest of a document that a click shows. */
  readonly document?: string;
  /** True on the image of one platform, which can be pulled by its digest. */
  readonly platform?: boolean;
}

/** The row that shows the next page of its parent. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly host: string;
  readonly parentId: string;
  /** How many rows of the parent are shown. */
  readonly shown: number;
  /** True where the shown rows are sorted among themselves only, because the rest is not known. */
  readonly partial: boolean;
  readonly loading: boolean;
}

/** What stands in the place of rows that could not be read. */
export interface RegistryProblemNode {
  readonly kind: 'registryProblem';
  readonly id: string;
  readonly host: string;
  readonly parentId: string;
  /** A sentence for people. */
  readonly message: string;
  /** True where logging in may help. */
  readonly login: boolean;
}

/** A suggestion that runs a command. */
export interface RegistryHintNode {
  readonly kind: 'registryHint';
  readonly id: string;
}

/** The rows of the view of registries. */
export type RegistryTreeNode =
  | RegistryNode
  | NamespaceNode
  | RepositoryNode
  | TagNode
  | DetailNode
  | MoreNode
  | RegistryProblemNode
  | RegistryHintNode;
