import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import type { Engine } from '../../core/engine/engine.js';
import type { ImageTag } from '../../core/engine/lookup.js';
import { hostOf } from '../../core/spec/webAddress.js';
import { showNote, showWarning } from '../base/messages.js';
import { type Offer, offer } from '../base/offer.js';
import type { ReportError } from '../base/reportError.js';
import { nameOf, referenceOf } from './imageTargets.js';
import { type Launched, movedPorts } from './launch.js';

/** Says what became of a container that was run, with what one does next. */
export function announceRun(report: ReportError, engine: Engine, image: ImageTag, launched: Launched): void {
  const { id, ended } = launched;
  const logs = running(l10n.t('View Logs'), 'longshore.container.viewLogs', id);
  if (!ended) {
    announceRunning(report, engine, launched, logs);
    return;
  }
  const again = running(l10n.t('Run Interactively'), 'longshore.image.runInteractive', referenceOf(image));
  const message = endedMessage(image, launched, ended.exitCode);
  if (ended.exitCode) offer(report, showWarning, message, [logs]);
  else offer(report, showNote, message, [logs, again]);
}

function announceRunning(report: ReportError, engine: Engine, { id, name, ports }: Launched, logs: Offer): void {
  const addresses = ports.map(
    ({ port }) => `${hostOf(port, engine.endpoint)}:${port.hostPort} → ${port.containerPort}`,
  );
  const where = addresses.length > 0 ? l10n.t('{0} runs: {1}', name, addresses.join(', ')) : l10n.t('{0} runs.', name);
  const message = [where, movedPorts(ports)].filter((part) => part !== '').join(' ');
  const browse = running(l10n.t('Open in Browser'), 'longshore.container.openInBrowser', id);
  const isWeb = ports.some(({ port }) => port.protocol === 'tcp');
  offer(report, showNote, message, isWeb ? [browse, logs] : [logs]);
}

function endedMessage(image: ImageTag, { name }: Launched, exitCode: number | undefined): string {
  if (exitCode) return l10n.t('{0} ended at once with exit code {1}. Its log says why.', name, exitCode);
  return l10n.t(
    '{0} has ended: a container lives as long as its first process, and the command of {1} was done.',
    name,
    nameOf(image),
  );
}

function running(title: string, command: string, target: string): Offer {
  return { title, run: () => commands.executeCommand(command, target) };
}
