import { byFile, escapeXml, placeOf, type Reporter } from './report.js';

/** Checkstyle's XML, which many servers read. */
export const reportCheckstyle: Reporter = (findings) => {
  const files = [...byFile(findings)].map(([file, own]) => {
    const errors = own.map((finding) => {
      const { line, column } = placeOf(finding);
      const severity = finding.severity === 'style' ? 'info' : finding.severity;
      const place = `line="${line}" column="${column}" severity="${severity}"`;
      return `    <error ${place} message="${escapeXml(finding.message)}" source="${finding.code}"/>\n`;
    });
    return `  <file name="${escapeXml(file)}">\n${errors.join('')}  </file>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${files.join('')}</checkstyle>\n`;
};
