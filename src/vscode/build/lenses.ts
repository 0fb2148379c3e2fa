import * as l10n from '@vscode/l10n';
import { CodeLens, Range, type TextDocument } from 'vscode';
import { parseDockerfile } from '../../core/dockerfile/document.js';
import type { Stage } from '../../core/dockerfile/stages.js';

/** The lens that builds a Dockerfile; with `isFull` those that run it and build each named stage too. */
export function lensesOf(document: TextDocument, isFull: boolean): CodeLens[] {
  const { stages } = parseDockerfile(document.getText());
  const [first] = stages;
  if (!first) return [];
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
