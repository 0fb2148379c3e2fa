import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import type { Engine } from '../../core/engine/engine.js';
import { EngineError } from '../../core/engine/errors.js';
import type { Container, ExecSpec } from '../../core/engine/models.js';
import { findShell } from '../../core/engine/shell.js';
import { execTracked } from '../../core/engine/trackedExec.js';
import { stateWords } from '../../core/explorer/kinds/container.js';
import { variableName } from '../../core/spec/envFile.js';
import { type ExecLine, parseExecLine } from '../../core/spec/execLine.js';
import type { FeatureContext } from '../base/featureContext.js';
import { askWithHistory } from '../base/history.js';
import { showNote, showWarning } from '../base/messages.js';
import { offer } from '../base/offer.js';
import type { ProcessTerminals } from '../base/processTerminals.js';
import { findTarget, type TargetArgs } from '../base/targets.js';
import { containerTargets, isRunning } from './containerTargets.js';

/** Opens a terminal with the best shell that the container has. */
export function shellHandler(context: FeatureContext, terminals: ProcessTerminals) {
  return async (...args: TargetArgs): Promise<void> => {
    const question = l10n.t('Which container to open a shell in?');
    const found = await runningTarget(context, question, args);
    if (!found) return;
    const { engine, target: container } = found;
    const shell = await shellOf(engine, container);
    if (shell === undefined) return sayNoShell(context, container);
    const spec = { command: [shell.command], tty: true };
    context.commandLines.add(['docker', 'exec', '-it', container.name, shell.command]);
    terminals.show(l10n.t('{0} › {1} (container)', container.name, shell.command), {
      start: (size, signal) => execTracked(engine.containers, container.id, { ...spec, size }, shell.posix, signal),
      farewell: (exitCode) => sayIfStopped(engine, container, exitCode),
    });
  };
}

/** Runs a command that is asked for, or given as second argument, and keeps its output on the screen. */
export function execHandler(context: FeatureContext, terminals: ProcessTerminals) {
  return async (...args: TargetArgs): Promise<void> => {
    const question = l10n.t('Which container to run a command in?');
    const found = await runningTarget(context, question, args);
    if (!found) return;
    const { engine, target: container } = found;
    const line = typeof args[1] === 'string' ? args[1] : await askCommand(context, container);
    const exec = line === undefined ? undefined : parseExecLine(line);
    if (!exec) return;
    const shell = await findShell(engine.containers, container.id);
    const spec = { ...execSpec(exec, shell?.posix ?? 'sh'), tty: true };
    context.commandLines.add(['docker', 'exec', '-it', ...cliFlags(exec), container.name, ...spec.command]);
    terminals.show(l10n.t('{0} › {1} (container)', container.name, exec.text), {
      start: (size, signal) => execTracked(engine.containers, container.id, { ...spec, size }, shell?.posix, signal),
      farewell: async (exitCode) =>
        (await sayIfStopped(engine, container, exitCode)) ??
        l10n.t('The command ended with exit code {0}.', exitCode ?? '?'),
    });
  };
}

async function runningTarget(context: FeatureContext, question: string, args: TargetArgs) {
  const wish = { question, none: l10n.t('No container is running.'), fits: isRunning };
  const found = await findTarget(context, containerTargets, wish, args);
  if (!found || isRunning(found.target)) return found;
  const { name } = found.target;
  void showNote(l10n.t('{0} is {1}. Commands can be run only in a running container.', name, stateWords(found.target)));
  return undefined;
}

async function shellOf(engine: Engine, container: Container): Promise<{ command: string; posix?: string } | undefined> {
  const { os } = await engine.version();
  return os === 'windows' ? { command: 'cmd.exe' } : findShell(engine.containers, container.id);
}

function sayNoShell({ report }: FeatureContext, container: Container): void {
  const run = {
    title: l10n.t('Execute Command…'),
    run: () => commands.executeCommand('longshore.container.exec', container.id),
  };
  const message = l10n.t(
    '{0} has no shell: its image {1} holds none of bash, ash and sh. A program of the image can be run by its path.',
    container.name,
    container.image,
  );
  offer(report, showWarning, message, [run]);
}

const killed = 137;

/** Milliseconds: a container's end kills its processes before the engine says that it has ended. */
const endsWithin = 3000;

/** Words for a process that ended because its container did; undefined while the container runs. */
async function sayIfStopped(
  { containers }: Engine,
  container: Container,
  exitCode: number | undefined,
): Promise<string | undefined> {
  const { id, name } = container;
  if (exitCode === undefined || exitCode === killed)
    await containers.wait(id, AbortSignal.timeout(endsWithin)).catch(() => {});
  try {
    // The list may still tell what was; this waits until the engine has written down what is.
    const { State: state } = (await containers.inspect(id)) as { State?: { Running?: boolean; ExitCode?: number } };
    if (state?.Running !== false) return undefined;
    return l10n.t('The container {0} is {1}.', name, stateWords({ ...container, state: 'exited', ...exitOf(state) }));
  } catch (error) {
    return EngineError.is(error, 'notFound') ? l10n.t('The container {0} is gone.', name) : undefined;
  }
}

const exitOf = ({ ExitCode: exitCode }: { readonly ExitCode?: number }) => (exitCode === undefined ? {} : { exitCode });

function askCommand(context: FeatureContext, container: Container): Promise<string | undefined> {
  return askWithHistory(context.extension.workspaceState, 'exec.history', {
    title: l10n.t('Command to run in {0}', container.name),
    placeholder: l10n.t('ls -la, or with options: -u root -w /app npm test'),
    keeps: (text) => parseExecLine(text)?.env === undefined,
    problem: (text) =>
      parseExecLine(text) ? undefined : l10n.t('This is not a command: a quote is open or a word is missing.'),
  });
}

function execSpec({ words, needsShell, text, ...options }: ExecLine, shell: string): Omit<ExecSpec, 'tty'> {
  return { ...options, command: needsShell ? [shell, '-c', text] : words };
}

function cliFlags({ user, workingDir, env = [] }: ExecLine): string[] {
  return [
    ...(user ? ['-u', user] : []),
    ...(workingDir ? ['-w', workingDir] : []),
    ...env.flatMap((entry) => ['-e', variableName(entry)]),
  ];
}
