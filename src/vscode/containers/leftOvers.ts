import * as l10n from '@vscode/l10n';
import type { Engine } from '../../core/engine/engine.js';
import type { Container } from '../../core/engine/models.js';
import { stateWords } from '../../core/explorer/kinds/container.js';
import { type LeftOver, putBack, removeLeftOver } from '../../core/update/leftOvers.js';
import { type Choice, choose } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { listed } from '../base/listed.js';

/** Asks what becomes of what updates have left that were cut off, and does it. */
export async function settleLeftOvers(
  { commandLines }: FeatureContext,
  { containers }: Engine,
  leftOvers: readonly LeftOver[],
): Promise<void> {
  const say = (words: readonly string[]) => commandLines.add(words);
  for (const left of new Map(leftOvers.map((one) => [one.name, one])).values()) {
    const way = await choose(l10n.t('An update of {0} was cut off.', left.name), detailOf(left), waysOf(left));
    if (way === 'putBack') await putBack(containers, left.name, { start: true }, say);
    if (way === 'remove') await removeLeftOver(containers, left, say);
  }
}

function detailOf({ current, old, unnamed }: LeftOver): string {
  const present = [current, old, unnamed].filter((one): one is Container => one !== undefined);
  const lines = listed(present.map((one) => `${one.name}: ${stateWords(one)}`));
  return `${lines}\n\n${l10n.t('If another window is updating it at this moment, leave it alone.')}`;
}

function waysOf({ current, old }: LeftOver): Choice<'putBack' | 'remove'>[] {
  return [
    ...(old || current ? [{ title: l10n.t('Put the Old Container Back'), value: 'putBack' as const }] : []),
    ...(old && current ? [{ title: l10n.t('Keep the New Container'), value: 'remove' as const }] : []),
  ];
}
