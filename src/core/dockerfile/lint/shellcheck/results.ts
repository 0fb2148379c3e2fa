import type { DockerfileDocument } from '../../document.js';
import { LintFile } from '../lintFile.js';
import { shellScripts } from '../rules/shell/shellScripts.js';
import type { ShellcheckComment } from './comments.js';
import type { ShellcheckInput } from './input.js';

/** What ShellCheck said of a script; undefined where it was not asked or gave no answer. */
export type ShellcheckLookup = (input: ShellcheckInput) => readonly ShellcheckComment[] | undefined;

/** Runs ShellCheck once. */
export type ShellcheckRunner = (
  input: Pick<ShellcheckInput, 'args' | 'text'>,
  signal?: AbortSignal,
) => Promise<readonly ShellcheckComment[] | undefined>;

/** Answers of ShellCheck about the scripts of one file, kept as long as the file has them. */
export class ShellcheckResults {
  readonly #run: ShellcheckRunner;
  #answers: ReadonlyMap<string, readonly ShellcheckComment[] | undefined> = new Map();

  constructor(run: ShellcheckRunner) {
    this.#run = run;
  }

  readonly lookup: ShellcheckLookup = ({ key }) => this.#answers.get(key);

  /** Asks about the scripts that are new, `parallel` at a time; true when there are new answers. */
  async update(document: DockerfileDocument, parallel: number, signal?: AbortSignal): Promise<boolean> {
    const inputs = new Map(shellScripts(new LintFile(document)).map(({ input }) => [input.key, input]));
    const answers = new Map([...this.#answers].filter(([key]) => inputs.has(key)));
    const waiting = [...inputs.values()].filter(({ key }) => !answers.has(key));
    let isNew = false;
    const work = async () => {
      for (let input = waiting.shift(); input; input = waiting.shift()) {
        const answer = await this.#run(input, signal);
        if (signal?.aborted) return;
        answers.set(input.key, answer);
        isNew ||= answer !== undefined;
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
    this.#answers = answers;
    return isNew;
  }
}
