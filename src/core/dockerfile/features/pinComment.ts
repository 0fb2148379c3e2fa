import { formatTime } from '../../base/format.js';
import { familiarReference, parseImageReference } from '../../base/imageReference.js';
import type { Comment } from '../comments.js';
import type { DockerfileDocument } from '../document.js';
import type { Instruction } from '../instruction.js';
import { lineRange } from '../range.js';
import type { TextEdit } from '../textEdit.js';
import type { ImagePlace } from './images.js';

/** A comment that says which tag an image was pinned to: `# node:22 as of 2026-11-29`. */
interface PinComment {
  readonly comment: Comment;
  /** The name of the stage and a blank, or nothing. */
  readonly name: string;
  readonly tag: string;
}

/** The tag in the comment above an image, which also people write there: `# node:22` above `FROM node@sha256:…`. */
export function tagInComment(place: ImagePlace): string | undefined {
  return pinCommentOf(place)?.tag;
}

/**
 * Writes the tag and the day into the comment of a pin; above an image that is pinned now for the first time into a new
 * one. Undefined for a pin without the comment, which somebody did not want.
 */
export function pinCommentEdit(
  { lines }: DockerfileDocument,
  place: ImagePlace,
  tag: string,
  now: number,
): TextEdit | undefined {
  const { host, path, digest } = place.reference;
  const text = `${familiarReference({ host, path, tag })} as of ${formatTime(now).slice(0, 'YYYY-MM-DD'.length)}`;
  const known = pinCommentOf(place);
  if (known) return { range: known.comment.range, newText: `# ${known.name}${text}` };
  if (digest !== undefined) return undefined;
  const instruction = ownerOf(place);
  const block = blockAbove(instruction);
  const line = block[0]?.line ?? instruction.line;
  const indent = /^[ \t]*/.exec(lines.textOf(instruction.line))?.[0] ?? '';
  const name = block.length === 0 ? descriptionStart(instruction) : '';
  return { range: lineRange(line, 0, 0), newText: `${indent}# ${name}${text}${lines.lineBreak}` };
}

const form = /^(?:(\S+ )?(\S+) as of \d{4}-\d{2}-\d{2}|(\S+))$/;

function pinCommentOf(place: ImagePlace): PinComment | undefined {
  for (const comment of ownerOf(place).comments) {
    const [, name = '', dated, plain = ''] = form.exec(comment.text) ?? [];
    const { host, path, tag, digest } = parseImageReference(dated ?? plain) ?? {};
    const isSame = host === place.reference.host && path === place.reference.path;
    if (isSame && tag !== undefined && digest === undefined) return { comment, name, tag };
  }
  return undefined;
}

/** The instruction whose comments are meant: of a trigger its ONBUILD. */
function ownerOf({ instruction }: ImagePlace): Instruction {
  return instruction.onbuild ?? instruction;
}

/** A shebang, and what a builder reads as a directive behind it. */
const topOfFile = /^(?:!|(?:syntax|escape|check)\s*=)/i;

/**
 * The comments that touch an instruction. A new one goes above them, since pragmas reach one line far and the last
 * comment describes a stage; what must stay at the top of the file is left out.
 */
function blockAbove({ comments, line }: Instruction): readonly Comment[] {
  const gap = comments.findLastIndex((comment, index) => comment.line !== line - comments.length + index);
  const block = comments.slice(gap + 1);
  const first = block.findIndex(({ text }) => !topOfFile.test(text));
  return first === -1 ? [] : block.slice(first);
}

/**
 * BuildKit takes the comment above a named stage for its description, which begins with the name.
 * Source: https://docs.docker.com/reference/build-checks/invalid-definition-description/
 */
function descriptionStart(instruction: Instruction): string {
  const { stage } = instruction;
  return stage?.from === instruction && stage.name ? `${stage.name.value} ` : '';
}
