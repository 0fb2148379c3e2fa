import { isDeepStrictEqual } from 'node:util';
import { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, Uri } from 'vscode';
import type { Finding } from '../../core/dockerfile/lint/lint.js';
import { toRange } from './convert.js';

const severities: Record<Finding['severity'], DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  style: DiagnosticSeverity.Hint,
};

/** A finding as the editor shows it; its code leads to the rule's page. */
export function toDiagnostic(uri: Uri, finding: Finding): Diagnostic {
  const { rule, range, severity, related } = finding;
  const diagnostic = new Diagnostic(toRange(range), messageOf(finding), severities[severity]);
  diagnostic.source = 'longshore';
  diagnostic.code = { value: rule.id, target: pageOf(rule.id) };
  if (rule.tag === 'unused') diagnostic.tags = [DiagnosticTag.Unnecessary];
  if (rule.tag === 'deprecated') diagnostic.tags = [DiagnosticTag.Deprecated];
  diagnostic.relatedInformation = related.map(
    (place) => new DiagnosticRelatedInformation(new Location(uri, toRange(place.range)), place.message),
  );
  return diagnostic;
}

/** True when an editor would show the same; fixes are asked for when they are wanted. */
export function areSame(a: readonly Finding[], b: readonly Finding[]): boolean {
  const shown = ({ fix: _, alternatives: __, ...rest }: Finding) => rest;
  return isDeepStrictEqual(a.map(shown), b.map(shown));
}

/** The message with the code that users of hadolint and BuildKit know. */
function messageOf({ message, code, rule }: Finding): string {
  return code === rule.id ? message : `${message} (${code})`;
}

/** Opens the page that comes with the extension. */
function pageOf(id: string): Uri {
  return Uri.parse(`command:longshore.dockerfile.openRule?${encodeURIComponent(JSON.stringify([id]))}`);
}

/** True when a diagnostic, which the editor may have moved, shows the finding. */
export function shows(diagnostic: Diagnostic, finding: Finding): boolean {
  const code = typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
  return (
    diagnostic.source === 'longshore' && code === finding.rule.id && diagnostic.range.isEqual(toRange(finding.range))
  );
}
