import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { BuildRequest } from '../../contributions/commands/build.js';
import { declaredArguments } from '../../core/build/buildArguments.js';
import { wantedMounts } from '../../core/build/mounts.js';
import { type DockerfileDocument, parseDockerfile } from '../../core/dockerfile/document.js';
import { describeSecrets, editSecrets, ownAgent, unsetSecrets } from './lending.js';
import { askTag } from './tagInput.js';

/** What the form edits. */
export type BuildChoices = BuildRequest & { readonly tag: string; readonly context: string };

type Edit = (choices: BuildChoices) => Promise<BuildChoices>;
type Row = QuickPickItem & { readonly edit?: Edit };

/** One list with every option and its value; picking a row changes it, `Build` ends. Undefined when given up. */
export async function editChoices(
  dockerfile: Uri,
  text: string,
  initial: BuildChoices,
): Promise<BuildChoices | undefined> {
  const file = parseDockerfile(text);
  for (let choices = initial; ; ) {
    const picked = await window.showQuickPick(rows(dockerfile, file, choices), {
      title: l10n.t('Build {0}', workspace.asRelativePath(dockerfile)),
      placeHolder: l10n.t('Change what you like, then choose Build'),
      ignoreFocusOut: true,
    });
    if (!picked) return undefined;
    if (!picked.edit) return choices;
    choices = await picked.edit(choices);
  }
}

function rows(dockerfile: Uri, file: DockerfileDocument, choices: BuildChoices): Row[] {
  const names = file.stages.flatMap(({ name }) => name?.value.toLowerCase() ?? []);
  const none = l10n.t('none');
  return [
    { label: `$(package) ${l10n.t('Build')}`, description: choices.tag },
    { label: `$(tag) ${l10n.t('Tag')}`, description: choices.tag, edit: editTag },
    ...(names.length > 0
      ? [
          {
            label: `$(layers) ${l10n.t('Target stage')}`,
            description: choices.target ?? l10n.t('the last one'),
            edit: editTarget(names),
          },
        ]
      : []),
    {
      label: `$(symbol-variable) ${l10n.t('Build arguments')}`,
      description:
        Object.entries(choices.buildArgs ?? {})
          .map((pair) => pair.join('='))
          .join(' ') || none,
      edit: editBuildArgs(declaredArguments(file)),
    },
    { label: `$(folder) ${l10n.t('Context')}`, description: choices.context, edit: editContext(dockerfile) },
    ...lentRows(file, choices),
    { label: `$(server) ${l10n.t('Platform')}`, description: choices.platform ?? none, edit: editPlatform },
    { ...toggle(l10n.t('Without cache'), choices.noCache), edit: async (old) => ({ ...old, noCache: !old.noCache }) },
    { ...toggle(l10n.t('Pull newer base images'), choices.pull), edit: async (old) => ({ ...old, pull: !old.pull }) },
  ];
}

/** What the build may use without keeping it; what cannot be given is offered only where the file asks for it. */
function lentRows(file: DockerfileDocument, choices: BuildChoices): Row[] {
  const wanted = wantedMounts(file);
  const icon = unsetSecrets(wanted, choices).length > 0 ? '$(warning)' : '$(key)';
  const secrets = {
    label: `${icon} ${l10n.t('Secrets')}`,
    description: describeSecrets(wanted, choices),
    edit: async (old: BuildChoices) => ({ ...old, secrets: await editSecrets(wanted, old.secrets) }),
  };
  const label = l10n.t('SSH agent');
  if (ownAgent() !== undefined)
    return [secrets, { ...toggle(label, choices.ssh), edit: async (old) => ({ ...old, ssh: !old.ssh }) }];
  if (wanted.ssh.length === 0) return [secrets];
  const description = l10n.t('none runs on this computer: SSH_AUTH_SOCK is not set');
  return [secrets, { label: `$(warning) ${label}`, description, edit: async (old) => old }];
}

function toggle(label: string, on = false): QuickPickItem {
  return {
    label: `${on ? '$(check)' : '$(circle-large-outline)'} ${label}`,
    description: on ? l10n.t('yes') : l10n.t('no'),
  };
}

const editTag: Edit = async (choices) => ({ ...choices, tag: (await askTag(choices.tag)) ?? choices.tag });

function editTarget(names: readonly string[]): Edit {
  return async (choices) => {
    const last = { label: l10n.t('the last one'), target: undefined };
    const items = [last, ...names.map((name) => ({ label: name, target: name }))];
    const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Stage to build up to') });
    if (!picked) return choices;
    const { target: _, ...rest } = choices;
    return picked.target ? { ...rest, target: picked.target } : rest;
  };
}

/** Offers the file's own ARGs; an empty value leaves the default in force. */
function editBuildArgs(args: ReadonlyMap<string, string>): Edit {
  return async (choices) => {
    const other = { label: `$(add) ${l10n.t('Another argument…')}`, name: undefined };
    const items = [...args].map(([name, value]) => ({
      label: name,
      description: choices.buildArgs?.[name] ?? value,
      name,
    }));
    const picked = await window.showQuickPick([...items, other], { placeHolder: l10n.t('Argument to set') });
    if (!picked) return choices;
    const name = picked.name ?? (await window.showInputBox({ prompt: l10n.t('Name of the argument') }))?.trim();
    if (!name) return choices;
    const value = await window.showInputBox({
      prompt: l10n.t('Value of {0}; empty for its default', name),
      value: choices.buildArgs?.[name] ?? args.get(name) ?? '',
    });
    if (value === undefined) return choices;
    const { [name]: _, ...rest } = choices.buildArgs ?? {};
    return { ...choices, buildArgs: value === '' ? rest : { ...rest, [name]: value } };
  };
}

function editContext(dockerfile: Uri): Edit {
  return async (choices) => {
    const folder = path.dirname(dockerfile.fsPath);
    const root = workspace.getWorkspaceFolder(dockerfile)?.uri.fsPath;
    const items = [
      { label: l10n.t('Folder of the Dockerfile'), description: folder, folder },
      ...(root && root !== folder ? [{ label: l10n.t('Workspace folder'), description: root, folder: root }] : []),
      { label: l10n.t('Another folder…'), description: '', folder: undefined },
    ];
    const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Folder whose files COPY sees') });
    if (!picked) return choices;
    const context = picked.folder ?? (await browse(choices.context));
    return context ? { ...choices, context } : choices;
  };
}

async function browse(from: string): Promise<string | undefined> {
  const defaultUri = Uri.file(from);
  const chosen = await window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, defaultUri });
  return chosen?.[0]?.fsPath;
}

const editPlatform: Edit = async (choices) => {
  const platform = await window.showInputBox({
    prompt: l10n.t('Platform, such as linux/arm64; empty for the one of the engine'),
    value: choices.platform ?? '',
  });
  if (platform === undefined) return choices;
  const { platform: _, ...rest } = choices;
  return platform.trim() === '' ? rest : { ...rest, platform: platform.trim() };
};
