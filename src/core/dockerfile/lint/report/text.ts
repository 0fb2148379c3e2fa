import { placeOf, type Reporter } from './report.js';

const colours = { error: 31, warning: 33, info: 36, style: 90 } as const;

/** One line a finding, as compilers write them. */
export const reportText: Reporter = (findings) => lines(findings, (text) => text);

/** The same with colours for a terminal. */
export const reportColouredText: Reporter = (findings) =>
  lines(findings, (text, level) => `\u001B[${colours[level]}m${text}\u001B[0m`);

function lines(
  findings: Parameters<Reporter>[0],
  paint: (text: string, level: keyof typeof colours) => string,
): string {
  return findings
    .map(({ file, finding }) => {
      const { line, column } = placeOf(finding);
      const { severity, code, message } = finding;
      return `${file}:${line}:${column} ${paint(severity, severity)} ${code} ${message}\n`;
    })
    .join('');
}
