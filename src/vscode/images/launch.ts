import * as l10n from '@vscode/l10n';
import { inTime } from '../../core/base/async.js';
import { shortId } from '../../core/base/format.js';
import type { Engine } from '../../core/engine/engine.js';
import { EngineError } from '../../core/engine/errors.js';
import type { ContainerSpec } from '../../core/engine/models.js';
import { runCommand } from '../../core/spec/commandLine.js';
import { type ChosenPort, chooseHostPorts, formatPort, type PublishedPort } from '../../core/spec/ports.js';
import { choose } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { withDelayedProgress } from '../base/progress.js';
import { hostPortHolder } from './hostPorts.js';

/** A container that was started, and what became of it in its first moment. */
export interface Launched {
  readonly id: string;
  readonly name: string;
  readonly ports: readonly ChosenPort[];
  /** Set when it has ended already; the exit code of a container that removed itself is not known. */
  readonly ended?: { readonly exitCode?: number };
}

/** Milliseconds in which a container that only says hello has ended. */
const firstMoment = 1500;

/**
 * Creates and starts a container on the nearest free host ports. Nothing is left behind when it cannot be started.
 * Resolves with undefined when the person gives up over a taken port.
 */
export async function launch(
  context: FeatureContext,
  engine: Engine,
  spec: ContainerSpec,
): Promise<Launched | undefined> {
  const refused = new Set<number>();
  for (;;) {
    const ports = await chooseHostPorts(spec.ports ?? [], await holderOrRefused(engine, refused));
    try {
      return await start(context, engine, { ...spec, ports: ports.map(({ port }) => port) }, ports);
    } catch (error) {
      if (!EngineError.is(error, 'portTaken') || ports.length === 0) throw error;
      for (const { port } of ports) refused.add(port.hostPort ?? 0);
      const next = await chooseHostPorts(spec.ports ?? [], await holderOrRefused(engine, refused));
      if (!(await askForNext(error, next))) return undefined;
    }
  }
}

async function holderOrRefused(engine: Engine, refused: ReadonlySet<number>) {
  const holder = await hostPortHolder(engine);
  return (hostPort: number, protocol: string) =>
    refused.has(hostPort) ? l10n.t('another program') : holder(hostPort, protocol);
}

async function askForNext(error: EngineError, next: readonly ChosenPort[]): Promise<boolean> {
  const ports = next.map(({ port }) => formatPort(port)).join(', ');
  const title = l10n.t('Publish {0} Instead', ports);
  const answer = await choose(l10n.t('A port of the host is taken.'), error.detail, [{ title, value: true }]);
  return answer === true;
}

async function start(
  context: FeatureContext,
  engine: Engine,
  spec: ContainerSpec,
  ports: readonly ChosenPort[],
): Promise<Launched> {
  return withDelayedProgress(l10n.t('Starting {0}', spec.name ?? spec.image), async (_report, signal) => {
    const { id, warnings } = await engine.containers.create(spec, signal);
    for (const warning of warnings) context.logger.warn(`docker run ${spec.image}: ${warning}`);
    try {
      await engine.containers.start(id, signal);
    } catch (error) {
      await engine.containers.remove(id, { force: true, volumes: true }).catch(() => {});
      throw error;
    }
    context.commandLines.add(runCommand(spec));
    const ended = await firstEnd(engine, id);
    const name = spec.name ?? (await engine.containers.find(id).catch(() => undefined))?.name ?? shortId(id);
    return { id, name, ports, ...(ended && { ended }) };
  });
}

/** Undefined for a container that outlives its first moment. */
async function firstEnd(engine: Engine, id: string): Promise<Launched['ended']> {
  const patience = new AbortController();
  const exit = engine.containers.wait(id, patience.signal).then(
    (exitCode) => ({ exitCode }),
    () => (patience.signal.aborted ? undefined : {}),
  );
  const ended = await inTime(exit, firstMoment);
  patience.abort();
  return ended;
}

/** Where a published port was wanted and where it went, for a message: `8080 is taken by web, so 8081`. */
export function movedPorts(ports: readonly ChosenPort[]): string {
  return ports.flatMap(({ port, moved }) => (moved ? [movedText(port, moved)] : [])).join(' ');
}

function movedText({ hostPort }: PublishedPort, { from, holder }: NonNullable<ChosenPort['moved']>): string {
  return holder
    ? l10n.t('Port {0} is taken by {1}; {2} was used.', from, holder, hostPort ?? 0)
    : l10n.t('Port {0} is taken; {1} was used.', from, hostPort ?? 0);
}
