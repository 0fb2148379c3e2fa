import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as l10n from '@vscode/l10n';
import { Uri, window, workspace } from 'vscode';
import type { Engine } from '../../core/engine/engine.js';
import type { Container } from '../../core/engine/models.js';
import { withProgress } from '../base/progress.js';

/** Writes all of a container's log to a file that the person chooses, as the engine has it, with times. */
export async function saveLogs(engine: Engine, { id, name }: Container): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const file = await window.showSaveDialog({
    defaultUri: folder?.scheme === 'file' ? Uri.joinPath(folder, `${name}.log`) : Uri.file(`${name}.log`),
    filters: { [l10n.t('Logs')]: ['log', 'txt'] },
  });
  if (!file) return;
  await withProgress(l10n.t('Saving the logs of {0}', name), async (_report, signal) => {
    const log = engine.containers.logs(id, { follow: false, timestamps: true }, signal);
    await pipeline(Readable.from(bytesOf(log)), createWriteStream(file.fsPath), { signal });
  });
  await window.showTextDocument(file);
}

async function* bytesOf(log: AsyncIterable<{ readonly data: Uint8Array }>): AsyncIterable<Uint8Array> {
  for await (const { data } of log) yield data;
}
