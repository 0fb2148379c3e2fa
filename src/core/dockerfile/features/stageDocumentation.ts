import * as l10n from '@vscode/l10n';
import { codeSpan } from '../../base/codeSpan.js';
import type { DockerfileDocument } from '../document.js';
import type { Stage } from '../stages.js';
import { paragraphs } from './documentation.js';
import { sourceReferencesOf } from './stageReferences.js';

/** What a stage is built on and who uses it, in Markdown. */
export function stageDocumentation(document: DockerfileDocument, stage: Stage): string {
  const name = stage.name?.value ?? String(stage.index);
  const users = sourceReferencesOf(document)
    .filter((reference) => reference.stage === stage && reference.use !== 'argument')
    .map(({ instruction }) => instruction.stage?.name?.value ?? String(instruction.stage?.index));
  const used = [...new Set(users)].map(codeSpan).join(', ');
  return paragraphs(
    l10n.t('Stage {0}, line {1}', codeSpan(name), stage.from.line + 1),
    `\`\`\`dockerfile\n${stage.from.text.replace(/[\r\n`]/g, ' ')}\n\`\`\``,
    resolvedImage(stage),
    used === '' ? l10n.t('No other stage uses it.') : l10n.t('Used by: {0}', used),
  );
}

function resolvedImage(stage: Stage): string {
  const image = stageImage(stage);
  return image === undefined || image === stage.image?.value ? '' : l10n.t('Image: {0}', codeSpan(image));
}

/** The image that a stage names, its variables replaced by their defaults; undefined for a stage or unknown values. */
export function stageImage({ image, base, parent }: Stage): string | undefined {
  return image && base.isComplete && !parent ? base.text : undefined;
}
