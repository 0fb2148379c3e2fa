import type { DockerfileDocument } from '../document.js';
import type { Position } from '../range.js';
import { cursorAt } from './cursor.js';
import { directiveReferences } from './reference/directives.js';
import { flagReferences } from './reference/flags.js';
import { instructionReferences } from './reference/instructions.js';

/** A form of the instruction at the cursor, with the parameter that the cursor is in. */
export interface Signature {
  readonly label: string;
  readonly documentation: string;
  readonly parameters: readonly { readonly label: string; readonly documentation: string }[];
}

export interface SignatureHelp {
  readonly signatures: readonly Signature[];
  readonly activeSignature: number;
  readonly activeParameter: number;
}

/** The forms of the instruction, flag or directive that is being written. */
export function signatureHelp(document: DockerfileDocument, position: Position): SignatureHelp | undefined {
  const cursor = cursorAt(document, position);
  if (cursor.kind === 'comment') return directiveSignature(cursor.text, cursor.isDirectivePlace);
  if (cursor.kind !== 'arguments') return undefined;
  const reference = instructionReferences[cursor.keyword];
  if (!reference) return undefined;
  const text = cursor.text.trimStart();
  const flag = /(?:^|\s)--([a-z-]+)=[^\s]*$/.exec(text)?.[1];
  const flagHelp = flag && flagSignature(cursor.keyword, flag);
  if (flagHelp) return flagHelp;
  const meanings = reference.parameters?.() ?? {};
  const signatures = reference.forms.map(
    (label): Signature => ({
      label,
      documentation: reference.summary(),
      parameters: parametersOf(label).map((name) => ({
        label: name,
        documentation: meanings[name] ?? meanings[inner(name)] ?? '',
      })),
    }),
  );
  const activeSignature = activeForm(reference.forms, text);
  const active = signatures[activeSignature];
  return { signatures, activeSignature, activeParameter: active ? activeParameter(active, text) : 0 };
}

/** Names of a form's parameters in their order: flags, `<x>` and words in capitals. */
function parametersOf(form: string): string[] {
  return (
    form.replace(/^\S+\s*/, '').match(/--[a-z-]+(?:=<[^>]+>(?:\[[^\]]+\])?)?|<<EOF|<[^<>]+>|\b(?:CMD|NONE|AS)\b/g) ?? []
  ).slice();
}

function inner(name: string): string {
  return /<[^>]+>/.exec(name)?.[0] ?? name;
}

function activeForm(forms: readonly string[], text: string): number {
  const wanted = /^(?:--\S+\s+)*(\[|<<|NONE\b)?/i.exec(text)?.[1]?.toUpperCase();
  const isForm = (form: string) => {
    if (wanted === '[') return /\["/.test(form);
    if (wanted === '<<') return form.includes('<<');
    if (wanted === 'NONE') return form.includes('NONE');
    return !/\["|<</.test(form);
  };
  const hasValue = /^\w+=/.test(text);
  const best = forms.findIndex((form) => isForm(form) && (!hasValue || form.includes('=')));
  return Math.max(best, 0);
}

/** Flags lead, then each word takes the next parameter; the last but one repeats where the form says so. */
function activeParameter({ parameters, label }: Signature, text: string): number {
  const words = text.split(/\s+/);
  const word = words.pop() ?? '';
  const flagName = /^--([a-z-]*)/.exec(word)?.[1];
  if (flagName !== undefined)
    return Math.max(
      0,
      parameters.findIndex((parameter) => parameter.label.startsWith(`--${flagName}`)),
    );
  const first = parameters.findIndex((parameter) => !parameter.label.startsWith('--'));
  const args = words.filter((before) => before !== '' && !before.startsWith('--')).length;
  const last = parameters.length - 1;
  if (/^FROM/.test(label)) return fromParameter(parameters, args, word);
  const inPair = /^(?:ENV|ARG|LABEL)/.test(label);
  if (inPair) return Math.min(first + (word.includes('=') ? 1 : 0), last);
  if (/^(?:EXPOSE|USER)/.test(label)) return Math.min(first + (/[/:]/.test(word) ? 1 : 0), last);
  const repeats = /(?:COPY|ADD)/.test(label) && args > 0 ? last : first + args;
  return Math.max(0, Math.min(repeats, last));
}

function fromParameter(parameters: Signature['parameters'], args: number, word: string): number {
  const index = (name: string) =>
    Math.max(
      0,
      parameters.findIndex(({ label }) => label === name),
    );
  if (args >= 2) return index('<name>');
  if (args === 1) return index('AS');
  if (word.includes('@')) return index('<digest>');
  return index(/:[^/]*$/.test(word) ? '<tag>' : '<image>');
}

function flagSignature(keyword: string, name: string): SignatureHelp | undefined {
  const flag = flagReferences[keyword]?.[name];
  if (!flag) return undefined;
  const label = `--${name}=<value>`;
  const documentation = flag.summary();
  const parameters = [{ label: '<value>', documentation: flag.values.join(', ') }];
  return { signatures: [{ label, documentation, parameters }], activeSignature: 0, activeParameter: 0 };
}

function directiveSignature(text: string, isDirectivePlace: boolean): SignatureHelp | undefined {
  const name = /^\s*#\s*(syntax|escape|check)\s*=/i.exec(text)?.[1]?.toLowerCase();
  const reference = name === undefined ? undefined : directiveReferences[name];
  if (!reference || !isDirectivePlace) return undefined;
  const parameters = [{ label: '<value>', documentation: reference.values.join(', ') }];
  const signature = { label: `# ${name}=<value>`, documentation: reference.summary(), parameters };
  return { signatures: [signature], activeSignature: 0, activeParameter: 0 };
}
