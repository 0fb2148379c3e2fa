import type { DockerfileDocument } from '../document.js';
import type { Instruction } from '../instruction.js';
import type { Span } from '../mappedText.js';
import type { Stage } from '../stages.js';
import { flagOptions } from '../words.js';
import { oncePerDocument } from './oncePerDocument.js';

/** A place that names a source: an earlier stage by name or number, or an image. */
export interface SourceReference {
  readonly instruction: Instruction;
  readonly value: string;
  readonly span: Span;
  /** Undefined for an image or a named build context. */
  readonly stage: Stage | undefined;
  /** Whether the stage's contents are built upon (FROM) or copied or mounted. */
  readonly use: 'base' | 'copy' | 'mount';
}

/** All FROM images, COPY --from and RUN --mount=from= of a file, in order. */
export const sourceReferencesOf = oncePerDocument(readReferences);

function readReferences(document: DockerfileDocument): readonly SourceReference[] {
  const byName = new Map<string, Stage>();
  const found: SourceReference[] = [];
  for (const stage of document.stages) {
    const { image, from, parent } = stage;
    if (image) found.push({ instruction: from, value: image.value, span: image, stage: parent, use: 'base' });
    for (const written of stage.instructions) {
      const instruction = written.trigger ?? written;
      for (const source of sourcesOf(instruction))
        found.push({ ...source, instruction, stage: stageNamed(source.value, stage, byName, document) });
    }
    if (stage.name) byName.set(stage.name.value.toLowerCase(), stage);
  }
  return found;
}

function stageNamed(
  value: string,
  current: Stage,
  byName: ReadonlyMap<string, Stage>,
  { stages }: DockerfileDocument,
): Stage | undefined {
  const named = byName.get(value.toLowerCase());
  if (named) return named;
  return /^\d+$/.test(value) && Number(value) < current.index ? stages[Number(value)] : undefined;
}

function* sourcesOf(instruction: Instruction): Iterable<Pick<SourceReference, 'value' | 'span' | 'use'>> {
  if (instruction.keyword === 'COPY') {
    const from = instruction.flag('from');
    if (from?.valueSpan && from.value !== undefined) yield { value: from.value, span: from.valueSpan, use: 'copy' };
  } else if (instruction.keyword === 'RUN') {
    for (const flag of instruction.flags) {
      if (flag.name !== 'mount') continue;
      for (const { name, value, end } of flagOptions(flag)) {
        if (name === 'from' && value !== undefined)
          yield { value, span: { start: end - value.length, end }, use: 'mount' };
      }
    }
  }
}
