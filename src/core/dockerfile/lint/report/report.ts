import type { Finding } from '../lint.js';

/** A finding in a file, by its path as it was given. */
export interface ReportedFinding {
  readonly file: string;
  readonly finding: Finding;
}

/** Turns findings into a text for people or programs; ends with a line break unless it is empty. */
export type Reporter = (findings: readonly ReportedFinding[]) => string;

/** A place with lines and columns from one, as command lines and their formats count. */
export interface ReportedPlace {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function placeOf({ range: { start, end } }: Finding): ReportedPlace {
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** Text for an XML attribute or element. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}

/** Findings by file, in order of appearance. */
export function byFile(findings: readonly ReportedFinding[]): ReadonlyMap<string, readonly Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const { file, finding } of findings) {
    const own = files.get(file);
    if (own) own.push(finding);
    else files.set(file, [finding]);
  }
  return files;
}
