import * as l10n from '@vscode/l10n';
import { type QuickPickItem, window, workspace } from 'vscode';
import { quoteWords } from '../../core/base/shellWords.js';
import type { ContainerSpec } from '../../core/engine/models.js';
import { runCommand } from '../../core/spec/commandLine.js';
import { variableName } from '../../core/spec/envFile.js';
import { imageCommand } from '../../core/spec/imageConfig.js';
import { formatMount } from '../../core/spec/mounts.js';
import { formatPort } from '../../core/spec/ports.js';
import type { FeatureContext } from '../base/featureContext.js';
import { familiarOf } from './imageTargets.js';
import type { Runnable } from './run.js';
import { askCommand, askEnvFile, askEnvironment, askMounts, askName, askPorts } from './runFields.js';

interface Field extends QuickPickItem {
  /** The spec with this field's new value; undefined leaves it as it is. */
  ask?(): Promise<Partial<ContainerSpec> | undefined>;
}

/** One list of what can be set, `Run` on top; each field opens its own question and comes back. */
export async function askOptions(
  context: FeatureContext,
  runnable: Runnable,
  defaults: ContainerSpec,
): Promise<ContainerSpec | undefined> {
  const memory = context.extension.workspaceState;
  const key = `run.options.${familiarOf(runnable.target)}`;
  let spec: ContainerSpec = { ...defaults, ...allowed(memory.get<Partial<ContainerSpec>>(key)) };
  for (;;) {
    const items = fieldsOf(runnable, spec);
    const title = l10n.t('Run {0} on {1}', spec.image, runnable.label);
    const field: Field | undefined = await window.showQuickPick(items, {
      title,
      placeHolder: quoteWords(runCommand(spec)),
    });
    if (!field) return undefined;
    if (!field.ask) break;
    spec = { ...spec, ...(await field.ask()) };
  }
  // Environment values may be secrets: they are never kept.
  const { ports, mounts, command, autoRemove } = spec;
  await memory.update(key, { ports, mounts, command, autoRemove });
  return spec;
}

/** Folders are mounted only from a trusted window, remembered ones too. */
function allowed(remembered: Partial<ContainerSpec> = {}): Partial<ContainerSpec> {
  if (workspace.isTrusted || !remembered.mounts) return remembered;
  return { ...remembered, mounts: remembered.mounts.filter(({ type }) => type !== 'bind') };
}

function fieldsOf(runnable: Runnable, spec: ContainerSpec): Field[] {
  const { entrypoint, command } = imageCommand(runnable.inspect);
  const none = l10n.t('none');
  return [
    { label: `$(play) ${l10n.t('Run')}` },
    {
      label: l10n.t('Name'),
      description: spec.name ?? l10n.t('chosen by the engine'),
      ask: () => askName(runnable, spec),
    },
    {
      label: l10n.t('Ports'),
      description: spec.ports?.map(formatPort).join(', ') || none,
      ask: () => askPorts(runnable, spec),
    },
    {
      label: l10n.t('Environment'),
      description: spec.env?.map(variableName).join(', ') || none,
      ask: () => askEnvironment(spec),
    },
    {
      label: l10n.t('Environment file'),
      description: l10n.t('adds lines of KEY=value, as --env-file'),
      ask: () => askEnvFile(spec),
    },
    {
      label: l10n.t('Volumes and folders'),
      description: spec.mounts?.map(formatMount).join(', ') || none,
      ask: () => askMounts(spec),
    },
    {
      label: l10n.t('Command'),
      description: quoteWords(spec.command ?? [...entrypoint, ...command]),
      ask: () => askCommand(spec),
    },
    {
      label: l10n.t('Remove when it ends'),
      description: spec.autoRemove ? l10n.t('yes; its log goes with it') : l10n.t('no'),
      ask: async () => ({ autoRemove: !spec.autoRemove }),
    },
  ];
}
