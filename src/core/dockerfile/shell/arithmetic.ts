import type { Span } from '../mappedText.js';
import type { ArithmeticPart } from './tree.js';

interface NamedSpan extends Span {
  readonly name: string;
}

/** Names without a dollar sign in `$(( ))`; two operands side by side make it no arithmetic but a command. */
export function namesInArithmetic({ start, end, inner }: ArithmeticPart, text: string): readonly NamedSpan[] {
  const pieces = [start, ...inner.map((part) => part.end)].map((from, index) => {
    return { from, piece: text.slice(from, inner[index]?.start ?? end) };
  });
  if (/[\w)]\s+[\w(]/.test(pieces.map(({ piece }) => piece).join('0'))) return [];
  return pieces.flatMap(({ from, piece }) =>
    [...piece.matchAll(/(?<![\w#])[A-Za-z_]\w*/g)].map(({ 0: name, index }) => {
      return { name, start: from + index, end: from + index + name.length };
    }),
  );
}
