import { byFile, escapeXml, placeOf, type Reporter } from './report.js';

/** JUnit's XML: a suite a file, a failed case a finding. */
export const reportJunit: Reporter = (findings) => {
  const suites = [...byFile(findings)].map(([file, own]) => {
    const name = escapeXml(file);
    const cases = own.map((finding) => {
      const { line, column } = placeOf(finding);
      const message = escapeXml(finding.message);
      const title = `${finding.code} ${line}:${column}`;
      return `    <testcase classname="${name}" name="${title}">\n      <failure type="${finding.severity}" message="${message}">${name}:${line}:${column}</failure>\n    </testcase>\n`;
    });
    return `  <testsuite name="${name}" tests="${own.length}" failures="${own.length}">\n${cases.join('')}  </testsuite>\n`;
  });
  const count = `tests="${findings.length}" failures="${findings.length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="longshore lint" ${count}>\n${suites.join('')}</testsuites>\n`;
};
