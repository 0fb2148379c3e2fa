/** What is known of a folder: the names in it, and the contents of the few files that say what it is. */
export interface ProjectFacts {
  /** Names of files, and of folders with a `/` behind them. */
  readonly names: readonly string[];
  /** Text of a file of the folder, if it was read. */
  read(name: string): string | undefined;
}

/** One kind of project that can be given Docker files. */
export interface ProjectKind {
  readonly id: string;
  /** Names that are the same in every language. */
  readonly title: string;
  /** Files whose contents say more than their names; `*` stands for any start. */
  readonly reads: readonly string[];
  readonly port: number;
  /** How surely it is one; 0 when it is not. */
  detect(facts: ProjectFacts): number;
  /** Lines of the Dockerfile. */
  dockerfile(facts: ProjectFacts, port: number): readonly string[];
  /** Patterns of the .dockerignore beside those that every project has. */
  readonly ignores: readonly string[];
}

export function has({ names }: ProjectFacts, ...wanted: readonly string[]): boolean {
  return wanted.some((name) => names.includes(name));
}

/** The first name with an ending. */
export function withEnding({ names }: ProjectFacts, ...endings: readonly string[]): string | undefined {
  return names.find((name) => endings.some((ending) => name.endsWith(ending)));
}

/** A file's JSON object; empty where it is none. */
export function readJson(facts: ProjectFacts, name: string): Readonly<Record<string, unknown>> {
  try {
    return object(JSON.parse(facts.read(name) ?? ''));
  } catch {
    return {};
  }
}

export function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A name from a project's file, fit to stand unquoted in a Dockerfile. */
export function safeName(text: string | undefined, otherwise: string): string {
  return text !== undefined && /^[A-Za-z0-9][\w./-]*$/.test(text) && !text.includes('..') ? text : otherwise;
}
