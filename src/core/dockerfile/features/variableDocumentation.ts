import * as l10n from '@vscode/l10n';
import { codeSpan } from '../../base/codeSpan.js';
import { paragraphs } from './documentation.js';
import { platformArguments } from './reference/names.js';
import type { Declaration } from './scope.js';
import { rangeOfName } from './variables.js';
import { shownValue } from './variableValues.js';

/** A variable's value where it is known, and where that comes from, in Markdown. */
export function variableDocumentation(declaration: Declaration): string {
  const value = shownValue(declaration);
  const head = value === undefined ? codeSpan(declaration.name) : codeSpan(`${declaration.name}=${value}`);
  return paragraphs(head, origin(declaration), platformArguments[declaration.name]?.() ?? '', override(declaration));
}

function origin(declaration: Declaration): string {
  const { kind, instruction, property } = declaration;
  const line = lineOf(declaration);
  const stage = instruction.stage;
  if (kind === 'ARG' && property.rawValue === undefined) {
    const { hides } = declaration;
    return hides
      ? l10n.t('Build argument, declared on line {0}, default from line {1}.', line, lineOf(hides))
      : l10n.t('Build argument without default, declared on line {0}.', line);
  }
  const name = stage?.name?.value ?? (stage && String(stage.index));
  if (kind === 'ARG') {
    return name === undefined
      ? l10n.t('Build argument for FROM, set on line {0}.', line)
      : l10n.t('Build argument of stage {0}, set on line {1}.', codeSpan(name), line);
  }
  return l10n.t('Environment variable of stage {0}, set on line {1}.', codeSpan(name ?? ''), line);
}

/** The line that a name is set on, from one. */
export function lineOf(declaration: Declaration): number {
  return rangeOfName(declaration).start.line + 1;
}

function override({ kind, name }: Declaration): string {
  if (kind !== 'ARG' || name in platformArguments) return '';
  return l10n.t('A build sets another with {0}.', codeSpan(`--build-arg ${name}=…`));
}
