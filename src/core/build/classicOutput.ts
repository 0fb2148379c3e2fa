import { BuildError } from './errors.js';
import type { BuildEvent, BuildOutput, StepPosition } from './events.js';

/** One line of a classic build's answer. Source: https://github.com/moby/moby/blob/master/pkg/jsonmessage/jsonmessage.go */
export interface ClassicMessage {
  readonly stream?: string;
  readonly status?: string;
  readonly id?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly aux?: { readonly ID?: string };
  readonly error?: string;
}

const stepPattern = /^(?:\[(\d+)\/\d+\] )?(?:Step|STEP) (\d+)\/(\d+) ?: (.*)$/;

/** Reads the text of the classic builder and of Podman's into events; `now` gives the time, which the text lacks. */
export class ClassicOutput {
  private step: string | undefined;
  private cached = false;
  private rest = '';
  private steps = 0;
  private imageId: string | undefined;
  private failed = false;

  constructor(private readonly now: () => number) {}

  *push(message: ClassicMessage): Generator<BuildEvent> {
    if (message.aux?.ID) this.imageId = message.aux.ID;
    if (message.stream !== undefined) yield* this.text(message.stream);
    if (message.status !== undefined) yield* this.transfer(message, message.status);
    if (message.error !== undefined) yield* this.fail(message.error.trim());
  }

  *end(): Generator<BuildEvent> {
    yield* this.text('\n');
    if (this.failed) return;
    yield* this.finishStep();
    if (!this.imageId) throw new BuildError('noResult');
    yield { type: 'built', imageId: this.imageId };
  }

  private *text(text: string): Generator<BuildEvent> {
    // The builder's own lines come as messages of their own, also after output that did not end its line.
    const own = this.rest !== '' && (stepPattern.test(text) || (text.trim() !== '' && isBookkeeping(text.trimEnd())));
    const lines = (this.rest + (own ? '\n' : '') + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) yield* this.line(line);
  }

  private *line(line: string): Generator<BuildEvent> {
    const step = stepPattern.exec(line);
    if (step) return yield* this.start(step[4] ?? '', positionOf(line, step));
    if (/^ ?-+> Using cache/.test(line)) this.cached = true;
    const image = /^Successfully built ([0-9a-f]+)$/.exec(line)?.[1];
    if (image) this.imageId ??= image;
    if (isBookkeeping(line) || !this.step) return;
    // The engine paints what a step writes to standard error red.
    const output: BuildOutput = line.startsWith('\u001b[91m') ? 'stderr' : 'stdout';
    yield { type: 'log', step: this.step, output, data: Buffer.from(`${line}\n`), time: this.now() };
  }

  private *start(instruction: string, position: StepPosition): Generator<BuildEvent> {
    yield* this.finishStep();
    this.steps += 1;
    this.step = String(this.steps);
    const stage = position.stage ? `${position.stage} ` : '';
    const name = `[${stage}${position.index}/${position.total}] ${instruction}`;
    yield { type: 'stepStarted', step: this.step, name, position, time: this.now() };
  }

  private *finishStep(): Generator<BuildEvent> {
    if (this.step) yield { type: 'stepFinished', step: this.step, cached: this.cached, time: this.now() };
    this.step = undefined;
    this.cached = false;
  }

  private *transfer({ id, progressDetail }: ClassicMessage, status: string): Generator<BuildEvent> {
    if (!this.step) return;
    const { current = 0, total = 0 } = progressDetail ?? {};
    const name = id ? `${id}: ${status}` : status;
    yield { type: 'transfer', step: this.step, name, current, total, milliseconds: 0, done: current === 0 };
  }

  private *fail(message: string): Generator<BuildEvent> {
    if (this.failed) return;
    this.failed = true;
    if (this.step) yield { type: 'stepFailed', step: this.step, message, time: this.now() };
    yield { type: 'error', message };
  }
}

/** Docker counts the file's instructions, Podman those of a stage, whose number it writes in front. */
function positionOf(line: string, match: RegExpExecArray): StepPosition {
  const [index, total] = [Number(match[2]), Number(match[3])];
  if (line.startsWith('Step')) return { counts: 'instructions', index, total };
  const stage = match[1] && `stage-${Number(match[1]) - 1}`;
  return { counts: 'stageInstructions', ...(stage && { stage }), index, total };
}

/** Lines that tell of ids which the events carry, or of nothing. */
function isBookkeeping(line: string): boolean {
  return (
    line.trim() === '' ||
    /^ ?-+> (?:Using cache|Running in [0-9a-f]+|[0-9a-f]*$)/.test(line) ||
    /^(?:Removing intermediate container|Removed intermediate container|Successfully (?:built|tagged)|COMMIT)\b/.test(
      line,
    )
  );
}
