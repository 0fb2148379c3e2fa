import * as l10n from '@vscode/l10n';
import { CodeLens, type Disposable, EventEmitter, languages, Range, type Uri } from 'vscode';
import type { Stage } from '../../core/dockerfile/stages.js';
import { onDidChangeSettings, readSetting } from '../base/settings.js';
import { dockerfiles } from './convert.js';
import type { Documents } from './documents.js';

/** A `Build` lens above the first FROM; if the setting says so `Run` beside it, and one above each named stage. */
export function registerLenses(documents: Documents): Disposable[] {
  const changed = new EventEmitter<void>();
  return [
    changed,
    onDidChangeSettings(['build.codeLens'], () => changed.fire()),
    languages.registerCodeLensProvider(dockerfiles, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => {
        const wanted = readSetting('build.codeLens', document);
        return wanted === 'off' ? [] : lensesOf(documents.get(document).stages, document.uri, wanted === 'stages');
      },
    }),
  ];
}

/** The lens that builds a Dockerfile; with `isFull` those that run it and build each named stage too. */
function lensesOf(stages: readonly Stage[], uri: Uri, isFull: boolean): CodeLens[] {
  const [first] = stages;
  if (!first) return [];
  const named = isFull ? stages.filter((stage) => stage.name) : [];
  const run = { title: `$(play) ${l10n.t('Run')}`, command: 'longshore.image.buildAndRun', arguments: [uri] };
  return [
    lensAbove(first, { title: `$(package) ${l10n.t('Build')}`, command, arguments: [uri] }),
    ...(isFull ? [lensAbove(first, run)] : []),
    ...named.map((stage) => {
      const target = stage.name?.value.toLowerCase() ?? '';
      return lensAbove(stage, {
        title: l10n.t('Build {0}', target),
        command,
        arguments: [uri, { target }],
      });
    }),
  ];
}

const command = 'longshore.image.build';

function lensAbove({ from: { line } }: Stage, lens: CodeLens['command'] & object): CodeLens {
  return new CodeLens(new Range(line, 0, line, 0), lens);
}
