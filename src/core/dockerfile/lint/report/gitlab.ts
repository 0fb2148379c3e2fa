import { createHash } from 'node:crypto';
import { placeOf, type Reporter } from './report.js';

const severities = { error: 'major', warning: 'minor', info: 'info', style: 'info' } as const;

/** GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality. */
export const reportGitlab: Reporter = (findings) => {
  const seen = new Map<string, number>();
  const list = findings.map(({ file, finding }) => {
    const { line, endLine } = placeOf(finding);
    const key = [file, finding.rule.id, finding.message].join('\0');
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return {
      description: finding.message,
      check_name: finding.code,
      fingerprint: createHash('sha256').update(`${key}\0${count}`).digest('hex'),
      severity: severities[finding.severity],
      location: { path: file, lines: { begin: line, end: endLine } },
    };
  });
  return `${JSON.stringify(list, undefined, 2)}\n`;
};
