import type { DockerfileDocument } from '../../../document.js';
import type { Instruction } from '../../../instruction.js';
import type { Stage } from '../../../stages.js';

let made = 0;

/** The names of variables that are set at one place of a file. Places that follow share one table of names. */
export class Environment implements Iterable<string> {
  /** No other one has it. */
  readonly id = ++made;
  /** Names with how many were set before them; those from `#count` on are set later in the file. */
  readonly #table: Map<string, number>;
  readonly #count: number;

  constructor(table: Map<string, number>) {
    this.#table = table;
    this.#count = table.size;
  }

  has(name: string): boolean {
    return (this.#table.get(name) ?? this.#count) < this.#count;
  }

  /** In the order in which they are set. */
  *[Symbol.iterator](): Iterator<string> {
    for (const [name, before] of this.#table) {
      if (before >= this.#count) return;
      yield name;
    }
  }

  /** What it becomes when names are set. */
  with(names: readonly string[]): Environment {
    if (names.every((name) => this.has(name))) return this;
    const isLast = this.#table.size === this.#count;
    const table = isLast ? this.#table : tableOf(this);
    for (const name of names) if (!table.has(name)) table.set(name, table.size);
    return new Environment(table);
  }
}

function tableOf(names: Iterable<string>): Map<string, number> {
  return new Map([...names].map((name, index) => [name, index]));
}

const proxies = 'HTTP_PROXY http_proxy HTTPS_PROXY https_proxy FTP_PROXY ftp_proxy NO_PROXY no_proxy'.split(' ');

/**
 * ENV and ARG names in force at each RUN, those of the stages it is built on with them; triggers know their own.
 * While the text above a RUN stays the same, so does its environment, from one parse to the next.
 */
export function environments({ instructions: all }: DockerfileDocument): ReadonlyMap<number, Environment> {
  const found = new Map<number, Environment>();
  const atEnd = new Map<Stage, Environment>();
  let env = atStart(all[0]);
  let triggered = env;
  for (const instruction of all) {
    const { keyword, stage, index } = instruction;
    if (keyword === 'FROM') env = (stage?.parent && atEnd.get(stage.parent)) ?? atStart(instruction);
    env = after(instruction, env);
    if (keyword === 'RUN') found.set(index, env);
    if (keyword === 'ONBUILD') {
      triggered = after(instruction.trigger, triggered);
      found.set(index, triggered);
    }
    if (stage) atEnd.set(stage, env);
  }
  return found;
}

function atStart(instruction: Instruction | undefined): Environment {
  return instruction?.syntax.keep(startingEnvironment) ?? startingEnvironment();
}

function startingEnvironment(): Environment {
  return new Environment(tableOf(proxies));
}

/** The same for the same instruction in the same environment, whichever parse they are of. */
function after(instruction: Instruction | undefined, env: Environment): Environment {
  if (instruction?.keyword !== 'ENV' && instruction?.keyword !== 'ARG') return env;
  const known = instruction.syntax.keep(environmentsAfter);
  const next = known.get(env) ?? env.with(instruction.properties.map(({ name }) => name));
  known.set(env, next);
  return next;
}

function environmentsAfter(): WeakMap<Environment, Environment> {
  return new WeakMap();
}
