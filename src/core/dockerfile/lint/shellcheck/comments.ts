/** A place in a script that ShellCheck was given: lines and columns from one, columns in code points. */
export interface ShellcheckSpan {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What ShellCheck says of a script: its `json1` format. */
export interface ShellcheckComment extends ShellcheckSpan {
  /** The name that the script's file was given by. */
  readonly file: string;
  readonly level: 'error' | 'warning' | 'info' | 'style';
  readonly code: number;
  readonly message: string;
  readonly replacements: readonly (ShellcheckSpan & { readonly replacement: string })[];
}

/** Reads the output of `shellcheck --format=json1`; undefined when it is something else. */
export function readShellcheckOutput(output: string): readonly ShellcheckComment[] | undefined {
  const comments = field(parseJson(output), 'comments');
  if (!Array.isArray(comments)) return undefined;
  const read = comments.map(readComment);
  return read.every((comment) => comment !== undefined) ? read : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function readComment(value: unknown): ShellcheckComment | undefined {
  const span = readSpan(value);
  const level = (['error', 'warning', 'info', 'style'] as const).find((known) => known === field(value, 'level'));
  const code = field(value, 'code');
  const message = field(value, 'message');
  const file = field(value, 'file');
  if (!span || !level || typeof code !== 'number' || typeof message !== 'string' || typeof file !== 'string')
    return undefined;
  const replacements = field(field(value, 'fix'), 'replacements');
  return {
    ...span,
    file,
    level,
    code,
    message,
    replacements: Array.isArray(replacements) ? readFix(replacements) : [],
  };
}

/** All of a fix or nothing of it. */
function readFix(replacements: readonly unknown[]): ShellcheckComment['replacements'] {
  const read = replacements.flatMap((value) => {
    const span = readSpan(value);
    const replacement = field(value, 'replacement');
    return span && typeof replacement === 'string' ? [{ ...span, replacement }] : [];
  });
  return read.length === replacements.length ? read : [];
}

function readSpan(value: unknown): ShellcheckSpan | undefined {
  const [line, column, endLine, endColumn] = ['line', 'column', 'endLine', 'endColumn'].map((name) => {
    const number = field(value, name);
    return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
  });
  if (line === undefined || column === undefined || endLine === undefined || endColumn === undefined) return undefined;
  return { line, column, endLine, endColumn };
}
