import type { DockerfileDocument } from '../../document.js';
import type { Instruction } from '../../instruction.js';
import { platformArguments, predefinedArguments } from '../reference/names.js';
import { variableDocumentation } from '../variableDocumentation.js';
import { defaultValue, type Scope, scopeBefore } from '../variables.js';
import type { Offer } from './completion.js';

/** Variables in scope with their values, then those that exist without a declaration. */
export function variableOffers(document: DockerfileDocument, instruction: Instruction, hasBrace: boolean): Offer[] {
  const scope = scopeBefore(document, instruction);
  const declared = scope.all().map((declaration): Offer => {
    const value = defaultValue(declaration);
    return {
      ...named(declaration.name, hasBrace),
      detail: value === undefined ? declaration.kind : `${declaration.kind} = ${value}`,
      documentation: () => variableDocumentation(declaration),
    };
  });
  return [...declared.reverse(), ...undeclared(scope, instruction, hasBrace)];
}

function undeclared(scope: Scope, instruction: Instruction, hasBrace: boolean): Offer[] {
  const isFrom = instruction.keyword === 'FROM';
  const platform = isFrom ? Object.entries(platformArguments) : [];
  const proxies = instruction.keyword === 'RUN' ? predefinedArguments : [];
  return [
    ...platform.map(([name, summary]) => ({ ...named(name, hasBrace), documentation: summary })),
    ...proxies.map((name) => named(name, hasBrace)),
  ].filter(({ label }) => scope.get(label) === undefined);
}

function named(name: string, hasBrace: boolean): Offer {
  return {
    label: name,
    kind: 'variable',
    insert: hasBrace ? `\${${name}}` : `$${name}`,
    filter: hasBrace ? `\${${name}` : `$${name}`,
  };
}

/** Names for an ARG: those that the file declares before its stages, and those that BuildKit sets. */
export function argumentNameOffers(document: DockerfileDocument, instruction: Instruction): Offer[] {
  const global = scopeBefore(document, document.stages[0]?.from);
  if (!instruction.stage) return [];
  return [
    ...global.all().map(
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
