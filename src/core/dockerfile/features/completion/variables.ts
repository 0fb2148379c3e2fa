import type { DockerfileDocument } from '../../document.js';
import type { Instruction } from '../../instruction.js';
import { platformArguments, predefinedArguments } from '../reference/names.js';
import type { Scope } from '../scope.js';
import { globalScope, scopeBefore } from '../stageNames.js';
import { variableDocumentation } from '../variableDocumentation.js';
import { shownValue } from '../variableValues.js';
import type { Offer } from './completion.js';

/** What stands around a variable's name. */
interface Form {
  readonly start: '$' | '${';
  readonly end: '' | '}';
}

/** Variables in scope with their values, then those that exist without a declaration. */
export function variableOffers(document: DockerfileDocument, instruction: Instruction, form: Form): Offer[] {
  const scope = scopeBefore(document, instruction);
  const declared = scope.all().map((declaration): Offer => {
    const value = shownValue(declaration);
    return {
      ...named(declaration.name, form),
      detail: value === undefined ? declaration.kind : `${declaration.kind} = ${value}`,
      documentation: () => variableDocumentation(declaration),
    };
  });
  return [...declared.reverse(), ...undeclared(scope, instruction, form)];
}

function undeclared(scope: Scope, instruction: Instruction, form: Form): Offer[] {
  const { keyword } = instruction.trigger ?? instruction;
  const platform = keyword === 'FROM' ? Object.entries(platformArguments) : [];
  const image = keyword !== 'FROM' && instruction.stage ? ['PATH'] : [];
  const proxies = keyword === 'RUN' ? ['HOME', ...predefinedArguments] : [];
  return [
    ...platform.map(([name, summary]) => ({ ...named(name, form), documentation: summary })),
    ...[...image, ...proxies].map((name) => named(name, form)),
  ].filter(({ label }) => scope.get(label) === undefined);
}

function named(name: string, { start, end }: Form): Offer {
  return { label: name, kind: 'variable', insert: start + name + end, filter: start + name };
}

/** Names for an ARG: those that the file declares before its stages, and those that BuildKit sets. */
export function argumentNameOffers(document: DockerfileDocument, instruction: Instruction): Offer[] {
  if (!instruction.stage) return [];
  return [
    ...globalScope(document)
      .all()
      .map(
        (declaration): Offer => ({
          label: declaration.name,
          kind: 'variable',
          documentation: () => variableDocumentation(declaration),
        }),
      ),
    ...Object.entries(platformArguments).map(
      ([name, summary]): Offer => ({ label: name, kind: 'variable', documentation: summary }),
    ),
  ];
}
