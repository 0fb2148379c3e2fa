import { parseDockerfile } from '../../src/core/dockerfile/document.js';
import type { FormatOptions } from '../../src/core/dockerfile/features/format.js';

/** What Docker and the shell read in a file; blanks between words and, where asked for, the case of keywords aside. */
export function meaningOf(text: string, keywordCase: FormatOptions['keywordCase'] = 'keep') {
  const { instructions, comments, directives, stages, escapeCharacter } = parseDockerfile(text);
  return {
    escapeCharacter,
    directives: directives.map(({ name, value }) => `${name}=${value}`),
    comments: comments.map((comment) => comment.text),
    stages: stages.map(({ name, image, parent }) => [name?.value, image?.value, parent?.index]),
    instructions: instructions.map((instruction) => ({
      keyword: keywordCase === 'keep' ? instruction.keywordText : instruction.keyword,
      flags: instruction.flags.map(({ name, value }) => [name, value]),
      words: instruction.args.map(({ value }) => (keywordCase === 'keep' ? value : value.toLowerCase())),
      quoted: instruction.argsText.match(/"[^"]*"|'[^']*'/g),
      json: instruction.json?.items.map(({ value }) => value),
      properties: instruction.properties.map(({ name, value }) => [name, value?.trimEnd()]),
      heredocs: instruction.heredocs.map(({ name, body, terminator }) => [name, body.text, terminator !== undefined]),
    })),
  };
}
