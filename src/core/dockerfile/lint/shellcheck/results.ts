import { runInSlices, type Steps } from '../../../base/slices.js';
import type { DockerfileDocument } from '../../document.js';
import { LintFile } from '../lintFile.js';
import { shellScripts } from '../rules/shell/shellScripts.js';
import type { ShellcheckComment } from './comments.js';
import type { ShellcheckInput } from './input.js';

/** What ShellCheck said of a script; undefined where it was not asked or gave no answer. */
export type ShellcheckLookup = (input: ShellcheckInput) => readonly ShellcheckComment[] | undefined;

/** Runs ShellCheck once over several scripts; its answers come in their order. */
export type ShellcheckRunner = (
  args: readonly string[],
  texts: readonly string[],
  signal?: AbortSignal,
) => Promise<readonly (readonly ShellcheckComment[])[] | undefined>;

/** At most so many scripts go into one run, so that little is lost when it is given up. */
const mostScripts = 100;

/** Answers of ShellCheck about the scripts of one file, kept as long as the file has them. */
export class ShellcheckResults {
  readonly #run: ShellcheckRunner;
  #answers: ReadonlyMap<string, readonly ShellcheckComment[] | undefined> = new Map();

  constructor(run: ShellcheckRunner) {
    this.#run = run;
  }

  /** Undefined where there are no answers: then a script need not be put together for it. */
  get lookup(): ShellcheckLookup | undefined {
    return this.#answers.size > 0 ? ({ key }) => this.#answers.get(key) : undefined;
  }

  /** Asks about the scripts that are new, `parallel` runs at a time; true when there are new answers. */
  async update(document: DockerfileDocument, parallel: number, signal?: AbortSignal): Promise<boolean> {
    const inputs = await runInSlices(inputsInSteps(document), () => !signal?.aborted);
    if (!inputs) return false;
    const answers = new Map([...this.#answers].filter(([key]) => inputs.has(key)));
    const unknown = [...inputs.values()].filter(({ key }) => !answers.has(key));
    const waiting = batches(unknown, Math.min(mostScripts, Math.ceil(unknown.length / parallel)));
    let isNew = false;
    const work = async () => {
      for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
        const texts = batch.inputs.map(({ text }) => text);
        const found = await this.#run(batch.args, texts, signal);
        if (signal?.aborted) return;
        for (const [index, { key }] of batch.inputs.entries()) answers.set(key, found?.[index]);
        isNew ||= found !== undefined;
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
    this.#answers = answers;
    return isNew;
  }
}

/** By their keys. */
function* inputsInSteps(document: DockerfileDocument): Steps<ReadonlyMap<string, ShellcheckInput>> {
  const inputs = new Map<string, ShellcheckInput>();
  for (const { input } of shellScripts(new LintFile(document))) {
    inputs.set(input.key, input);
    yield;
  }
  return inputs;
}

/** Scripts that one command line serves. */
interface Batch {
  readonly args: readonly string[];
  readonly inputs: ShellcheckInput[];
}

function batches(inputs: readonly ShellcheckInput[], size: number): Batch[] {
  const found: Batch[] = [];
  const open = new Map<string, Batch>();
  for (const input of inputs) {
    let batch = open.get(input.shell);
    if (!batch || batch.inputs.length === size) {
      batch = { args: input.args, inputs: [] };
      open.set(input.shell, batch);
      found.push(batch);
    }
    batch.inputs.push(input);
  }
  return found;
}
