import type { Reporter } from '../core/dockerfile/lint/report/report.js';
import type { LintCommandOptions } from './options.js';

/** The reporter of a format, loaded when it is asked for; text is coloured on a terminal. */
export async function reporterFor({ format, noColor }: LintCommandOptions): Promise<Reporter> {
  if (format === 'json') return (await import('../core/dockerfile/lint/report/json.js')).reportJson;
  if (format === 'sarif') return (await import('../core/dockerfile/lint/report/sarif.js')).reportSarif;
  if (format === 'github') return (await import('../core/dockerfile/lint/report/github.js')).reportGithub;
  if (format === 'checkstyle') return (await import('../core/dockerfile/lint/report/checkstyle.js')).reportCheckstyle;
  if (format === 'junit') return (await import('../core/dockerfile/lint/report/junit.js')).reportJunit;
  if (format === 'gitlab') return (await import('../core/dockerfile/lint/report/gitlab.js')).reportGitlab;
  const text = await import('../core/dockerfile/lint/report/text.js');
  const isColoured = process.stdout.isTTY && !noColor && !process.env['NO_COLOR'];
  return isColoured ? text.reportColouredText : text.reportText;
}
