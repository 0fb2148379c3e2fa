import * as l10n from '@vscode/l10n';
import type { DockerfileDocument } from '../../document.js';
import type { Instruction } from '../../instruction.js';
import type { Offer } from './completion.js';

/** What FROM and mounts take: the names of the stages before an instruction's own, the nearest first. */
export function stageOffers(document: DockerfileDocument, instruction: Instruction): Offer[] {
  return numberedStageOffers(document, instruction).filter(({ label }) => !/^\d+$/.test(label));
}

/** What COPY --from takes: a stage without a name goes by its number. */
export function numberedStageOffers({ stages }: DockerfileDocument, instruction: Instruction): Offer[] {
  const current = instruction.stage?.index ?? stages.length;
  const seen = new Set<string>();
  return stages
    .slice(0, current)
    .reverse()
    .filter(({ name, index }) => {
      const key = (name?.value ?? String(index)).toLowerCase();
      return !seen.has(key) && seen.add(key);
    })
    .map(({ name, index, image }) => ({
      label: name?.value ?? String(index),
      kind: 'stage',
      detail: l10n.t('stage {0} from {1}', index, image?.value ?? '?'),
    }));
}
