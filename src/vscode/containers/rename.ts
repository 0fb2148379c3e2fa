import * as l10n from '@vscode/l10n';
import { type InputBoxValidationMessage, InputBoxValidationSeverity, window } from 'vscode';
import { withoutLinks } from '../../core/base/plainText.js';
import { isAlive } from '../../core/engine/containerState.js';
import type { Engine } from '../../core/engine/engine.js';
import { EngineError } from '../../core/engine/errors.js';
import type { Container } from '../../core/engine/models.js';
import { stateWords } from '../../core/explorer/kinds/container.js';
import { isContainerName } from '../../core/spec/names.js';
import { choose } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { type EngineInUse, findTarget, type TargetArgs } from '../base/targets.js';
import { containerTargets } from './containerTargets.js';

export function renameHandler(context: FeatureContext) {
  return async (...args: TargetArgs): Promise<void> => {
    const wish = { question: l10n.t('Which container to rename?'), none: l10n.t('There is no container.') };
    const found = await findTarget(context, containerTargets, wish, args);
    if (!found) return;
    const { engine, target } = found;
    const name = typeof args[1] === 'string' ? args[1] : await askName(engine, target, target.name);
    if (name !== undefined && name !== target.name) await rename(context, found, target, name);
  };
}

async function rename(context: FeatureContext, inUse: EngineInUse, container: Container, name: string): Promise<void> {
  const { engine } = inUse;
  try {
    await engine.containers.rename(container.id, name);
    context.commandLines.add(['docker', 'rename', container.name, name]);
  } catch (error) {
    if (!EngineError.is(error, 'nameTaken')) throw error;
    const holder = (await engine.containers.list()).find((other) => other.name === name);
    if (!holder) throw error;
    const next = await settleClash(context, inUse, container, holder);
    if (next !== undefined) await rename(context, inUse, container, next);
  }
}

type Way = 'another' | 'renameOther' | 'replace';

/** The name to try next, after the person said what becomes of the container that has the wanted one. */
async function settleClash(
  context: FeatureContext,
  inUse: EngineInUse,
  container: Container,
  holder: Container,
): Promise<string | undefined> {
  const { engine, label } = inUse;
  const way = await choose<Way>(
    l10n.t('The name {0} is taken.', holder.name),
    l10n.t('It belongs to another container on {0}, made of {1}, {2}.', label, holder.image, stateWords(holder)),
    [
      { title: l10n.t('Choose Another Name'), value: 'another' },
      { title: l10n.t('Rename the Other'), value: 'renameOther' },
      ...(isAlive(holder) ? [] : [{ title: l10n.t('Remove the Other'), value: 'replace' as const }]),
    ],
  );
  if (way === undefined) return undefined;
  if (way === 'another') return askName(engine, container, holder.name);
  if (way === 'replace') {
    await engine.containers.remove(holder.id);
    context.commandLines.add(['docker', 'rm', holder.name]);
    return holder.name;
  }
  const name = await askName(engine, holder, holder.name);
  if (name === undefined || name === holder.name) return undefined;
  await rename(context, inUse, holder, name);
  return holder.name;
}

async function askName(engine: Engine, container: Container, value: string): Promise<string | undefined> {
  const taken = new Map((await engine.containers.list()).map((other) => [other.name, other]));
  taken.delete(container.name);
  return window.showInputBox({
    title: l10n.t('New name for {0}', container.name),
    value,
    validateInput: (text) => nameProblem(text, taken),
  });
}

/** What is wrong with a container's name as it is typed. A taken one is only warned of: there are ways around it. */
function nameProblem(text: string, taken: ReadonlyMap<string, Container>): InputBoxValidationMessage | undefined {
  if (!isContainerName(text)) {
    const message = l10n.t('Two or more letters, digits, "_", "." or "-", beginning with a letter or a digit.');
    return { message, severity: InputBoxValidationSeverity.Error };
  }
  const holder = taken.get(text);
  if (!holder) return undefined;
  const message = l10n.t('Taken by a container made of {0}, {1}.', withoutLinks(holder.image), stateWords(holder));
  return { message, severity: InputBoxValidationSeverity.Warning };
}
