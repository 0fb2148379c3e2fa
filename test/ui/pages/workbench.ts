import type { Locator, Page } from 'playwright-core';
import { inTime, patience, until } from '../until.js';
import { Editor } from './editor.js';
import { Menu } from './menu.js';
import { Notifications } from './notifications.js';
import { Panel } from './panel.js';
import { QuickInput } from './quickInput.js';
import { TreeView } from './treeView.js';

/** A VS Code window as a person sees it. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly editor: Editor;
  readonly panel: Panel;
  readonly notifications: Notifications;
  readonly menu: Menu;

  constructor(readonly page: Page) {
    this.quickInput = new QuickInput(page);
    this.editor = new Editor(page);
    this.panel = new Panel(page);
    this.notifications = new Notifications(page);
    this.menu = new Menu(page);
  }

  /** Waits until the window stands and the extensions are known. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    await this.activityIcon('Longshore').waitFor();
  }

  /** The words in sight of each part that has any. */
  async said(): Promise<[part: string, text: string][]> {
    const parts = {
      ask: '.quick-input-widget',
      dialog: '.monaco-dialog-box',
      menu: '.monaco-menu',
      toasts: '.notifications-toasts',
      editor: '.part.editor',
      sidebar: '.part.sidebar',
      panel: '.part.panel',
    };
    const texts = await Promise.all(
      Object.entries(parts).map(async ([part, selector]): Promise<[string, string]> => {
        const shown = this.page.locator(selector).filter({ visible: true });
        return [part, (await shown.allInnerTexts()).join('\n').trim()];
      }),
    );
    return texts.filter(([, text]) => text !== '');
  }

  activityIcon(name: string): Locator {
    return this.page.locator(`.part.activitybar .action-label[aria-label^="${name}"]`).first();
  }

  /** Shows Longshore's views; does nothing when they are shown. */
  async openContainer(): Promise<void> {
    const item = this.activityIcon('Longshore').locator('xpath=..');
    if (!(await item.getAttribute('class'))?.split(' ').includes('checked'))
      await this.activityIcon('Longshore').click();
    await this.view('Containers').header.waitFor();
  }

  /** A view of the side bar by its title. */
  view(title: string): TreeView {
    return new TreeView(this.page, title);
  }

  /** Runs a command as a person does: by its title in the palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.choose(title, `>${title}`);
  }

  /** Opens a file of the workspace by name. The box looks for files once, so a new one may need a second look. */
  async openFile(name: string): Promise<void> {
    const { input, rows } = this.quickInput;
    const row = rows.filter({ hasText: name }).first();
    await until(`${name} is found`, async () => {
      await this.page.keyboard.press('ControlOrMeta+P');
      await input.fill(name);
      if (await inTime(row.click({ timeout: patience }))) return true;
      await this.quickInput.cancel();
      return false;
    });
    await this.editor.tab(name).waitFor();
  }

  /** The modal question, its buttons by label. */
  get dialog(): Dialog {
    return new Dialog(this.page);
  }
}

export class Dialog {
  constructor(private readonly page: Page) {}

  get box(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  async text(): Promise<string> {
    await this.box.waitFor();
    return (await this.box.locator('.dialog-message-container').innerText()).trim();
  }

  async press(button: string): Promise<void> {
    await this.box.locator('.dialog-buttons .monaco-button', { hasText: button }).first().click();
    await this.box.waitFor({ state: 'detached' });
  }
}
