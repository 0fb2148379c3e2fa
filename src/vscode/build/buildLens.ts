import { EventEmitter, languages } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';
import { onDidChangeSettings, readSetting } from '../base/settings.js';

/** A `Build` lens above the first FROM; if the setting says so `Run` beside it, and one above each named stage. */
export function registerBuildLens(): Disposable {
  const disposables = new DisposableStore();
  const changed = disposables.add(new EventEmitter<void>());
  disposables.add(onDidChangeSettings(['build.codeLens'], () => changed.fire()));
  disposables.add(
    languages.registerCodeLensProvider(
      { language: 'dockerfile' },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses: async (document) => {
          const wanted = readSetting('build.codeLens', document);
          if (wanted === 'off') return [];
          // The parser loads with the first Dockerfile, not with the extension.
          const { lensesOf } = await import('./lenses.js');
          return lensesOf(document, wanted === 'stages');
        },
      },
    ),
  );
  return disposables;
}
