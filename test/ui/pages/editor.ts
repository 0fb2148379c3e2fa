import type { Locator, Page } from 'playwright-core';
import { inTime, patience, until } from '../until.js';

/** The editors in the middle. */
export class Editor {
  constructor(private readonly page: Page) {}

  get area(): Locator {
    return this.page.locator('.part.editor');
  }

  tab(name: string): Locator {
    return this.area.locator('.tab', { hasText: name }).first();
  }

  get active(): Locator {
    return this.area.locator('.editor-instance .monaco-editor').first();
  }

  /** The lines in sight of the active editor. */
  async text(): Promise<string> {
    const lines = await this.active.locator('.view-line').evaluateAll((all) =>
      all
        .map((line) => ({
          top: Number.parseFloat(/top: *([\d.]+)/.exec(line.getAttribute('style') ?? '')?.[1] ?? '0'),
          text: line.textContent ?? '',
        }))
        .sort((one, other) => one.top - other.top)
        .map(({ text }) => text.replaceAll('\u00a0', ' ')),
    );
    return lines.join('\n');
  }

  squiggles(severity: 'error' | 'warning' | 'info' | 'hint' = 'warning'): Locator {
    return this.active.locator(`.squiggly-${severity}`);
  }

  /** Puts the cursor in the first line that holds this text. */
  async clickOn(text: string): Promise<void> {
    await this.active.locator('.view-line', { hasText: text }).first().click();
  }

  /** Rests the mouse on a text until a hover tells these words; a hint that comes into the line moves the text away from it. */
  async hoverOn(text: Locator, words: string): Promise<void> {
    const hover = this.page.locator('.monaco-hover', { hasText: words }).first();
    await until(`a hover tells ${words}`, async () => {
      await this.page.mouse.move(0, 0);
      await inTime(text.hover({ timeout: patience }));
      return inTime(hover.waitFor({ timeout: 2 * patience }));
    });
  }

  /** Opens the quick fixes at the cursor and takes the one with this title. */
  async quickFix(title: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+.');
    const entry = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    await entry.waitFor();
    await entry.click();
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+S');
    await this.area.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }
}
