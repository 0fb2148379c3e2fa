import * as l10n from '@vscode/l10n';
import { commands, EventEmitter, Uri, window, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';
import { advise } from '../../core/engine/doctor/advice.js';
import { type DoctorOptions, type Examination, examine } from '../../core/engine/doctor/examination.js';
import { renderReport } from '../../core/engine/doctor/report.js';
import { ownIdentity } from '../../core/engine/doctor/rights.js';
import type { Surroundings } from '../../core/engine/surroundings.js';
import { showNote } from '../base/messages.js';
import { withProgress } from '../base/progress.js';
import { explain } from '../base/reportError.js';

const scheme = 'longshore-doctor';

interface DoctorReportOptions extends Pick<DoctorOptions, 'createEngine' | 'remote'> {
  readonly surroundings: Surroundings;
  readonly setting: () => string;
  readonly standIn: () => string | undefined;
}

/** The report about the connection as a read-only page. */
export class DoctorReport implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly changed = this.disposables.add(new EventEmitter<Uri>());
  private text = '';

  constructor(private readonly options: DoctorReportOptions) {
    const provider = { onDidChange: this.changed.event, provideTextDocumentContent: () => this.text };
    this.disposables.add(workspace.registerTextDocumentContentProvider(scheme, provider));
  }

  /** Examines the connection and shows the page; returns its text. */
  async open(): Promise<string> {
    const title = l10n.t('Examining the connection to the Docker Engine…');
    const found = await withProgress(title, (_report, signal) => this.examine(signal));
    this.text = renderReport(found, (error) => explain(error).message);
    const uri = Uri.from({ scheme, path: `/${l10n.t('Connection to the Docker Engine')}.md` });
    this.changed.fire(uri);
    await showPage(uri);
    void offerCommand(found);
    return this.text;
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private examine(signal: AbortSignal): Promise<Examination> {
    const { setting, standIn, ...same } = this.options;
    return examine({ ...same, setting: setting(), standIn: standIn(), identity: ownIdentity() }, signal);
  }
}

/** Rendered where the editor has its Markdown preview, as text where not. */
async function showPage(uri: Uri): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await window.showTextDocument(uri, { preview: true });
  }
}

/** Puts the first advised command into a terminal, for the person to read and to start. */
async function offerCommand(found: Examination): Promise<void> {
  const step = advise(found).find(({ command }) => command !== undefined);
  if (!step?.command) return;
  const put = l10n.t('Put into Terminal');
  if ((await showNote(`${step.text} ${step.command}`, put)) !== put) return;
  const terminal = window.createTerminal();
  terminal.show();
  terminal.sendText(step.command, false);
}
