import { EventEmitter, Uri, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';
import type { BuildMemory } from './buildMemory.js';
import { onDidChangeSettings, readSetting } from './settings.js';

/** The folder whose files a build of a Dockerfile may copy; builds, the editor and the view of the context ask here. */
export class BuildContexts implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly changes = this.disposables.add(new EventEmitter<void>());
  /** Some Dockerfile may have another context from now on. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly memory: BuildMemory) {
    this.disposables.add(memory.onDidChangeContext(() => this.changes.fire()));
    this.disposables.add(onDidChangeSettings(['build.context'], () => this.changes.fire()));
  }

  /** Undefined for a file that has no place yet. */
  of(dockerfile: Uri): Uri | undefined {
    if (dockerfile.scheme === 'untitled') return workspace.workspaceFolders?.[0]?.uri;
    return this.ofSaved(dockerfile);
  }

  /** The folder chosen for builds of this Dockerfile, else the one that the settings say. */
  ofSaved(dockerfile: Uri): Uri {
    const chosen = this.memory.of(dockerfile).context;
    if (chosen !== undefined) return Uri.file(chosen);
    const usesWorkspace = readSetting('build.context', dockerfile) === 'workspaceFolder';
    const root = usesWorkspace ? workspace.getWorkspaceFolder(dockerfile)?.uri : undefined;
    return root ?? Uri.joinPath(dockerfile, '..');
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
