import { RelativePattern, type Uri, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';

/** Calls back when something comes, goes or changes in a build context, and in all its folders where it is in the workspace. */
export function watchContext(
  context: Uri,
  changed: () => void,
  { changes }: { readonly changes: boolean },
): Disposable {
  // A Dockerfile opened by itself may lie in a home folder, which nobody can watch whole.
  const pattern = workspace.getWorkspaceFolder(context) ? '**' : '*';
  const watchers = new DisposableStore();
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(context, pattern), false, !changes, false);
  watchers.add(watcher);
  for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) watchers.add(event(changed));
  return watchers;
}
