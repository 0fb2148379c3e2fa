import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { Uri, window } from 'vscode';
import type { BuildRequest } from '../../contributions/commands/build.js';
import type { WantedMounts } from '../../core/build/mounts.js';
import { agentAddress } from '../../core/build/sshAgent.js';

type Lent = Pick<BuildRequest, 'secrets' | 'ssh'>;

/** The secrets of a build in one line: `npmrc: .npmrc, token: not set`. */
export function describeSecrets({ secrets: wanted }: WantedMounts, { secrets = {} }: Lent): string {
  const ids = [...new Set([...wanted, ...Object.keys(secrets)])];
  return ids.map((id) => `${id}: ${nameOf(fileOf(secrets, id))}`).join(', ') || l10n.t('none');
}

/** The ids of secrets that steps mount and no file is set for. */
export function unsetSecrets({ secrets: wanted }: WantedMounts, { secrets = {} }: Lent): readonly string[] {
  return wanted.filter((id) => fileOf(secrets, id) === undefined);
}

/** True when everything that steps mount is given to them. */
export function isLent(wanted: WantedMounts, lent: Lent): boolean {
  return unsetSecrets(wanted, lent).length === 0 && (wanted.ssh.length === 0 || lent.ssh === true);
}

/** Sets, changes or leaves out the file of one secret; the secrets as they are then. */
export async function editSecrets({ secrets: wanted }: WantedMounts, secrets: BuildRequest['secrets'] = {}) {
  const other = { label: `$(add) ${l10n.t('Another secret…')}`, id: undefined };
  const items = [...new Set([...wanted, ...Object.keys(secrets)])].map((id) => ({
    label: id,
    description: fileOf(secrets, id) ?? nameOf(undefined),
    id,
  }));
  const picked = await window.showQuickPick([...items, other], { placeHolder: l10n.t('Secret to set') });
  if (!picked) return secrets;
  const id =
    picked.id ?? (await window.showInputBox({ prompt: l10n.t('Id under which steps mount the secret') }))?.trim();
  if (!id) return secrets;
  const { [id]: _, ...rest } = secrets;
  const before = fileOf(secrets, id);
  if (before !== undefined && (await wantsToLeaveOut(id))) return rest;
  const title = l10n.t('File that holds the secret {0}', id);
  const [file] = (await window.showOpenDialog({ title, ...(before && { defaultUri: Uri.file(before) }) })) ?? [];
  return file ? { ...rest, [id]: file.fsPath } : secrets;
}

async function wantsToLeaveOut(id: string): Promise<boolean> {
  const leaveOut = l10n.t('Leave it out');
  const choice = await window.showQuickPick([l10n.t('Choose another file…'), leaveOut], { placeHolder: id });
  return choice === leaveOut;
}

/** Ids are words of a Dockerfile, `constructor` for one. */
function fileOf(secrets: NonNullable<Lent['secrets']>, id: string): string | undefined {
  return Object.hasOwn(secrets, id) ? secrets[id] : undefined;
}

function nameOf(file: string | undefined): string {
  return file === undefined ? l10n.t('not set') : path.basename(file);
}

/** Where the SSH agent of the extension's computer listens. */
export function ownAgent(): string | undefined {
  return agentAddress(process.env, process.platform);
}
