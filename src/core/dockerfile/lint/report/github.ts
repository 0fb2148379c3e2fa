import { placeOf, type Reporter } from './report.js';

const commands = { error: 'error', warning: 'warning', info: 'notice', style: 'notice' } as const;

/** Workflow commands that GitHub Actions shows beside the code. */
export const reportGithub: Reporter = (findings) =>
  findings
    .map(({ file, finding }) => {
      const { line, column, endLine, endColumn } = placeOf(finding);
      const properties = [
        `file=${escapeProperty(file)}`,
        `line=${line}`,
        `endLine=${endLine}`,
        ...(line === endLine ? [`col=${column}`, `endColumn=${endColumn}`] : []),
        `title=${escapeProperty(finding.code)}`,
      ];
      return `::${commands[finding.severity]} ${properties.join(',')}::${escapeData(finding.message)}\n`;
    })
    .join('');

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
