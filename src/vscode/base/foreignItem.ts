import type { QuickPickItem } from 'vscode';
import { withoutIcons } from '../../core/base/plainText.js';

/** A row of a picker made of text from an engine or a registry, which stays text. */
export function foreignItem<I extends QuickPickItem>(item: I): I {
  const { label, description, detail } = item;
  return {
    ...item,
    label: withoutIcons(label),
    ...(description !== undefined && { description: withoutIcons(description) }),
    ...(detail !== undefined && { detail: withoutIcons(detail) }),
  };
}
