import * as l10n from '@vscode/l10n';
import { codeSpan } from '../../base/codeSpan.js';
import { plainText } from '../../base/plainText.js';
import { newestApiVersion, oldestApiVersion } from '../apiVersion.js';
import type { ChainStep } from '../discovery.js';
import { formatEndpoint } from '../endpoint.js';
import { EngineError } from '../errors.js';
import type { EngineVersion } from '../models.js';
import { advise } from './advice.js';
import { type Attempt, type Examination, outcomeOf } from './examination.js';
import type { FoundProgram } from './programs.js';
import type { SocketRights } from './rights.js';
import { sourceName } from './sourceName.js';

/** Turns an error into a sentence in the user's language. */
export type Explain = (error: EngineError) => string;

/** The report as a Markdown page. Every text that is not ours stands in code. */
export function renderReport(examination: Examination, explain: Explain): string {
  const { discovery, attempts, rights, programs } = examination;
  const outcome = outcomeOf(examination);
  const parts = [
    `# ${l10n.t('Connection to the Docker Engine')}`,
    outcome instanceof EngineError ? `**✗ ${mark(explain(outcome))}**` : `**✓ ${reached(discovery.label, outcome)}**`,
    ...section(l10n.t('What to do'), steps(examination)),
    ...section(l10n.t('How the engine was chosen'), discovery.steps.map(chainLine)),
    ...section(
      l10n.t('What was asked'),
      attempts.map((attempt) => attemptLine(attempt, explain)),
    ),
    ...(outcome instanceof EngineError ? [] : section(l10n.t('The engine'), engineLines(outcome))),
    ...(rights ? section(l10n.t('The socket'), rightsLines(rights)) : []),
    ...section(l10n.t('Programs beside it'), programLines(programs)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function reached(label: string, { product, version }: EngineVersion): string {
  return l10n.t(
    '{0} answers: {1} {2}',
    codeSpan(label),
    product === 'podman' ? 'Podman' : 'Docker Engine',
    codeSpan(version),
  );
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [`## ${title}`, lines.join('\n')] : [];
}

function steps(examination: Examination): string[] {
  return advise(examination).map(({ text, command }, place) => {
    const line = `${place + 1}. ${mark(text)}`;
    return command ? `${line}\n\n   \`\`\`sh\n   ${command}\n   \`\`\`\n` : line;
  });
}

function chainLine({ source, value, used }: ChainStep): string {
  const name = sourceName(source, codeSpan);
  const text = value === '' ? l10n.t('not set') : codeSpan(value);
  return used ? `- **${name}: ${text} ← ${l10n.t('this one counts')}**` : `- ${name}: ${text}`;
}

function attemptLine({ product, endpoint, outcome, took }: Attempt, explain: Explain): string {
  const place = `${product ? `${mark(product)}, ` : ''}${codeSpan(formatEndpoint(endpoint))}`;
  if (outcome instanceof EngineError)
    return `- ✗ ${place}: ${mark(explain(outcome))} (\`${outcome.reason}\`, ${took} ms)`;
  return `- ✓ ${place}: ${codeSpan(outcome.version)} (${took} ms)`;
}

function engineLines(version: EngineVersion): string[] {
  const { apiVersion, minApiVersion, negotiated, os, arch, kernel, buildkit } = version;
  return [
    `- ${l10n.t('API: the engine speaks {0} to {1}, Longshore {2} to {3}, both use {4}', minApiVersion, apiVersion, oldestApiVersion, newestApiVersion, negotiated)}`,
    `- ${l10n.t('System: {0}', codeSpan(`${os}/${arch}, ${kernel}`))}`,
    `- ${buildkit ? l10n.t('Builds: BuildKit') : l10n.t('Builds: the classic builder; no RUN --mount, no heredocs')}`,
  ];
}

function rightsLines({ path, file, user, isMember, hasGroup, mayUse }: SocketRights): string[] {
  if (!file) return [`- ${l10n.t('{0} is not there', codeSpan(path))}`];
  const group = codeSpan(file.group);
  return [
    `- ${l10n.t('{0} belongs to the user {1} and the group {2}, rights {3}', codeSpan(path), codeSpan(file.owner), group, codeSpan(file.mode))}`,
    ...(file.isSocket ? [] : [`- ✗ ${l10n.t('It is not a socket')}`]),
    isMember
      ? `- ✓ ${l10n.t('The user {0} is in the group {1}', codeSpan(user), group)}`
      : `- ✗ ${l10n.t('The user {0} is not in the group {1}', codeSpan(user), group)}`,
    hasGroup
      ? `- ✓ ${l10n.t('This process has the group {0}', group)}`
      : `- ✗ ${l10n.t('This process does not have the group {0}', group)}`,
    mayUse
      ? `- ✓ ${l10n.t('This process may use the socket')}`
      : `- ✗ ${l10n.t('This process may not use the socket')}`,
  ];
}

function programLines(programs: readonly FoundProgram[]): string[] {
  return [
    l10n.t('Longshore needs none of them, except ssh for engines at ssh:// addresses.'),
    '',
    ...programs.map(({ name, path }) => `- ${codeSpan(name)}: ${path ? codeSpan(path) : l10n.t('not found')}`),
  ];
}

/** Foreign text inside a sentence, its marks switched off. */
function mark(text: string): string {
  return plainText(text).replace(/[\\`*_[\]<>#|!]/g, '\\$&');
}
