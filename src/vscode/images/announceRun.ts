import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import type { Engine } from '../../core/engine/engine.js';
import type { ImageTag } from '../../core/engine/lookup.js';
import { hostOf } from '../../core/spec/webAddress.js';
import { showNote, showWarning } from '../base/messages.js';
import { nameOf, referenceOf } from './imageTargets.js';
import { type Launched, movedPorts } from './launch.js';

interface Offer {
  readonly title: string;
  readonly command: string;
  readonly target: string;
}

/** Says what became of a container that was run, with what one does next. */
export function announceRun(engine: Engine, image: ImageTag, launched: Launched): void {
  const { id, ended } = launched;
  const logs = { title: l10n.t('View Logs'), command: 'longshore.container.viewLogs', target: id };
  if (!ended) {
    announceRunning(engine, launched, logs);
    return;
  }
  const interactive = {
    title: l10n.t('Run Interactively'),
    command: 'longshore.image.runInteractive',
    target: referenceOf(image),
  };
  const message = endedMessage(image, launched, ended.exitCode);
  if (ended.exitCode) void offer(showWarning, message, [logs]);
  else void offer(showNote, message, [logs, interactive]);
}

function announceRunning(engine: Engine, { id, name, ports }: Launched, logs: Offer): void {
  const addresses = ports.map(
    ({ port }) => `${hostOf(port, engine.endpoint)}:${port.hostPort} → ${port.containerPort}`,
  );
  const where = addresses.length > 0 ? l10n.t('{0} runs: {1}', name, addresses.join(', ')) : l10n.t('{0} runs.', name);
  const message = [where, movedPorts(ports)].filter((part) => part !== '').join(' ');
  const browse = { title: l10n.t('Open in Browser'), command: 'longshore.container.openInBrowser', target: id };
  const isWeb = ports.some(({ port }) => port.protocol === 'tcp');
  void offer(showNote, message, isWeb ? [browse, logs] : [logs]);
}

function endedMessage(image: ImageTag, { name }: Launched, exitCode: number | undefined): string {
  if (exitCode) return l10n.t('{0} ended at once with exit code {1}. Its log says why.', name, exitCode);
  return l10n.t(
    '{0} has ended: a container lives as long as its first process, and the command of {1} was done.',
    name,
    nameOf(image),
  );
}

async function offer(
  show: (message: string, ...titles: string[]) => Thenable<string | undefined>,
  message: string,
  offers: readonly Offer[],
): Promise<void> {
  const title = await show(message, ...offers.map((one) => one.title));
  const picked = offers.find((one) => one.title === title);
  if (picked) await commands.executeCommand(picked.command, picked.target);
}
