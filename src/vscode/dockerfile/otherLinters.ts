import * as l10n from '@vscode/l10n';
import { ConfigurationTarget, commands, type Disposable, extensions, type Memento, workspace } from 'vscode';
import { showNote } from '../base/messages.js';
import type { ReportError } from '../base/reportError.js';
import { readSetting } from '../base/settings.js';

/** An extension that reports problems of Dockerfiles too, and the settings that silence it, if it has any. */
interface OtherLinter {
  readonly id: string;
  readonly silence: Readonly<Record<string, unknown>>;
}

const classicValidator = Object.fromEntries(
  [
    'deprecatedMaintainer',
    'directiveCasing',
    'emptyContinuationLine',
    'instructionCasing',
    'instructionCmdMultiple',
    'instructionEntrypointMultiple',
    'instructionHealthcheckMultiple',
    'instructionJSONInSingleQuotes',
    'instructionWorkdirRelative',
  ].map((name) => [`docker.languageserver.diagnostics.${name}`, 'ignore']),
);

const others: readonly OtherLinter[] = [
  { id: 'ms-azuretools.vscode-containers', silence: classicValidator },
  { id: 'ms-azuretools.vscode-docker', silence: classicValidator },
  { id: 'docker.docker', silence: {} },
  { id: 'exiasr.hadolint', silence: {} },
];

const askedKey = 'otherLinters.asked';

/** Asks once for each such extension, when a Dockerfile is first opened beside it, who is to report problems. */
export function offerOneLinter(memory: Memento, report: ReportError): Disposable {
  let isAsking = false;
  const ask = async () => {
    const other = others.find(({ id }) => extensions.getExtension(id)?.isActive && !asked(memory).includes(id));
    if (!other || isAsking || !readSetting('lint.enabled')) return;
    isAsking = true;
    try {
      await memory.update(askedKey, [...asked(memory), other.id]);
      await decide(other);
    } catch (error) {
      report(l10n.t('Change Settings'), error);
    } finally {
      isAsking = false;
    }
  };
  return workspace.onDidOpenTextDocument(({ languageId }) => {
    if (languageId === 'dockerfile') void ask();
  });
}

function asked(memory: Memento): readonly string[] {
  return memory.get<readonly string[]>(askedKey, []);
}

async function decide({ id, silence }: OtherLinter): Promise<void> {
  const name = String(extensions.getExtension(id)?.packageJSON.displayName ?? id);
  const onlyOurs = l10n.t('Longshore Only');
  const onlyTheirs = l10n.t('{0} Only', name);
  const both = l10n.t('Keep Both');
  const message = l10n.t('{0} reports problems of Dockerfiles too, so some may show twice.', name);
  const choice = await showNote(message, onlyOurs, onlyTheirs, both);
  if (choice === onlyTheirs) return set('longshore.lint.enabled', false);
  if (choice !== onlyOurs) return;
  for (const [key, value] of Object.entries(silence)) await set(key, value);
  if (Object.keys(silence).length === 0) await commands.executeCommand('workbench.extensions.search', `@id:${id}`);
}

async function set(key: string, value: unknown): Promise<void> {
  await workspace.getConfiguration().update(key, value, ConfigurationTarget.Global);
}
