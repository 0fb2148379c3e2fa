import type { ShellcheckLookup } from './shellcheck/results.js';

/** Kinds of values a label may be asked to have. */
export const labelTypes = ['text', 'url', 'semver', 'hash', 'rfc3339', 'spdx', 'email'] as const;
export type LabelType = (typeof labelTypes)[number];

/** Alternative spellings that hadolint takes. */
const otherNames: Readonly<Record<string, LabelType>> = { rawText: 'text', RFC3339: 'rfc3339', githash: 'hash' };

/** The kind that a configuration names; undefined when there is none. */
export function labelTypeNamed(name: string): LabelType | undefined {
  return labelTypes.find((type) => type === name) ?? otherNames[name];
}

/** What is known of a base image without building. */
export interface BaseImageFacts {
  /** Names of its environment variables. */
  readonly env: readonly string[];
  /** All that it exists for, like `linux/arm64`; undefined when not known. */
  readonly platforms?: readonly string[];
}

/** What a lint run takes from outside of the file. */
export interface LintOptions {
  /** Registries that images may come from; empty allows all. */
  readonly trustedRegistries: readonly string[];
  readonly labelSchema: ReadonlyMap<string, LabelType>;
  /** Labels outside of the schema are findings. */
  readonly strictLabels: boolean;
  /** Lines of the build context's .dockerignore, undefined without one. */
  readonly dockerignore: readonly string[] | undefined;
  /** What the build context has at a source of COPY or ADD; undefined where it is not known, or not yet. */
  readonly contextSource: ((source: string) => 'there' | 'ignored' | 'absent' | undefined) | undefined;
  /** Facts about an image by its reference; undefined when it is not known. */
  readonly baseImage: (reference: string) => BaseImageFacts | undefined;
  /** Answers of an installed ShellCheck. */
  readonly shellcheck: ShellcheckLookup | undefined;
}

export const defaultLintOptions: LintOptions = {
  trustedRegistries: [],
  labelSchema: new Map(),
  strictLabels: false,
  dockerignore: undefined,
  contextSource: undefined,
  baseImage: () => undefined,
  shellcheck: undefined,
};
