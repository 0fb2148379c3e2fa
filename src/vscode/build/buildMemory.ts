import type { Memento, Uri } from 'vscode';

/** What a person chose for a Dockerfile; the tag is remembered for each target stage by itself. */
export interface RememberedBuild {
  readonly tag?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Folder on disk. */
  readonly context?: string;
}

/** Remembers choices in the workspace. */
export class BuildMemory {
  constructor(private readonly state: Memento) {}

  of(dockerfile: Uri, target?: string): RememberedBuild {
    return this.state.get<RememberedBuild>(key(dockerfile, target)) ?? {};
  }

  async remember(dockerfile: Uri, target: string | undefined, choice: RememberedBuild): Promise<void> {
    await this.state.update(key(dockerfile, target), { ...this.of(dockerfile, target), ...choice });
  }
}

function key(dockerfile: Uri, target: string | undefined): string {
  return `build:${dockerfile.toString()}#${target ?? ''}`;
}
