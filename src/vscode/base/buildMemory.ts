import type { Memento, Uri } from 'vscode';
import type { Disposable } from '../../core/base/disposable.js';
import { Emitter } from '../../core/base/event.js';

/** What a person chose for a Dockerfile; the tag is remembered for each target stage by itself. */
export interface RememberedBuild {
  readonly tag?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Folder on disk. */
  readonly context?: string;
  /** Paths of files by the id of a secret; what is in them is never kept. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly ssh?: boolean;
}

/** Remembers choices in the workspace. */
export class BuildMemory implements Disposable {
  private readonly changes = new Emitter<void>();
  /** Another folder is remembered for some Dockerfile. */
  readonly onDidChangeContext = this.changes.event;

  constructor(private readonly state: Memento) {}

  of(dockerfile: Uri, target?: string): RememberedBuild {
    return this.state.get<RememberedBuild>(key(dockerfile, target)) ?? {};
  }

  async remember(dockerfile: Uri, target: string | undefined, choice: RememberedBuild): Promise<void> {
    const before = this.of(dockerfile, target);
    await this.state.update(key(dockerfile, target), { ...before, ...choice });
    if (choice.context !== undefined && choice.context !== before.context) this.changes.fire();
  }

  dispose(): void {
    this.changes.dispose();
  }
}

function key(dockerfile: Uri, target: string | undefined): string {
  return `build:${dockerfile.toString()}#${target ?? ''}`;
}
