import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import { isAlive, isStartable } from '../../core/engine/containerState.js';
import type { ContainerEngine } from '../../core/engine/engine.js';
import type { Container } from '../../core/engine/models.js';
import { runBatch } from '../base/batch.js';
import type { FeatureContext } from '../base/featureContext.js';
import { showWarning } from '../base/messages.js';
import { findTargets, type TargetArgs } from '../base/targets.js';
import { containerTargets, isPaused, isRunning } from './containerTargets.js';

/** What one call of the engine does to a container's process. */
interface Verb {
  readonly cli: string;
  readonly attempt: string;
  readonly question: string;
  readonly none: string;
  fits(container: Container): boolean;
  run(engine: ContainerEngine, id: string, signal: AbortSignal): Promise<void>;
}

/** The verbs that need no answer: each works on all its containers at once. */
export function lifecycleHandlers(context: FeatureContext) {
  const handler =
    (verb: () => Verb) =>
    (...args: TargetArgs) =>
      runVerb(context, verb(), args);
  return {
    'container.start': handler(start),
    'container.restart': handler(restart),
    'container.pause': handler(pause),
    'container.unpause': handler(unpause),
    'container.stop': (...args: TargetArgs) => stopContainers(context, args),
  };
}

async function runVerb(context: FeatureContext, verb: Verb, args: TargetArgs): Promise<void> {
  const { engine, targets: items } = await findTargets(context, containerTargets, verb, args);
  if (items.length === 0) return;
  const { attempt, run } = verb;
  const name = (container: Container) => container.name;
  const result = await runBatch(context, {
    attempt,
    items,
    name,
    run: ({ id }, signal) => run(engine.containers, id, signal),
  });
  logCommand(context, [verb.cli], result.done);
}

function logCommand({ commandLines }: FeatureContext, words: readonly string[], done: readonly Container[]): void {
  if (done.length > 0) commandLines.add(['docker', ...words, ...done.map(({ name }) => name)]);
}

async function stopContainers(context: FeatureContext, args: TargetArgs): Promise<void> {
  const wish = {
    question: l10n.t('Which containers to stop?'),
    none: l10n.t('No container is running.'),
    fits: isAlive,
  };
  const { engine, label, targets: items } = await findTargets(context, containerTargets, wish, args);
  if (items.length === 0) return;
  const { containers } = engine;
  const result = await runBatch(context, {
    attempt: l10n.t('Stop'),
    items,
    name: ({ name }) => name,
    limit: items.length,
    run: ({ id, name }, signal, report) => {
      void sayGrace(containers, id, name, report);
      return containers.stop(id, {}, signal);
    },
  });
  logCommand(context, ['stop'], result.done);
  if (result.cancelled.length === 0) return;
  const kill = l10n.t('Kill Now');
  const names = result.cancelled.map(({ name }) => name).join(', ');
  const message = l10n.t('{0} was asked to stop {1} and still waits for it. Kill it without waiting?', label, names);
  if ((await showWarning(message, kill)) === kill) await killAll(context, containers, result.cancelled, 'SIGKILL');
}

const usualGrace = 10;

/** Source: https://docs.docker.com/reference/cli/docker/container/stop/ */
async function sayGrace(
  containers: ContainerEngine,
  id: string,
  name: string,
  report: (message: string) => void,
): Promise<void> {
  const inspect = await containers.inspect(id).catch(() => undefined);
  const config = inspect?.['Config'] as { StopTimeout?: unknown } | undefined;
  const grace = typeof config?.StopTimeout === 'number' ? config.StopTimeout : usualGrace;
  report(l10n.t('{0} has {1} seconds to end by itself, then it is killed.', name, grace));
}

async function killAll(
  context: FeatureContext,
  containers: ContainerEngine,
  items: readonly Container[],
  unixSignal: string,
): Promise<void> {
  const result = await runBatch(context, {
    attempt: l10n.t('Kill'),
    items,
    name: ({ name }) => name,
    run: ({ id }, signal) => containers.kill(id, unixSignal, signal),
  });
  logCommand(context, ['kill', '-s', unixSignal], result.done);
}

/** Sends a signal: to a row's container the one that the person picks, from code the second argument or SIGKILL. */
export function killHandler(context: FeatureContext) {
  return async (...args: TargetArgs): Promise<void> => {
    const wish = {
      question: l10n.t('Which containers to send a signal to?'),
      none: l10n.t('No container is running.'),
      fits: isAlive,
    };
    const { engine, label, targets } = await findTargets(context, containerTargets, wish, args);
    if (targets.length === 0) return;
    const given = typeof args[0] === 'string' ? 'SIGKILL' : undefined;
    const unixSignal = typeof args[1] === 'string' ? args[1] : (given ?? (await pickSignal(targets, label)));
    if (unixSignal !== undefined) await killAll(context, engine.containers, targets, unixSignal);
  };
}

async function pickSignal(items: readonly Container[], engine: string): Promise<string | undefined> {
  const signals = [
    { label: 'SIGKILL', description: l10n.t('ends at once; unsaved work is lost') },
    { label: 'SIGTERM', description: l10n.t('asks to end, as a stop does') },
    { label: 'SIGINT', description: l10n.t('what Ctrl+C sends') },
    { label: 'SIGQUIT', description: l10n.t('asks to end; some programs print what they were doing') },
    { label: 'SIGHUP', description: l10n.t('many servers read their settings again') },
    { label: 'SIGUSR1', description: l10n.t('means what the program gives it') },
    { label: 'SIGUSR2', description: l10n.t('means what the program gives it') },
  ];
  const names = items.map(({ name }) => name).join(', ');
  const picked = await window.showQuickPick(signals, { placeHolder: l10n.t('Signal for {0} on {1}', names, engine) });
  return picked?.label;
}

function start(): Verb {
  return {
    cli: 'start',
    attempt: l10n.t('Start'),
    question: l10n.t('Which containers to start?'),
    none: l10n.t('No container is stopped.'),
    fits: isStartable,
    run: (containers, id, signal) => containers.start(id, signal),
  };
}

function restart(): Verb {
  return {
    cli: 'restart',
    attempt: l10n.t('Restart'),
    question: l10n.t('Which containers to restart?'),
    none: l10n.t('There is no container to restart.'),
    fits: (container) => isAlive(container) || isStartable(container),
    run: (containers, id, signal) => containers.restart(id, signal),
  };
}

function pause(): Verb {
  return {
    cli: 'pause',
    attempt: l10n.t('Pause'),
    question: l10n.t('Which containers to pause?'),
    none: l10n.t('No container is running.'),
    fits: isRunning,
    run: (containers, id, signal) => containers.pause(id, signal),
  };
}

function unpause(): Verb {
  return {
    cli: 'unpause',
    attempt: l10n.t('Unpause'),
    question: l10n.t('Which containers to unpause?'),
    none: l10n.t('No container is paused.'),
    fits: isPaused,
    run: (containers, id, signal) => containers.unpause(id, signal),
  };
}
