import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { commands, type Uri, workspace } from 'vscode';
import type { BuildCommandArgs, BuildRequest, DockerfileTarget } from '../../contributions/commands/build.js';
import type { BuildContextCommandArgs } from '../../contributions/commands/buildContext.js';
import type { HandlersOf } from '../../contributions/commands.js';
import { suggestTag } from '../../core/build/tagName.js';
import type { Credentials } from '../../core/build/transport.js';
import type { BuildContexts } from '../base/buildContexts.js';
import type { BuildMemory } from '../base/buildMemory.js';
import type { FeatureContext } from '../base/featureContext.js';
import { showWarning } from '../base/messages.js';
import { BuildDiagnostics } from './buildDiagnostics.js';
import { BuildOutput } from './buildOutput.js';
import type { BuildPlan, BuildRunner } from './buildRun.js';
import { contextCommands } from './contextCommands.js';
import { chooseDockerfile } from './dockerfilePick.js';
import { askTag, tagProblemText } from './tagInput.js';

/** What builds share with other features. */
export interface BuildParts {
  readonly memory: BuildMemory;
  readonly contexts: BuildContexts;
  readonly credentials: Credentials;
}

/** Building images from Dockerfiles: commands, code lens, output, diagnostics. */
export function registerBuild(
  context: FeatureContext,
  { memory, contexts, credentials }: BuildParts,
): HandlersOf<BuildCommandArgs & BuildContextCommandArgs> {
  const { disposables } = context;
  const output = disposables.add(new BuildOutput());
  const diagnostics = disposables.add(new BuildDiagnostics());
  const planner = new BuildPlanner(memory, contexts);
  // What builds is loaded with the first build.
  const runner = async () => new (await import('./buildRun.js')).BuildRunner(context, output, diagnostics, credentials);
  return {
    ...contextCommands(context, contexts),
    'image.build': async (target, second) => {
      if (isSelection(second) && second.length > 1) return buildSeveral(second, planner, await runner());
      const plan = await planner.plan(target, isSelection(second) ? {} : (second ?? {}));
      return plan && (await runner()).run(plan);
    },
    'image.buildAndRun': async (target) => {
      const plan = await planner.plan(target, {});
      const id = plan && (await (await runner()).run(plan));
      if (id) await commands.executeCommand('longshore.image.run', plan.tag);
    },
    'image.buildWithOptions': async (target) => {
      const plan = await planner.planWithForm(target);
      return plan && (await runner()).run(plan);
    },
  };
}

/** The Explorer passes its selection as second argument, code a request. */
function isSelection(
  second: BuildRequest | readonly DockerfileTarget[] | undefined,
): second is readonly DockerfileTarget[] {
  return Array.isArray(second);
}

/** Asks for each first, then builds all at once. */
async function buildSeveral(targets: readonly DockerfileTarget[], planner: BuildPlanner, runner: BuildRunner) {
  const plans: BuildPlan[] = [];
  for (const target of targets) {
    const plan = await planner.plan(target, {});
    if (!plan) return undefined;
    plans.push(plan);
  }
  return Promise.all(plans.map((plan) => runner.run(plan)));
}

/** Finds out what to build: from the request, from memory, by asking. */
class BuildPlanner {
  constructor(
    private readonly memory: BuildMemory,
    private readonly contexts: BuildContexts,
  ) {}

  async plan(target: DockerfileTarget | undefined, request: BuildRequest): Promise<BuildPlan | undefined> {
    const dockerfile = await this.readyDockerfile(target);
    if (!dockerfile) return undefined;
    const tag =
      request.tag ??
      this.memory.of(dockerfile, request.target).tag ??
      (await askTag(proposeTag(dockerfile, request.target)));
    if (!tag) return undefined;
    const problem = tagProblemText(tag);
    if (problem) throw new Error(problem);
    if (request.tag === undefined) await this.memory.remember(dockerfile, request.target, { tag });
    const { buildArgs, secrets, ssh } = this.memory.of(dockerfile);
    return planOf(dockerfile, {
      ...(buildArgs && { buildArgs }),
      ...(secrets && { secrets }),
      ...(ssh && { ssh }),
      ...request,
      context: request.context ?? this.contexts.ofSaved(dockerfile).fsPath,
      tag,
    });
  }

  async planWithForm(target: DockerfileTarget | undefined): Promise<BuildPlan | undefined> {
    const dockerfile = await this.readyDockerfile(target);
    if (!dockerfile) return undefined;
    const text = (await workspace.openTextDocument(dockerfile)).getText();
    const { editChoices } = await import('./buildForm.js');
    const choices = await editChoices(dockerfile, text, {
      tag: proposeTag(dockerfile, undefined),
      ...this.memory.of(dockerfile),
      context: this.contexts.ofSaved(dockerfile).fsPath,
    });
    if (!choices) return undefined;
    const { context, buildArgs = {}, secrets = {}, ssh = false } = choices;
    // The tag belongs to the stage that was chosen, all else to the file.
    await this.memory.remember(dockerfile, undefined, { context, buildArgs, secrets, ssh });
    await this.memory.remember(dockerfile, choices.target, { tag: choices.tag });
    return planOf(dockerfile, choices);
  }

  /** The Dockerfile, trusted, on disk and saved; undefined when the person was told why not. */
  private async readyDockerfile(target: DockerfileTarget | undefined): Promise<Uri | undefined> {
    if (!(await isTrusted())) return undefined;
    const dockerfile = await chooseDockerfile(target);
    if (!dockerfile) return undefined;
    if (dockerfile.scheme !== 'file') {
      void showWarning(l10n.t('Only a Dockerfile on disk can be built. Save it first.'));
      return undefined;
    }
    const document = workspace.textDocuments.find((open) => open.uri.toString() === dockerfile.toString());
    return !document?.isDirty || (await document.save()) ? dockerfile : undefined;
  }
}

async function isTrusted(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = l10n.t('Manage Workspace Trust');
  const message = l10n.t('A build runs what the Dockerfile says, so Longshore builds only in folders that you trust.');
  const choice = await showWarning(message, manage);
  if (choice === manage) await commands.executeCommand('workbench.trust.manage');
  return false;
}

function planOf(
  dockerfile: Uri,
  { context, secrets = {}, ...choices }: BuildRequest & { tag: string; context: string },
): BuildPlan {
  const files = Object.entries(secrets).map(([id, file]) => [id, path.resolve(file)]);
  return { ...choices, dockerfile, contextDir: path.resolve(context), secrets: Object.fromEntries(files) };
}

function proposeTag(dockerfile: Uri, target: string | undefined): string {
  const name = suggestTag(path.basename(path.dirname(dockerfile.fsPath)));
  return target ? `${name}:${target}` : name;
}
