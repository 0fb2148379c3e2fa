import * as l10n from '@vscode/l10n';
import { commands, Selection, type Uri, window, workspace } from 'vscode';
import { buildCommandLine } from '../../core/build/commandLine.js';
import { BuildError } from '../../core/build/errors.js';
import type { BuildEvent } from '../../core/build/events.js';
import { wantedMounts } from '../../core/build/mounts.js';
import { stripControls } from '../../core/build/plainText.js';
import { type BuildProblem, failureProblem, warningProblem } from '../../core/build/problems.js';
import { type BuildState, initialBuildState, reduce } from '../../core/build/state.js';
import type { BuildOptions, Credentials } from '../../core/build/transport.js';
import { parseDockerfile } from '../../core/dockerfile/document.js';
import type { FeatureContext } from '../base/featureContext.js';
import { showError, showNote } from '../base/messages.js';
import { type Offer, offer } from '../base/offer.js';
import { withProgress } from '../base/progress.js';
import { explain } from '../base/reportError.js';
import type { BuildDiagnostics } from './buildDiagnostics.js';
import type { BuildLog, BuildOutput } from './buildOutput.js';
import { isLent, ownAgent } from './lending.js';

/** All that a build needs to know; made by asking, run without a question. */
export interface BuildPlan extends Omit<BuildOptions, 'builder' | 'credentials' | 'dockerfile' | 'tags' | 'ssh'> {
  readonly dockerfile: Uri;
  readonly tag: string;
  /** Lends the SSH agent of this computer. */
  readonly ssh?: boolean;
}

/** Runs builds and shows how they go: output, progress, diagnostics, one message at the end. */
export class BuildRunner {
  constructor(
    private readonly context: FeatureContext,
    private readonly output: BuildOutput,
    private readonly diagnostics: BuildDiagnostics,
    private readonly credentials: Credentials,
  ) {}

  /** Resolves with the image's id; undefined when the build failed or was cancelled. */
  async run(plan: BuildPlan): Promise<string | undefined> {
    const { dockerfile, tag } = plan;
    this.diagnostics.clear(dockerfile);
    const text = (await workspace.openTextDocument(dockerfile)).getText();
    const state = await withProgress(l10n.t('Building {0}', tag), (report, signal) =>
      this.build(plan, text, report, signal),
    );
    if (!state.imageId && !state.failure) return undefined;
    this.diagnostics.show(dockerfile, problemsOf(state, text));
    if (state.failure) this.tellFailure(plan, text, failureProblem(text, state.failure));
    else this.tellSuccess(plan);
    return state.imageId;
  }

  private async build(
    { dockerfile, tag, ssh, ...plan }: BuildPlan,
    text: string,
    report: (message: string) => void,
    signal: AbortSignal,
  ): Promise<BuildState> {
    const { access, commandLines } = this.context;
    // The decoders and the protocol load with the first build.
    const [engine, { buildImage }] = await Promise.all([access.engine(signal), import('../../core/build/build.js')]);
    const builder = (await engine.version(signal)).buildkit ? 'buildkit' : 'classic';
    const { credentials } = this;
    const options: BuildOptions = {
      ...plan,
      ...(ssh && { ssh: lentAgents(text) }),
      builder,
      dockerfile: dockerfile.fsPath,
      tags: [tag],
      credentials,
    };
    commandLines.add(buildCommandLine(options));
    const log = this.output.open(tag, heading(options, access.label));
    try {
      const state = await follow(buildImage(engine.build, options, signal), log, report);
      log.write(signal.aborted ? ['', l10n.t('Cancelled.'), ''] : [...whereFailed(state, text, dockerfile.fsPath), '']);
      return state;
    } catch (error) {
      log.write([l10n.t('The build failed: {0}', explain(error).message), '']);
      throw error;
    } finally {
      log.end();
    }
  }

  private tellSuccess({ tag }: BuildPlan): void {
    const run = { title: l10n.t('Run'), run: () => commands.executeCommand('longshore.image.run', tag) };
    offer(this.context.report, showNote, l10n.t('{0} is built.', tag), [run, this.showOutput()]);
  }

  private tellFailure(plan: BuildPlan, text: string, { message, range }: BuildProblem): void {
    const { tag, dockerfile } = plan;
    const goToLine = ({ start: { line, character } }: NonNullable<BuildProblem['range']>) => ({
      title: l10n.t('Go to Line'),
      run: () => window.showTextDocument(dockerfile, { selection: new Selection(line, character, line, character) }),
    });
    const sentence = l10n.t('{0} was not built: {1}', tag, oneLine(message));
    const options = {
      title: l10n.t('Build with Options…'),
      run: () => commands.executeCommand('longshore.image.buildWithOptions', dockerfile),
    };
    offer(this.context.report, showError, sentence, [
      ...(range ? [goToLine(range)] : []),
      ...(isLent(wantedMounts(parseDockerfile(text)), plan) ? [] : [options]),
      this.showOutput(),
    ]);
  }

  private showOutput(): Offer {
    return { title: l10n.t('Show Output'), run: () => this.output.show() };
  }
}

/** Carries a build's events to the log and the progress line; at most one line of progress a step. */
async function follow(
  events: AsyncIterable<BuildEvent>,
  log: BuildLog,
  report: (message: string) => void,
): Promise<BuildState> {
  let state = initialBuildState;
  for await (const event of events) {
    state = reduce(state, event);
    log.add(event);
    if (event.type === 'stepStarted') report(oneLine(event.name));
  }
  return state;
}

/** This computer's agent under each id that a step mounts it by. */
function lentAgents(text: string): Readonly<Record<string, string>> {
  const agent = ownAgent();
  if (agent === undefined) throw new BuildError('agentMissing');
  const { ssh } = wantedMounts(parseDockerfile(text));
  return Object.fromEntries((ssh.length > 0 ? ssh : ['default']).map((id) => [id, agent]));
}

function heading({ dockerfile, contextDir, tags, target, builder }: BuildOptions, engine: string): string[] {
  const what = [tags.join(', '), ...(target ? [l10n.t('(stage {0})', target)] : [])].join(' ');
  return [
    l10n.t('Building {0} with {1} on {2}', what, builder, engine),
    l10n.t('Dockerfile: {0}', dockerfile),
    l10n.t('Context: {0}', contextDir),
  ];
}

function problemsOf({ failure, warnings }: BuildState, text: string): BuildProblem[] {
  const found = warnings.map((warning) => warningProblem(text, warning));
  return failure ? [failureProblem(text, failure), ...found] : found;
}

/** `file:line`, which the output channel makes a link, and the instruction. */
function whereFailed({ failure }: BuildState, text: string, file: string): string[] {
  const range = failure && failureProblem(text, failure).range;
  if (!range) return [];
  const lines = text.split(/\r?\n/).slice(range.start.line, range.end.line + 1);
  const numbered = lines.map((line, index) => `${String(range.start.line + index + 1).padStart(5)} | ${line}`);
  return ['', `${file}:${range.start.line + 1}`, ...numbered];
}

const longestMessage = 300;

function oneLine(text: string): string {
  const line = stripControls(text.replace(/\s+/g, ' ')).trim();
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
}
