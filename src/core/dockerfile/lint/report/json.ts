import { placeOf, type Reporter } from './report.js';

/** A flat list. */
export const reportJson: Reporter = (findings) => {
  const list = findings.map(({ file, finding }) => ({
    file,
    ...placeOf(finding),
    instructionLine: finding.instructionLine + 1,
    code: finding.code,
    level: finding.severity,
    message: finding.message,
    rule: finding.rule.id,
    aliases: finding.aliases,
  }));
  return `${JSON.stringify(list, undefined, 2)}\n`;
};
