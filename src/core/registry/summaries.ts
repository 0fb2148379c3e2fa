/** A repository as a list of them tells it. */
export interface RepositorySummary {
  readonly path: string;
  readonly description?: string;
  /** Docker's official images. */
  readonly official?: boolean;
  readonly stars?: number;
  readonly pulls?: number;
  /** Milliseconds since 1970. */
  readonly updated?: number;
}

/** A tag as a list of them tells it; plain registries tell the name and nothing else. */
export interface TagSummary {
  readonly name: string;
  readonly digest?: string;
  /** Compressed bytes: of the one image, or of the platform that is most like this machine. */
  readonly size?: number;
  /** Milliseconds since 1970. */
  readonly pushed?: number;
  /** When the image was made, where nobody tells when it was pushed; milliseconds since 1970. */
  readonly created?: number;
  /** What it is when it is no container image. */
  readonly artifactType?: string;
  /** `linux/amd64`. */
  readonly platforms?: readonly string[];
}

/** What reading a tag adds to a list that tells only its name. */
export type TagFacts = Omit<TagSummary, 'name'>;
