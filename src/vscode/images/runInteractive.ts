import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import { shortId } from '../../core/base/format.js';
import { quoteWords } from '../../core/base/shellWords.js';
import type { Engine } from '../../core/engine/engine.js';
import { EngineError } from '../../core/engine/errors.js';
import type { ContainerSpec } from '../../core/engine/models.js';
import type { RegistryLogins } from '../../core/registry/logins.js';
import { runCommand } from '../../core/spec/commandLine.js';
import { imageCommand, startsShell } from '../../core/spec/imageConfig.js';
import type { FeatureContext } from '../base/featureContext.js';
import type { TerminalProcess } from '../base/processTerminal.js';
import type { ProcessTerminals } from '../base/processTerminals.js';
import type { TargetArgs } from '../base/targets.js';
import { nameOf, referenceOf } from './imageTargets.js';
import { findRunnable, type Runnable } from './run.js';

/** The best shell that the image has, or none: then the container cannot be started. */
const anyShell = ['sh', '-c', 'exec "$(command -v bash || command -v ash || command -v sh)"'];

/** Opens a terminal on a new container of the image; the container goes when its process or the terminal does. */
export function runInteractiveHandler(context: FeatureContext, logins: RegistryLogins, terminals: ProcessTerminals) {
  return async (...args: TargetArgs): Promise<void> => {
    const runnable = await findRunnable(context, logins, args);
    if (!runnable) return;
    const base: ContainerSpec = { image: referenceOf(runnable.target), interactive: true, autoRemove: true };
    const spec = await withProgram(runnable, base);
    if (!spec) return;
    terminals.show(l10n.t('{0} (new container)', nameOf(runnable.target)), {
      start: () => startAttached(context, runnable.engine, spec),
      farewell: async (exitCode) =>
        exitCode ? l10n.t('The container ended with exit code {0}.', exitCode) : undefined,
    });
  };
}

/** An image that starts a shell does so; of another one the person says what to start. */
async function withProgram({ inspect, target }: Runnable, spec: ContainerSpec): Promise<ContainerSpec | undefined> {
  const command = imageCommand(inspect);
  const own = [...command.entrypoint, ...command.command];
  if (startsShell(command)) return spec;
  const shell = { ...spec, entrypoint: anyShell };
  if (own.length === 0) return shell;
  const items = [
    { label: l10n.t('Shell'), description: l10n.t('bash, ash or sh, whichever the image has'), spec: shell },
    { label: l10n.t('The image’s own command'), description: quoteWords(own), spec },
  ];
  return (await window.showQuickPick(items, { placeHolder: l10n.t('What to start in {0}?', nameOf(target)) }))?.spec;
}

async function startAttached(context: FeatureContext, engine: Engine, spec: ContainerSpec): Promise<TerminalProcess> {
  const { containers } = engine;
  const { id } = await containers.create(spec);
  const remove = async () => {
    await containers.remove(id, { force: true, volumes: true }).catch((error: unknown) => {
      if (!EngineError.is(error, 'notFound', 'conflict')) throw error;
    });
  };
  try {
    const session = await containers.attach(id, { tty: true });
    try {
      await containers.start(id);
    } catch (error) {
      session.dispose();
      throw error;
    }
    context.commandLines.add(runCommand(spec));
    context.logger.info(`Runs ${spec.image} interactively as ${shortId(id)}`);
    return { session, end: remove };
  } catch (error) {
    await remove();
    if (spec.entrypoint === anyShell && EngineError.is(error, 'badRequest', 'notFound')) throw noShell(spec, error);
    throw error;
  }
}

function noShell({ image }: ContainerSpec, cause: unknown): EngineError {
  const message = l10n.t(
    'The image {0} has no shell: it holds none of bash, ash and sh. It can run its own command only.',
    image,
  );
  return new EngineError('badRequest', message, { cause });
}
