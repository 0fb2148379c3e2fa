import { firstIndex } from '../base/search.js';
import { type Comment, type Directive, readDirective, toComment } from './comments.js';
import { Instruction } from './instruction.js';
import { Lines } from './lines.js';
import { readStages, type Stage } from './stages.js';
import { SyntaxCache, SyntaxReader } from './syntaxCache.js';

/** A Dockerfile that was read. Every text can be read; what is wrong in it shows in the parts. */
export interface DockerfileDocument {
  /** As it was given. A byte order mark, which editors keep to themselves, counts as a blank. */
  readonly text: string;
  readonly lines: Lines;
  /** The escape character in force. */
  readonly escapeCharacter: string;
  readonly directives: readonly Directive[];
  /** All comments but directives, in order. */
  readonly comments: readonly Comment[];
  /** In order; a trigger is found on its ONBUILD. */
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
}

/** A document together with what makes the next parse of the same file quick. */
export interface ParsedDockerfile {
  readonly document: DockerfileDocument;
  readonly cache: SyntaxCache;
}

/** Reads a Dockerfile as BuildKit does; never fails, in time linear to the text. */
export function parseDockerfile(text: string): DockerfileDocument {
  return parseAgain(text).document;
}

/** Reads a new text of a file and works out only the instructions that the cache of the last one does not know. */
export function parseAgain(text: string, known = new SyntaxCache()): ParsedDockerfile {
  const lines = new Lines(text);
  const directives = readDirectives(lines);
  const escapeCharacter = escapeOf(directives);
  const comments: Comment[] = [];
  const instructions: Instruction[] = [];
  const reader = new SyntaxReader(lines, escapeCharacter, known);
  let above: Comment[] = [];
  for (let line = directives.length; line < lines.count; ) {
    const lineText = lines.textOf(line);
    const first = lineText.trimStart().charAt(0);
    if (first === '' || first === '#') {
      if (first === '#') {
        const comment = toComment(lineText, line, false);
        comments.push(comment);
        above = comment.text === '' ? [] : [...above.slice(-maxCommentsAbove), comment];
      }
      line++;
      continue;
    }
    const syntax = reader.readAt(line);
    instructions.push(new Instruction(syntax, line, instructions.length, above));
    above = [];
    for (const inner of syntax.line.innerComments) {
      const at = lines.lineAt(lines.start(line) + inner.start);
      comments.push(toComment(lines.textOf(at), at, true));
    }
    line += syntax.line.fullLineCount;
  }
  const stages = readStages(instructions, escapeCharacter);
  const document = { text: lines.text, lines, escapeCharacter, directives, comments, instructions, stages };
  return { document, cache: reader.read };
}

/** Longer headers keep their last lines only, so that a file of comments stays linear. */
const maxCommentsAbove = 100;

function readDirectives(lines: Lines): Directive[] {
  const directives: Directive[] = [];
  for (let line = 0; line < lines.count; line++) {
    const directive = readDirective(lines.textOf(line), line);
    if (!directive) break;
    directives.push(directive);
  }
  return directives;
}

function escapeOf(directives: readonly Directive[]): string {
  const value = directives.find(({ name }) => name === 'escape')?.value;
  return value === '`' ? '`' : '\\';
}

/** The instruction whose lines, heredocs included, hold a line. */
export function instructionAt({ instructions }: DockerfileDocument, line: number): Instruction | undefined {
  const instruction = instructions[firstIndex(instructions, ({ fullLastLine }) => fullLastLine >= line)];
  return instruction && instruction.line <= line ? instruction : undefined;
}
