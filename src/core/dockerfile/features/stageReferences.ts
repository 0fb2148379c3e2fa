import type { DockerfileDocument } from '../document.js';
import type { Expansion } from '../expand.js';
import type { Instruction } from '../instruction.js';
import type { Span } from '../mappedText.js';
import type { Stage } from '../stages.js';
import type { InstructionSyntax } from '../syntax.js';
import { flagOptions, withoutQuotes } from '../words.js';
import { oncePerDocument } from './oncePerDocument.js';
import { referencesIn } from './variables.js';

/** A place that names a source: a stage by name or number, or an image. */
export interface SourceReference {
  readonly instruction: Instruction;
  /** As written, without quotes around it. */
  readonly value: string;
  readonly span: Span;
  /** With the defaults of its variables; only FROM takes any. */
  readonly resolved: Expansion;
  /** Undefined for an image or a named build context; a number is a stage to COPY --from alone. */
  readonly stage: Stage | undefined;
  /** Whether the stage's contents are built upon (FROM) or copied or mounted, or an argument of FROM names it. */
  readonly use: 'base' | 'copy' | 'mount' | 'argument';
}

/** All FROM images, with arguments that name them, COPY --from and RUN --mount=from= of a file, in order; those lead to later stages too, as in BuildKit. */
export const sourceReferencesOf = oncePerDocument(readReferences);

function readReferences(document: DockerfileDocument): readonly SourceReference[] {
  const { stages } = document;
  const all = new Map(stages.flatMap((stage) => (stage.name ? [[stage.name.value.toLowerCase(), stage]] : [])));
  const before = new Map<string, Stage>();
  const named = new Map<string, SourceReference>();
  const found: SourceReference[] = [];
  for (const stage of stages) {
    const { image, from, parent, base } = stage;
    if (image) {
      const span = withoutQuotes(from.text, image);
      found.push({ instruction: from, value: from.textOf(span), span, resolved: base, stage: parent, use: 'base' });
      const naming = namingArgument(stage, document);
      if (naming) named.set(`${naming.instruction.index} ${naming.span.start}`, naming);
    }
    for (const written of stage.instructions) {
      const instruction = written.trigger ?? written;
      if (instruction.flags.length === 0) continue;
      for (const source of instruction.syntax.keep(sourcesOf)) {
        const name = source.value.toLowerCase();
        const isNumber = source.use === 'copy' && /^\d+$/.test(name);
        const target = before.get(name) ?? all.get(name) ?? (isNumber ? stages[Number(name)] : undefined);
        const resolved = { text: source.value, isComplete: !source.value.includes('$') };
        found.push({ ...source, instruction, resolved, stage: target });
      }
    }
    if (stage.name) before.set(stage.name.value.toLowerCase(), stage);
  }
  return [...[...named.values()].sort((a, b) => a.instruction.index - b.instruction.index), ...found];
}

/** True when a FROM makes the stage's name of variables, or may when a build sets them: `FROM build-$KIND`. */
export function isPutTogether(document: DockerfileDocument, stage: Stage): boolean {
  const name = stage.name?.value ?? '';
  return document.stages.some((child) => {
    const image = child.image?.value ?? '';
    if (!image.includes('$')) return false;
    return child.parent === stage ? !namingArgument(child, document) : mayBecome(image, name);
  });
}

/** True for a text that variables can make the name of; one of nothing but variables can be any. */
function mayBecome(text: string, name: string): boolean {
  const whole = name.toLowerCase();
  const literals = text.toLowerCase().split(/\$(?:\w+|\{[^}]*\})/);
  const [first = '', last = ''] = [literals.shift(), literals.pop()];
  if (first + literals.join('') + last === '' || !whole.startsWith(first)) return false;
  let at = first.length;
  for (const literal of literals) {
    const found = whole.indexOf(literal, at);
    if (found === -1) return false;
    at = found + literal.length;
  }
  return whole.length - at >= last.length && whole.endsWith(last);
}

/** The default of an argument that is a stage's name, where a FROM is that argument and nothing else. */
function namingArgument({ from, image, parent }: Stage, document: DockerfileDocument): SourceReference | undefined {
  if (!parent?.name || !/^\$(?:\w+|\{\w+\})$/.test(image?.value ?? '')) return undefined;
  const uses = referencesIn(document, from);
  const { instruction, property } = uses.find(({ span }) => span.start > (image?.start ?? 0))?.declaration ?? {};
  if (!instruction || !property?.valueSpan) return undefined;
  const span = withoutQuotes(instruction.text, property.valueSpan);
  const value = instruction.textOf(span);
  if (value.toLowerCase() !== parent.name.value.toLowerCase()) return undefined;
  return { instruction, value, span, resolved: { text: value, isComplete: true }, stage: parent, use: 'argument' };
}

/** What the flags of a COPY or RUN name. */
function sourcesOf({ keyword, flags }: InstructionSyntax): Pick<SourceReference, 'value' | 'span' | 'use'>[] {
  if (keyword === 'COPY') {
    const { value, valueSpan: span } = flags.find(({ name }) => name === 'from') ?? {};
    return span && value !== undefined ? [{ value, span, use: 'copy' }] : [];
  }
  const mounts = keyword === 'RUN' ? flags.filter(({ name }) => name === 'mount') : [];
  return mounts.flatMap(flagOptions).flatMap(({ name, value, end }) => {
    if (name !== 'from' || value === undefined) return [];
    return [{ value, span: { start: end - value.length, end }, use: 'mount' as const }];
  });
}
