import { type DockerfileDocument, instructionAt } from '../document.js';
import { lineRange } from '../range.js';
import type { TextEdit } from '../textEdit.js';

/** Adds a comment above the instruction on a line that silences a rule there, or adds the rule to one that stands there. */
export function ignoreOnLine(document: DockerfileDocument, code: string, line: number): TextEdit {
  const { lines } = document;
  const first = instructionAt(document, line)?.line ?? line;
  const above = first > 0 ? lines.textOf(first - 1) : '';
  const list = new RegExp(
    `^\\s*#\\s*${isBuildCheck(code) ? 'check\\s*=\\s*skip' : 'hadolint\\s+ignore'}\\s*=\\s*[\\w,-]+`,
  );
  const known = list.exec(above);
  if (known) return insert(first - 1, known[0].length, `,${code}`);
  const indent = /^\s*/.exec(lines.textOf(first))?.[0] ?? '';
  const comment = isBuildCheck(code) ? `# check=skip=${code}` : `# hadolint ignore=${code}`;
  return insert(first, 0, `${indent}${comment}${document.lines.lineBreak}`);
}

/** Adds a rule to the comment or directive at the top that silences it in the whole file. */
export function ignoreInFile(document: DockerfileDocument, code: string): TextEdit {
  const { comments, directives } = document;
  if (isBuildCheck(code)) {
    const check = directives.find(({ name }) => name === 'check');
    if (!check) return insert(directives.length, 0, `# check=skip=${code}${document.lines.lineBreak}`);
    const { start, end } = check.valueRange;
    const skip = /(?:^|;)skip=[^;\s]*/.exec(check.value);
    if (skip) return insert(end.line, start.character + skip.index + skip[0].length, `,${code}`);
    return insert(end.line, start.character, `skip=${code};`);
  }
  const known = comments.find(({ text }) => /^hadolint\s+global\s+ignore\s*=/.test(text));
  if (known) return insert(known.line, known.range.end.character, `,${code}`);
  return insert(directives.length, 0, `# hadolint global ignore=${code}${document.lines.lineBreak}`);
}

/** BuildKit's checks have names in words, and comments of their own. */
function isBuildCheck(code: string): boolean {
  return /^[A-Z]+[a-z]/.test(code);
}

function insert(line: number, character: number, newText: string): TextEdit {
  return { range: lineRange(line, character, character), newText };
}
