import type { Locator, Page } from 'playwright-core';
import { inTime, patience, until } from '../until.js';

/**
 * The menu that is open. It ignores clicks for a moment after it opens, and a row or button that is drawn anew under
 * the mouse swallows the click that should open it, as a tooltip does that covers it: what had no effect is done again.
 */
export class Menu {
  constructor(private readonly page: Page) {}

  private get box(): Locator {
    return this.page.locator('.monaco-menu');
  }

  /** Opens the context menu of a row. */
  openOn(row: Locator): Promise<void> {
    return this.open(() => row.click({ button: 'right', timeout: patience }));
  }

  /** Opens the menu by a click that fails when it takes long. */
  async open(click: () => Promise<void>): Promise<void> {
    await until('a menu is open', async () => {
      await this.page.mouse.move(0, 0);
      if (!(await inTime(click()))) return false;
      return inTime(this.box.first().waitFor({ timeout: patience }));
    });
  }

  /** Chooses the entry whose label this is. */
  async choose(label: string): Promise<void> {
    const entry = this.box.locator('.action-item', { has: this.page.getByText(label, { exact: true }) }).first();
    await entry.waitFor();
    await until(`the menu takes ${label}`, async () => {
      await inTime(entry.click({ timeout: patience }));
      return inTime(entry.waitFor({ state: 'detached', timeout: patience }));
    });
  }

  /** The labels of the entries; the menu is closed again. */
  async labels(): Promise<string[]> {
    const labels = await this.box.locator('.action-item .action-label').allInnerTexts();
    await this.page.keyboard.press('Escape');
    await this.box.first().waitFor({ state: 'detached' });
    return labels.map((label) => label.trim()).filter(Boolean);
  }
}
