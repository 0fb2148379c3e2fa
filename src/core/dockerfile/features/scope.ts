import { lastNotAbove } from '../../base/search.js';
import type { Instruction } from '../instruction.js';
import type { Property } from '../properties.js';

/** Where an ARG or ENV sets a name. */
export interface Declaration {
  readonly name: string;
  readonly kind: 'ARG' | 'ENV';
  readonly instruction: Instruction;
  readonly property: Property;
  /** What the names in its value stand for, at this place. */
  readonly scope: Scope;
  /** The declaration of the same name that it hides or, as `ARG NAME`, takes its value from. */
  readonly hides: Declaration | undefined;
}

/** Some declarations of a list by their names; the list and this only grow. */
export class Names {
  readonly #list: readonly Declaration[];
  readonly #places = new Map<string, number[]>();

  constructor(list: readonly Declaration[]) {
    this.#list = list;
  }

  /** Takes up the list's declaration at a place, which is behind all those that it has. */
  add(name: string, place: number): void {
    const places = this.#places.get(name);
    if (places) places.push(place);
    else this.#places.set(name, [place]);
  }

  /** The last declaration of a name among the first few of the list. */
  get(name: string, count: number): Declaration | undefined {
    return this.#before(this.#places.get(name), count);
  }

  /** The last declaration of each name among the first few of the list. */
  *all(count: number): Iterable<readonly [string, Declaration]> {
    for (const [name, places] of this.#places) {
      const found = this.#before(places, count);
      if (found) yield [name, found];
    }
  }

  #before(places: readonly number[] = [], count: number): Declaration | undefined {
    const place = places[lastNotAbove(places, count - 1)];
    return place !== undefined && place < count ? this.#list[place] : undefined;
  }
}

/** Names that are known at a place; later ones hide earlier ones, and ENV hides ARG. */
export class Scope {
  readonly #names: Names;
  readonly #count: number;
  readonly #parent: Scope | undefined;

  /** Knows the names of the first few declarations, and what the parent knows. */
  constructor(names: Names, count: number, parent?: Scope) {
    this.#names = names;
    this.#count = count;
    this.#parent = parent;
  }

  get(name: string): Declaration | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.#parent) {
      const found = scope.#names.get(name, scope.#count);
      if (found) return found;
    }
    return undefined;
  }

  /** Every known name, each once. */
  all(): Declaration[] {
    const chain: Scope[] = [];
    for (let scope: Scope | undefined = this; scope; scope = scope.#parent) chain.unshift(scope);
    return [...new Map(chain.flatMap((scope) => [...scope.#names.all(scope.#count)])).values()];
  }
}
