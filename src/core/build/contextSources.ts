import path from 'node:path';
import { BuildContext, type ContextEntry } from './context.js';
import { readIgnorePatterns } from './dockerfiles.js';
import { BuildError } from './errors.js';
import { type FileSummary, summarize } from './fileSummary.js';

/** What a build finds where a COPY or ADD takes something from: nothing, or only what the ignore file keeps out. */
export type SourceState = 'there' | 'ignored' | 'absent';

/** Looks up sources of COPY and ADD, `*` and the like allowed, as the builder does in what it is sent. */
export class ContextSources {
  private readonly context: BuildContext;

  constructor(
    contextDir: string,
    private readonly exclude: readonly string[],
  ) {
    this.context = new BuildContext(contextDir);
  }

  /** Of a Dockerfile, with the ignore file in force. Throws BuildErrors. */
  static async of(contextDir: string, dockerfile: string): Promise<ContextSources> {
    return new ContextSources(contextDir, (await readIgnorePatterns(contextDir, dockerfile)).patterns);
  }

  /** Undefined where only the builder can tell: behind a link, or when the source is no pattern. */
  async state(source: string, signal?: AbortSignal): Promise<SourceState | undefined> {
    try {
      if (await this.holds(source, this.exclude, signal)) return 'there';
      if (await this.holds(source, [], signal)) return 'ignored';
      return (await this.isBehindLink(source)) ? undefined : 'absent';
    } catch (error) {
      if (error instanceof BuildError) return undefined;
      throw error;
    }
  }

  /** How much of what is sent a source means. */
  size(source: string, signal?: AbortSignal): Promise<FileSummary> {
    return summarize(this.matches(source, this.exclude, signal));
  }

  private async holds(source: string, exclude: readonly string[], signal?: AbortSignal): Promise<boolean> {
    if (inside(source) === '') return true;
    for await (const entries of this.matches(source, exclude, signal)) if (entries.length > 0) return true;
    return false;
  }

  private async *matches(
    source: string,
    exclude: readonly string[],
    signal?: AbortSignal,
  ): AsyncGenerator<readonly ContextEntry[]> {
    const wanted = inside(source);
    const depth = wanted.split('/').length;
    const include = wanted === '' ? [] : [wanted.replaceAll('**', '*').replace(/^!/, '\\!')];
    for await (const batch of this.context.walk({ exclude, include }, signal))
      yield batch.filter(({ path: file }) => wanted === '' || file.split('/').length >= depth);
  }

  private async isBehindLink(source: string): Promise<boolean> {
    const parts = inside(source).split('/');
    for (let length = 1; length < parts.length; length += 1)
      if ((await this.context.linkAt(parts.slice(0, length).join('/'))) !== undefined) return true;
    return false;
  }
}

/** Relative to the context, from which `..` does not lead out; empty for the context itself. */
function inside(source: string): string {
  return path.posix.join('/', source).slice(1).replace(/\/$/, '');
}
