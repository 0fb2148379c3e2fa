import { firstIndex } from '../../base/search.js';
import type { Instruction } from '../instruction.js';

/** The part of an ordered list that belongs to an instruction. */
export function within<T extends { readonly instruction: Instruction }>(list: readonly T[], index: number): T[] {
  const found: T[] = [];
  let at = firstIndex(list, ({ instruction }) => instruction.index >= index);
  for (let item = list[at]; item?.instruction.index === index; item = list[++at]) found.push(item);
  return found;
}
