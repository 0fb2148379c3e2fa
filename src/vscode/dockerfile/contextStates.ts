import { type TextDocument, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';
import { Pacer } from '../../core/base/pacer.js';
import { ContextSources, type SourceState } from '../../core/build/contextSources.js';
import type { BuildContexts } from '../base/buildContexts.js';
import { watchContext } from '../base/contextWatch.js';

/** Milliseconds between a change in a context and the next look at it, and between two looks. */
const pace = { delay: 300, interval: 2000 };

/** Whether open Dockerfiles copy what is there: what was not looked up yet is unknown and looked up meanwhile. */
export class ContextStates implements Disposable {
  readonly #known = new Map<TextDocument, Looking>();

  constructor(
    private readonly contexts: BuildContexts,
    private readonly changed: () => void,
  ) {}

  /** What is known at this moment. */
  state(document: TextDocument, source: string): SourceState | undefined {
    if (document.uri.scheme !== 'file') return undefined;
    const known = this.#known.get(document) ?? new Looking(document, this.contexts, this.changed);
    this.#known.set(document, known);
    return known.state(source);
  }

  forget(document: TextDocument): void {
    this.#known.get(document)?.dispose();
    this.#known.delete(document);
  }

  /** Looks again with the context and ignore file that are in force now. */
  renew(): void {
    for (const [document, looking] of this.#known) {
      const renewed = new Looking(document, this.contexts, this.changed, looking);
      looking.dispose();
      this.#known.set(document, renewed);
    }
  }

  dispose(): void {
    for (const document of this.#known.keys()) this.forget(document);
  }
}

const mostStates = 1000;

/** The lookups of one Dockerfile; answers stand until others take their place. */
class Looking implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #pacer = this.#disposables.add(new Pacer(pace, () => this.#lookAgain()));
  readonly #abort = new AbortController();
  readonly #states: Map<string, SourceState | undefined>;
  #sources: Promise<ContextSources | undefined> = Promise.resolve(undefined);
  #open = 0;
  #hasNews = false;

  constructor(
    private readonly document: TextDocument,
    private readonly contexts: BuildContexts,
    private readonly changed: () => void,
    before?: Looking,
  ) {
    const again = () => this.#pacer.request();
    this.#disposables.add(watchContext(contexts.ofSaved(document.uri), again, { changes: false }));
    // Some folders are watched by nobody.
    this.#disposables.add(window.onDidChangeWindowState(({ focused }) => focused && again()));
    this.#states = new Map(before ? before.#states : []);
    this.#lookAgain();
  }

  state(source: string): SourceState | undefined {
    if (!this.#states.has(source) && this.#states.size < mostStates) {
      this.#states.set(source, undefined);
      void this.#look(source);
    }
    return this.#states.get(source);
  }

  #lookAgain(): void {
    const { uri } = this.document;
    this.#sources = ContextSources.of(this.contexts.ofSaved(uri).fsPath, uri.fsPath).catch(() => undefined);
    // What was typed on the way to a path is asked for too, and never again.
    if (this.#states.size === mostStates) this.#states.clear();
    for (const source of this.#states.keys()) void this.#look(source);
  }

  /** Tells of news once all that is being looked up has come. */
  async #look(source: string): Promise<void> {
    this.#open += 1;
    const state = await (await this.#sources)?.state(source, this.#abort.signal).catch(() => undefined);
    this.#open -= 1;
    if (this.#abort.signal.aborted) return;
    this.#hasNews ||= this.#states.get(source) !== state;
    this.#states.set(source, state);
    if (this.#open > 0 || !this.#hasNews) return;
    this.#hasNews = false;
    this.changed();
  }

  dispose(): void {
    this.#abort.abort();
    this.#disposables.dispose();
  }
}
