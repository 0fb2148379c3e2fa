import type { Locator, Page } from 'playwright-core';
import { inTime, patience, until } from '../until.js';
import { Menu } from './menu.js';

/** One view of the side bar. Only rows that are scrolled into sight exist in the page. */
export class TreeView {
  readonly pane: Locator;
  readonly header: Locator;

  constructor(
    private readonly page: Page,
    title: string,
  ) {
    // The label says the view's description too: "Images - 0 in use / 1 Section".
    const header = `.pane-header[aria-label="${title} Section"], .pane-header[aria-label^="${title} - "]`;
    this.pane = page.locator('.part.sidebar .pane', { has: page.locator(header) });
    this.header = this.pane.locator('.pane-header');
  }

  async expand(): Promise<void> {
    if ((await this.header.getAttribute('aria-expanded')) === 'false') await this.header.click();
  }

  async collapse(): Promise<void> {
    if ((await this.header.getAttribute('aria-expanded')) === 'true') await this.header.click();
  }

  get rows(): Locator {
    return this.pane.locator('.monaco-list-row');
  }

  /** The row that shows this text as its label or in its description. */
  row(text: string | RegExp): TreeRow {
    return new TreeRow(this.page, this.rows.filter({ hasText: text }).first());
  }

  /** The row of which a screen reader says this first. */
  rowSaid(start: string): TreeRow {
    return new TreeRow(this.page, this.pane.locator(`.monaco-list-row[aria-label^=${JSON.stringify(start)}]`).first());
  }

  /** What stands in the rows, label and description, from top to bottom. */
  texts(): Promise<string[]> {
    return this.rows.evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('.label-name, .label-description')]
          .map((part) => (part.textContent ?? '').replace(/\s+/g, ' ').trim())
          .filter(Boolean)
          .join(' '),
      ),
    );
  }

  /** What a screen reader says of the rows. */
  ariaLabels(): Promise<(string | null)[]> {
    return this.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
  }

  /** What the view says when it is empty. */
  async welcome(): Promise<string> {
    const content = this.pane.locator('.welcome-view-content');
    await content.waitFor();
    return (await content.innerText()).trim();
  }

  /** Presses a button of the view's title bar. */
  async pressTitleButton(label: string): Promise<void> {
    await until(`${label} is pressed`, async () => {
      await this.header.hover();
      return inTime(this.titleButton(label).click({ timeout: patience }));
    });
  }

  /** Presses a button of the title bar, or chooses it from the menu that holds the rest of them. */
  async pressTitleEntry(label: string): Promise<void> {
    await this.header.hover();
    await this.titleButton('More Actions').waitFor();
    if ((await this.titleButton(label).count()) > 0) return this.pressTitleButton(label);
    await this.openTitleMenu();
    await this.menu.choose(label);
  }

  /** What stands on the title bar and in its menu, without the keys; the tree's own buttons are left out. */
  async titleEntries(): Promise<string[]> {
    await this.header.hover();
    await this.titleButton('More Actions').waitFor();
    const buttons = await this.header
      .locator('.action-label')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    await this.openTitleMenu();
    return [...buttons, ...(await this.menu.labels())]
      .map((label) => label?.replace(/ \(.*\)$/, '') ?? '')
      .filter((label) => label !== 'Collapse All' && label !== 'More Actions...');
  }

  private titleButton(label: string): Locator {
    return this.header.locator(`.action-label[aria-label^="${label}"]`);
  }

  private openTitleMenu(): Promise<void> {
    return this.menu.open(() => this.pressTitleButton('More Actions'));
  }

  private get menu(): Menu {
    return new Menu(this.page);
  }
}

export class TreeRow {
  constructor(
    private readonly page: Page,
    readonly row: Locator,
  ) {}

  waitFor(state: 'visible' | 'detached' = 'visible'): Promise<void> {
    return this.row.waitFor({ state });
  }

  ariaLabel(): Promise<string | null> {
    return this.row.getAttribute('aria-label');
  }

  async text(): Promise<string> {
    return (await this.row.innerText()).replace(/\s+/g, ' ').trim();
  }

  select(options?: { readonly modifiers?: ('Control' | 'Shift')[] }): Promise<void> {
    return this.row.click(options);
  }

  async expand(): Promise<void> {
    if ((await this.row.getAttribute('aria-expanded')) === 'false')
      await this.row.locator('.monaco-tl-twistie').click();
  }

  /** Presses one of the buttons that appear under the mouse, which a row that is drawn anew has lost until it moves. */
  async pressInline(label: string): Promise<void> {
    const button = this.row.locator(`.actions .action-label[aria-label^="${label}"]`);
    await until(`${label} is pressed`, async () => {
      await this.page.mouse.move(0, 0);
      await this.row.hover();
      return inTime(button.click({ timeout: patience }));
    });
  }

  /** Opens the context menu and chooses an entry by its label. */
  async choose(label: string): Promise<void> {
    await (await this.openMenu()).choose(label);
  }

  /** The labels of the context menu, which is closed again. */
  async menuLabels(): Promise<string[]> {
    return (await this.openMenu()).labels();
  }

  private async openMenu(): Promise<Menu> {
    const menu = new Menu(this.page);
    await menu.openOn(this.row);
    return menu;
  }
}
