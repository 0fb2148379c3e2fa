import { type Rule, rulePage } from '../rule.js';
import { placeOf, type ReportedFinding, type Reporter } from './report.js';

const levels = { error: 'error', warning: 'warning', info: 'note', style: 'note' } as const;

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. */
export const reportSarif: Reporter = (findings) => {
  const rules = [...new Set(findings.map(({ finding }) => finding.rule))];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Longshore', informationUri: rulePage('README'), rules: rules.map(describe) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((reported) => toResult(reported, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function describe({ id, summary, severity, aliases }: Rule) {
  return {
    id,
    shortDescription: { text: summary.en },
    helpUri: rulePage(id),
    defaultConfiguration: { level: severity === 'off' ? 'none' : levels[severity] },
    properties: { tags: aliases },
  };
}

function toResult({ file, finding }: ReportedFinding, rules: readonly Rule[]) {
  const { line, column, endLine, endColumn } = placeOf(finding);
  return {
    ruleId: finding.rule.id,
    ruleIndex: rules.indexOf(finding.rule),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    properties: { code: finding.code, aliases: finding.aliases },
  };
}
