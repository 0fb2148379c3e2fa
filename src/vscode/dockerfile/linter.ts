import { type Disposable, languages, type TextDocument, workspace } from 'vscode';
import type { SettingId } from '../../contributions/settings.js';
import { DisposableStore } from '../../core/base/disposable.js';
import type { Event } from '../../core/base/event.js';
import type { Logger } from '../../core/base/logger.js';
import { runInSlices } from '../../core/base/slices.js';
import type { LintConfig } from '../../core/dockerfile/lint/config.js';
import { fixAll } from '../../core/dockerfile/lint/fixAll.js';
import { type Finding, type LintRequest, lintInSteps } from '../../core/dockerfile/lint/lint.js';
import type { BaseImageFacts, LabelType } from '../../core/dockerfile/lint/options.js';
import type { Severity } from '../../core/dockerfile/lint/rule.js';
import { difference, type TextEdit } from '../../core/dockerfile/textEdit.js';
import type { BuildContexts } from '../base/buildContexts.js';
import { onDidChangeSettings, readSetting } from '../base/settings.js';
import { ContextStates } from './contextStates.js';
import type { Documents } from './documents.js';
import { areSame, toDiagnostic } from './findings.js';
import { LintSurroundings } from './lintSurroundings.js';
import { Shellchecks } from './shellchecks.js';

const lintSettings: readonly SettingId[] = [
  'lint.enabled',
  'lint.rules',
  'lint.trustedRegistries',
  'lint.labelSchema',
  'lint.strictLabels',
  'lint.shellcheck',
];

/** What is known of base images without asking a registry. */
export interface BaseImages {
  baseImage(reference: string): BaseImageFacts | undefined;
  readonly onDidLearn: Event<void>;
}

/** Keeps the problems of all open Dockerfiles shown: soon after opening and after each change. */
export class Linter implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #collection = this.#disposables.add(languages.createDiagnosticCollection('longshore'));
  readonly #surroundings: LintSurroundings;
  readonly #contexts: ContextStates;
  readonly #shellchecks: Shellchecks;
  readonly #waiting = new Map<TextDocument, NodeJS.Timeout>();
  readonly #known = new Map<TextDocument, Linting>();
  readonly #shown = new Map<TextDocument, { readonly version: number; readonly findings: readonly Finding[] }>();

  constructor(
    private readonly documents: Documents,
    contexts: BuildContexts,
    private readonly images: BaseImages,
    private readonly logger: Logger,
  ) {
    this.#contexts = this.#disposables.add(new ContextStates(contexts, () => this.refresh()));
    this.#surroundings = this.#disposables.add(
      new LintSurroundings(contexts, () => {
        this.#contexts.renew();
        this.refresh();
      }),
    );
    this.#shellchecks = this.#disposables.add(
      new Shellchecks(documents, logger, (document) => {
        this.#known.delete(document);
        void this.#show(document);
      }),
    );
    const subscriptions = [
      workspace.onDidOpenTextDocument((document) => this.#publish(document)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#soon(document);
      }),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      images.onDidLearn(() => this.refresh()),
      onDidChangeSettings(lintSettings, () => {
        this.#shellchecks.again();
        this.refresh();
      }),
    ];
    for (const subscription of subscriptions) this.#disposables.add(subscription);
    this.refresh();
  }

  /** Looks at every open Dockerfile again. */
  refresh(): void {
    this.#known.clear();
    for (const document of workspace.textDocuments) this.#publish(document);
  }

  /** What is wrong with a document as it is now; nothing where linting is off, undefined where the text has moved on. */
  async findings(document: TextDocument): Linting['findings'] {
    if (!isLinted(document) || !readSetting('lint.enabled', document)) return [];
    const { version } = document;
    const known = this.#known.get(document);
    const linting = known?.version === version ? known : { version, findings: this.#lint(document) };
    this.#known.set(document, linting);
    const findings = await linting.findings;
    // Settings or files that changed meanwhile began the same text anew.
    const isBegunAnew = !findings && document.version === version && !document.isClosed;
    return isBegunAnew ? this.findings(document) : findings;
  }

  /** In slices, so that a keystroke waits for none of the rules. */
  #lint(document: TextDocument): Linting['findings'] {
    const { version } = document;
    const isWanted = () => document.version === version && this.#known.get(document)?.findings === findings;
    const steps = lintInSteps(this.documents.get(document), this.#request(document));
    const findings: Linting['findings'] = runInSlices(steps, isWanted);
    return findings;
  }

  /** One edit that leaves nothing to fix, of some rules or of all. */
  fixAll(document: TextDocument, only?: ReadonlySet<string>): readonly TextEdit[] {
    const { text } = this.documents.get(document);
    return difference(text, fixAll(text, this.#request(document), only));
  }

  #request(document: TextDocument): LintRequest {
    return { config: this.#config(document), logger: this.logger };
  }

  /** What `.hadolint.yaml` says, then the settings; the ignore file of the build context beside them. */
  #config(document: TextDocument): LintConfig {
    const { config, dockerignore } = this.#surroundings.get(document);
    const own = Object.entries(readSetting('lint.rules', document)) as [string, Severity][];
    const trusted = readSetting('lint.trustedRegistries', document);
    const labels = Object.entries(readSetting('lint.labelSchema', document)) as [string, LabelType][];
    const options = {
      ...config.options,
      dockerignore,
      contextSource: (source: string) => this.#contexts.state(document, source),
      baseImage: (reference: string) => this.images.baseImage(reference),
      shellcheck: this.#shellchecks.lookup(document),
      ...(trusted.length > 0 && { trustedRegistries: trusted }),
      ...(labels.length > 0 && { labelSchema: new Map(labels) }),
      ...(readSetting('lint.strictLabels', document) && { strictLabels: true }),
    };
    return { ...config, severities: new Map([...config.severities, ...own]), options };
  }

  #soon(document: TextDocument): void {
    if (!isLinted(document)) return;
    clearTimeout(this.#waiting.get(document));
    this.#waiting.set(
      document,
      setTimeout(() => this.#publish(document), typingPause),
    );
  }

  #publish(document: TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    if (!isLinted(document) || document.isClosed) return;
    void this.#show(document);
    if (readSetting('lint.enabled', document)) this.#shellchecks.soon(document);
  }

  async #show(document: TextDocument): Promise<void> {
    const findings = await this.findings(document);
    if (!findings) return;
    const { uri, version } = document;
    const shown = this.#shown.get(document);
    this.#shown.set(document, { version, findings });
    // Told the same again, the editor would draw all marks and look for quick fixes anew.
    if (shown?.version === version && areSame(shown.findings, findings)) return;
    this.#collection.set(
      uri,
      findings.map((finding) => toDiagnostic(uri, finding)),
    );
  }

  #forget(document: TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    this.#known.delete(document);
    this.#shown.delete(document);
    this.#surroundings.forget(document);
    this.#contexts.forget(document);
    this.#shellchecks.forget(document);
    this.#collection.delete(document.uri);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#known.clear();
    this.#disposables.dispose();
  }
}

interface Linting {
  readonly version: number;
  readonly findings: Promise<readonly Finding[] | undefined>;
}

/** Milliseconds without a keystroke; VS Code itself gathers diagnostics for 50 more. */
const typingPause = 20;

/** Dockerfiles that a person edits: not old versions of them and not texts shown beside a chat or a diff. */
function isLinted({ languageId, uri }: TextDocument): boolean {
  return languageId === 'dockerfile' && !/^(?:git|gitfs|output|debug|comment|vscode-chat.*|chat.*)$/.test(uri.scheme);
}
