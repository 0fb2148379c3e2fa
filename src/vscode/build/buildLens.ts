import * as l10n from '@vscode/l10n';
import { CodeLens, EventEmitter, languages, Range, type TextDocument } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';
import type { Stage } from '../../core/dockerfile/stages.js';
import { onDidChangeSettings, readSetting } from '../base/settings.js';

/** A `Build` lens above the first FROM; if the setting says so `Run` beside it, and one above each named stage. */
export function registerBuildLens(): Disposable {
  const disposables = new DisposableStore();
  const changed = disposables.add(new EventEmitter<void>());
  disposables.add(onDidChangeSettings(['build.codeLens'], () => changed.fire()));
  disposables.add(
    languages.registerCodeLensProvider(
      { language: 'dockerfile' },
      { onDidChangeCodeLenses: changed.event, provideCodeLenses },
    ),
  );
  return disposables;
}

async function provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
  const wanted = readSetting('build.codeLens', document);
  if (wanted === 'off') return [];
  // The parser loads with the first Dockerfile, not with the extension.
  const { parseDockerfile } = await import('../../core/dockerfile/document.js');
  const { stages } = parseDockerfile(document.getText());
  const [first] = stages;
  if (!first) return [];
  const isFull = wanted === 'stages';
  const named = isFull ? stages.filter((stage) => stage.name) : [];
  const run = { title: `$(play) ${l10n.t('Run')}`, command: 'longshore.image.buildAndRun', arguments: [document.uri] };
  return [
    lensAbove(first, { title: `$(package) ${l10n.t('Build')}`, command, arguments: [document.uri] }),
    ...(isFull ? [lensAbove(first, run)] : []),
    ...named.map((stage) => {
      const target = stage.name?.value.toLowerCase() ?? '';
      return lensAbove(stage, {
        title: l10n.t('Build {0}', target),
        command,
        arguments: [document.uri, { target }],
      });
    }),
  ];
}

const command = 'longshore.image.build';

function lensAbove({ from: { line } }: Stage, lens: CodeLens['command'] & object): CodeLens {
  return new CodeLens(new Range(line, 0, line, 0), lens);
}
