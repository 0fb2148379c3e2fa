import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A ShellCheck that finds SC2116 at the first backtick of each file, and notes each start in a file beside it. */
export const findsBackticks = `
  const files = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const comments = files.flatMap((file) => {
    const input = require('fs').readFileSync(file, 'utf8');
    const at = input.indexOf('\`');
    const line = input.slice(0, at).split('\\n').length;
    const column = at - input.lastIndexOf('\\n', at - 1);
    const place = { line, column, endLine: line, endColumn: column + 1 };
    const fix = { replacements: [{ ...place, replacement: '$(' }] };
    return at === -1 ? [] : [{ file, ...place, level: 'style', code: 2116, message: 'Useless.', fix }];
  });
  console.log(JSON.stringify({ comments: comments.reverse() }));
`;

/** Writes a program named `shellcheck` that runs some JavaScript; returns its path. */
export function writeFakeShellcheck(folder: string, code: string): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'shellcheck');
  const note = `require('fs').appendFileSync(${JSON.stringify(`${file}.starts`)}, 'x');`;
  writeFileSync(file, `#!${process.execPath}\n${note}\n${code}`);
  chmodSync(file, 0o755);
  return file;
}
