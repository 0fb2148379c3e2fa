/** What is known of a folder: the names in it, and the contents of the files that say what it is. */
export interface ProjectFacts {
  /** Paths of files, and of folders with a `/` behind them, a few folders deep; what is on top comes first. */
  readonly names: readonly string[];
  /** Text of a file of the folder, if it was read. */
  read(name: string): string | undefined;
}

/** One kind of project that can be given Docker files. */
export interface ProjectKind {
  readonly id: string;
  /** Names that are the same in every language. */
  readonly title: string;
  /** Names of files whose contents say more; `*` stands for any start. They are read in folders of the folder too. */
  readonly reads: readonly string[];
  readonly port: number;
  /** How surely it is one; 0 when it is not. */
  detect(facts: ProjectFacts): number;
  /** What can be built where a folder holds more than one program; the likeliest first. */
  programs?(facts: ProjectFacts): readonly string[];
  /** Lines of the Dockerfile; `program` is one of `programs`, empty where there are none. */
  dockerfile(facts: ProjectFacts, port: number, program: string): readonly string[];
  /** Patterns of the .dockerignore beside those that every project has. */
  ignores(facts: ProjectFacts): readonly string[];
}

/** True for a folder with one of the names on top. */
export function has({ names }: ProjectFacts, ...wanted: readonly string[]): boolean {
  return wanted.some((name) => names.includes(name));
}

/** The first name on top with an ending. */
export function withEnding({ names }: ProjectFacts, ...endings: readonly string[]): string | undefined {
  return names.find((name) => !name.includes('/') && endings.some((ending) => name.endsWith(ending)));
}

/** Files at any depth whose paths match and can stand unquoted in a Dockerfile. */
export function filesLike({ names }: ProjectFacts, pattern: RegExp): readonly string[] {
  return names.filter((name) => pattern.test(name) && isSafe(name));
}

/** The folder of a file; empty on top. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), 0));
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
  return text !== undefined && isSafe(text) ? text : otherwise;
}

function isSafe(text: string): boolean {
  return /^[A-Za-z0-9_.][\w./-]*$/.test(text) && !text.includes('..');
}

/** An exec form. */
export function execForm(...words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

/** A RUN with cache mounts, one option a line. */
export function runCached(targets: readonly string[], ...commands: readonly string[]): string[] {
  const [first = '', ...others] = targets.map((target) => `--mount=type=cache,target=${target}`);
  const lines = [`RUN ${first}`, ...[...others, ...commands].map((line) => `    ${line}`)];
  return lines.map((line, index) => (index === lines.length - 1 ? line : `${line} \\`));
}

/** Debian packages, without leaving their lists in a layer. */
export function installDebian(...packages: readonly string[]): string[] {
  return [
    '# Debian keeps only the newest version of a package.',
    '# hadolint ignore=DL3008',
    ...runCached(
      ['/var/cache/apt,sharing=locked', '/var/lib/apt,sharing=locked'],
      `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    ),
  ];
}
