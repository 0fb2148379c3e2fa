import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { inTime, patience, until } from '../until.js';

/** The box at the top: pickers and questions for one line of text. */
export class QuickInput {
  constructor(private readonly page: Page) {}

  get box(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  get input(): Locator {
    return this.box.locator('.quick-input-box input');
  }

  get rows(): Locator {
    return this.box.locator('.quick-input-list .monaco-list-row');
  }

  async waitFor(): Promise<void> {
    await this.box.waitFor();
  }

  /** What the box asks for: its title, placeholder and message. */
  async question(): Promise<string> {
    await this.waitFor();
    const title = await this.box.locator('.quick-input-title').innerText();
    const message = await this.box.locator('.quick-input-message').innerText();
    return [title, await this.input.getAttribute('placeholder'), message].filter(Boolean).join('\n');
  }

  async labels(): Promise<string[]> {
    await this.rows.first().waitFor();
    return (await this.rows.locator('.label-name').allInnerTexts()).map((text) => text.trim());
  }

  /** Chooses the row that holds this text, after typing something to find it by. */
  async choose(text: string, typed?: string): Promise<void> {
    await this.waitFor();
    if (typed !== undefined) await this.input.fill(typed);
    await this.rows.filter({ hasText: text }).first().click();
  }

  /** Answers a question for text; `expected` is a part of what it asks, so that the right question is answered. */
  async answer(text: string, expected?: string | RegExp): Promise<void> {
    await this.waitFor();
    if (expected)
      await this.box.filter({ hasText: expected }).or(this.page.getByPlaceholder(expected)).first().waitFor();
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  /** Answers a question for a file with its path; the box looks at the disk before it takes it, and when it opens. */
  async answerFile(file: string, expected: string): Promise<void> {
    const asking = this.box.filter({ hasText: expected });
    await asking.waitFor();
    const row = this.rows.filter({ hasText: path.basename(file) }).first();
    await until('the file is taken', async () => {
      await this.input.fill(file);
      await inTime(row.waitFor({ timeout: patience }));
      await this.input.press('Enter');
      return inTime(asking.waitFor({ state: 'hidden', timeout: patience }));
    });
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.box.waitFor({ state: 'hidden' });
  }
}
