import { type Arg, DockerfileParser, type From } from 'dockerfile-ast';
import { parseImageReference } from '../base/imageReference.js';

/** Lines and characters start at 0, as in an editor. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface DockerfileInstruction {
  /** In upper case. */
  readonly keyword: string;
  readonly range: Range;
}

/** One `FROM` and what follows it. */
export interface Stage {
  /** In lower case, as BuildKit names it; undefined for an unnamed stage. */
  readonly name?: string;
  /** What stands behind `FROM`, variables replaced by the defaults of their `ARG` before it. */
  readonly base: string;
  /** True when the base is a stage above. */
  readonly continuesStage: boolean;
  /** The `FROM` first. */
  readonly instructions: readonly DockerfileInstruction[];
}

export interface Stages {
  /** Every instruction of the file, those before the first `FROM` too. */
  readonly instructions: readonly DockerfileInstruction[];
  readonly stages: readonly Stage[];
  /** Names of all `ARG`s with their defaults, empty where there is none. */
  readonly args: ReadonlyMap<string, string>;
}

/** Reads a Dockerfile as far as building needs it. */
export function readStages(text: string): Stages {
  const args = new Map<string, string>();
  const stages: (Stage & { instructions: DockerfileInstruction[] })[] = [];
  const instructions = DockerfileParser.parse(text).getInstructions();
  const all = instructions.map((instruction) => {
    const plain = { keyword: instruction.getKeyword(), range: instruction.getRange() };
    if (plain.keyword === 'ARG') declare(instruction as Arg, args);
    if (plain.keyword === 'FROM') stages.push(newStage(instruction as From, args, stages));
    stages.at(-1)?.instructions.push(plain);
    return plain;
  });
  return { instructions: all, stages, args };
}

function declare(arg: Arg, args: Map<string, string>): void {
  const property = arg.getProperty();
  if (property && !args.get(property.getName())) args.set(property.getName(), property.getValue() ?? '');
}

function newStage(from: From, defaults: ReadonlyMap<string, string>, before: readonly Stage[]) {
  const name = from.getBuildStage()?.toLowerCase();
  const base = expand(from.getImage() ?? '', defaults);
  return {
    ...(name && { name }),
    base,
    continuesStage: before.some((stage) => stage.name === base.toLowerCase()),
    instructions: [],
  };
}

function expand(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?[^}]*\})/g,
    (_, plain?: string, braced?: string, fallback?: string) => values.get(plain ?? braced ?? '') || (fallback ?? ''),
  );
}

/** Registry hosts of the images that a Dockerfile starts from. */
export function baseImageHosts(text: string): string[] {
  const bases = readStages(text).stages.filter((stage) => !stage.continuesStage && stage.base !== 'scratch');
  const hosts = bases.flatMap(({ base }) => parseImageReference(base)?.host ?? []);
  return [...new Set(hosts)];
}
