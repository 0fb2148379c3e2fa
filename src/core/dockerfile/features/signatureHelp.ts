import type { DockerfileDocument } from '../document.js';
import type { Position } from '../range.js';
import { wordsBeforeCursor } from '../words.js';
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
  const line = document.lines.textOf(position.line);
  if (cursor.kind === 'comment') return directiveSignature(line, cursor.isDirectivePlace);
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
        documentation: meanings[name] ?? flagMeaning(cursor.keyword, name) ?? meanings[inner(name)] ?? '',
      })),
    }),
  );
  const rest = line.slice(position.character);
  const words = wordsBeforeCursor(text, document.escapeCharacter);
  const activeSignature = activeForm(reference.forms, text + rest, (words.at(-1) ?? '') + /^\S*/.exec(rest));
  const active = signatures[activeSignature];
  return { signatures, activeSignature, activeParameter: active ? activeParameter(active, text, rest, words) : 0 };
}

/** Names of a form's parameters in their order: flags, `<x>` and words in capitals. */
function parametersOf(form: string): string[] {
  return (
    form.replace(/^\S+\s*/, '').match(/--[a-z-]+(?:=<[^>]+>(?:\[[^\]]+\])?)?|<<EOF|<[^<>]+>|\b(?:CMD|NONE|AS)\b/g) ?? []
  ).slice();
}

function flagMeaning(keyword: string, parameter: string): string | undefined {
  const flag = /^--([a-z-]+)/.exec(parameter)?.[1];
  return flag && flagReferences[keyword]?.[flag]?.summary();
}

function inner(name: string): string {
  return /<[^>]+>/.exec(name)?.[0] ?? name;
}

/** The form that the arguments have, the first of all where there are none; of an ARG that of the name at the cursor. */
function activeForm(forms: readonly string[], text: string, word: string): number {
  const args = text.replace(/^(?:--\S+\s+)*/, '');
  const none = /^N(?:O(?:NE?)?)?(?!\S)/i.test(args) ? forms.find((form) => form.endsWith(' NONE')) : undefined;
  const isForm = (form: string) => {
    if (none) return form === none;
    if (/^(?:CMD\s+)?\[/i.test(args)) return /\["/.test(form);
    if (args.startsWith('<<')) return form.includes('<<');
    return text === '' || !/\["|<</.test(form);
  };
  const fitting = forms.filter(isForm);
  const best = (word.includes('=') && fitting.find((form) => form.includes('=<default>'))) || fitting[0];
  return Math.max(0, forms.indexOf(best ?? ''));
}

/** Flags lead, then each word takes the next parameter; the last but one repeats where the form says so. */
function activeParameter(
  { parameters, label }: Signature,
  text: string,
  rest: string,
  written: readonly string[],
): number {
  const flagCount = written.slice(0, -1).findIndex((word) => !word.startsWith('--'));
  const plain = flagCount === -1 ? written.slice(-1) : written.slice(flagCount);
  const array = /^(?:--\S+\s+)*(?:CMD\s+)?(\[.*)$/is.exec(text)?.[1];
  const words = array === undefined ? plain : jsonItems(array);
  const word = words.at(-1) ?? '';
  const flagName = words.length === 1 ? /^(?:--|-$)([a-z-]*)/.exec(word + /^\S*/.exec(rest))?.[1] : undefined;
  if (flagName !== undefined) return indexOf(parameters, (name) => name.startsWith(`--${flagName}`));
  const isCheck = array !== undefined && label.startsWith('HEALTHCHECK');
  const first = indexOf(parameters, (name) => (isCheck ? name === '<program>' : !/^--|^<flags>$/.test(name)));
  const args = words.length - 1;
  const last = parameters.length - 1;
  if (label.startsWith('FROM')) return fromParameter(parameters, args, word);
  if (/^(?:ENV|LABEL)/.test(label) && args > 0 && !words[0]?.includes('=')) return last;
  if (/^(?:ENV|ARG|LABEL)/.test(label)) return Math.min(first + (word.includes('=') ? 1 : 0), last);
  if (/^(?:EXPOSE|USER)/.test(label)) return Math.min(first + (/[/:]/.test(word) ? 1 : 0), last);
  if (!/(?:COPY|ADD)/.test(label)) return Math.max(0, Math.min(first + args, last));
  const isFollowed = array === undefined ? /^\S*\s+\S/.test(rest) : rest.includes(',');
  return args === 0 || isFollowed ? first : last;
}

/** The strings of an array up to the cursor; the last one is being written. */
function jsonItems(text: string): string[] {
  return text
    .slice(1)
    .replace(/"(?:[^"\\]|\\.)*"?/g, (item) => item.replaceAll(',', ' '))
    .split(',');
}

function indexOf(parameters: Signature['parameters'], matches: (label: string) => boolean): number {
  return Math.max(
    0,
    parameters.findIndex(({ label }) => matches(label)),
  );
}

function fromParameter(parameters: Signature['parameters'], args: number, word: string): number {
  const index = (name: string) => indexOf(parameters, (label) => label === name);
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
