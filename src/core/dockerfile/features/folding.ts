import type { DockerfileDocument } from '../document.js';

/** Lines that fold into their first. */
export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly kind: 'stage' | 'instruction' | 'heredoc' | 'comment' | 'region';
}

/** Stages, continued instructions, heredocs, runs of comments and `#region` pairs. */
export function foldingRanges(document: DockerfileDocument): readonly Fold[] {
  const folds: Fold[] = [...stageFolds(document), ...instructionFolds(document), ...commentFolds(document)];
  return folds.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start || b.end - a.end);
}

function* stageFolds({ stages }: DockerfileDocument): Iterable<Fold> {
  for (const { from, instructions } of stages) {
    const last = instructions.at(-1);
    if (last) yield { start: from.line, end: last.fullLastLine, kind: 'stage' };
  }
}

function* instructionFolds({ instructions }: DockerfileDocument): Iterable<Fold> {
  for (const instruction of instructions) {
    const { line, fullLastLine } = instruction;
    if (instruction.keyword !== 'FROM' || instruction.lastLine > line)
      yield { start: line, end: fullLastLine, kind: 'instruction' };
    if (instruction.heredocs.length < 2) continue;
    for (const { bodySpan, terminator } of instruction.heredocs) {
      const { start } = instruction.rangeOfSource(bodySpan);
      const end = terminator ? instruction.rangeOfSource(terminator).end.line : fullLastLine;
      yield { start: start.line, end, kind: 'heredoc' };
    }
  }
}

function* commentFolds({ comments }: DockerfileDocument): Iterable<Fold> {
  const regions: number[] = [];
  let first = comments[0];
  for (const [index, comment] of comments.entries()) {
    if (/^region\b/i.test(comment.text)) regions.push(comment.line);
    const start = /^endregion\b/i.test(comment.text) ? regions.pop() : undefined;
    if (start !== undefined) yield { start, end: comment.line, kind: 'region' };
    const isLast = comments[index + 1]?.line !== comment.line + 1;
    if (isLast && first) yield { start: first.line, end: comment.line, kind: 'comment' };
    if (isLast) first = comments[index + 1];
  }
}
