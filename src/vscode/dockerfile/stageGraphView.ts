import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import { type Disposable, Range, type TextDocument, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import { DisposableStore } from '../../core/base/disposable.js';
import { familiarReference, parseImageReference } from '../../core/base/imageReference.js';
import { type SizeOf, stageGraph } from '../../core/dockerfile/features/stageGraph.js';
import { renderStageGraph } from '../../core/dockerfile/features/stageGraphSvg.js';
import type { Resources } from '../../core/engine/resources.js';
import type { BuildMemory } from '../base/buildMemory.js';
import { showNote } from '../base/messages.js';
import type { Documents } from './documents.js';

/** A picture beside a Dockerfile of how its stages use one another; it follows the text, a click leads to the stage. */
export class StageGraphView implements Disposable {
  #open: { readonly panel: WebviewPanel; readonly disposables: DisposableStore } | undefined;

  constructor(
    private readonly documents: Documents,
    private readonly resources: Resources,
    private readonly memory: BuildMemory,
  ) {}

  readonly show = (): void => {
    const document = window.activeTextEditor?.document;
    if (document?.languageId !== 'dockerfile') return void showNote(l10n.t('Open a Dockerfile first.'));
    this.dispose();
    const disposables = new DisposableStore();
    const name = document.uri.path.split('/').at(-1) ?? '';
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const options = { enableScripts: true, localResourceRoots: [] };
    const panel = disposables.add(
      window.createWebviewPanel('longshore.stages', l10n.t('Stages of {0}', name), column, options),
    );
    const draw = () => {
      panel.webview.html = page(renderStageGraph(stageGraph(this.documents.get(document), this.#sizesFor(document))));
    };
    draw();
    let timer: NodeJS.Timeout | undefined;
    const drawSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(draw, redrawPause);
    };
    disposables.add(workspace.onDidChangeTextDocument((change) => change.document === document && drawSoon()));
    disposables.add(this.resources.watch('image'));
    disposables.add(this.resources.onDidChange(({ image }) => image && drawSoon()));
    disposables.add({ dispose: () => clearTimeout(timer) });
    disposables.add(panel.webview.onDidReceiveMessage((message: unknown) => void reveal(document, message)));
    disposables.add(panel.onDidDispose(() => this.#forget(panel)));
    this.#open = { panel, disposables };
  };

  /** Sizes of the engine's images: those that stages begin with, and those that stages were last built to. */
  #sizesFor({ uri }: TextDocument): SizeOf {
    const images = [...(this.resources.snapshot.image?.values() ?? [])];
    const sizeOf = (tag: string | undefined) => {
      const parsed = tag === undefined ? undefined : parseImageReference(tag);
      const name = parsed && familiarReference({ ...parsed, tag: parsed.tag ?? 'latest' });
      return images.find(({ tags }) => name !== undefined && tags.includes(name))?.size;
    };
    return (node) => {
      if ('image' in node) return sizeOf(node.image);
      const named = node.stage.name && this.memory.of(uri, node.stage.name.value.toLowerCase()).tag;
      return sizeOf(named ?? (node.isLast ? this.memory.of(uri).tag : undefined));
    };
  }

  #forget(panel: WebviewPanel): void {
    if (this.#open?.panel === panel) this.dispose();
  }

  dispose(): void {
    const open = this.#open;
    this.#open = undefined;
    open?.disposables.dispose();
  }
}

/** Milliseconds without a keystroke before the picture is drawn again. */
const redrawPause = 200;

async function reveal(document: TextDocument, message: unknown): Promise<void> {
  if (typeof message !== 'number' || !(message >= 0 && message < document.lineCount)) return;
  const selection = new Range(message, 0, message, 0);
  await window.showTextDocument(document, { viewColumn: ViewColumn.One, selection });
}

function page(picture: string): string {
  const nonce = randomBytes(16).toString('base64');
  return `<!DOCTYPE html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<style nonce="${nonce}">
text { fill: var(--vscode-editor-foreground); font: 13px var(--vscode-font-family); }
.detail { fill: var(--vscode-descriptionForeground); font-size: 11px; }
rect { fill: var(--vscode-editorWidget-background); stroke: var(--vscode-editorWidget-border, var(--vscode-contrastBorder)); }
.image rect { stroke-dasharray: 4 3; }
.last rect { stroke: var(--vscode-focusBorder); stroke-width: 2; }
.stage { cursor: pointer; }
.stage:hover rect, .stage:focus rect { stroke: var(--vscode-focusBorder); }
.edge { fill: none; stroke: var(--vscode-descriptionForeground); }
.copy, .mount { stroke-dasharray: 5 4; }
marker path { fill: var(--vscode-descriptionForeground); }
</style></head><body>${picture}
<script nonce="${nonce}">
const editor = acquireVsCodeApi();
for (const node of document.querySelectorAll('[data-line]')) {
  const go = () => editor.postMessage(Number(node.dataset.line));
  node.addEventListener('click', go);
  node.addEventListener('keydown', ({ key }) => { if (key === 'Enter' || key === ' ') go(); });
}
</script></body></html>`;
}
