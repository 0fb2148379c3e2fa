import type { Locator, Page } from 'playwright-core';
import { until } from '../until.js';

/** The panel below the editors: problems, output, terminals. */
export class Panel {
  constructor(private readonly page: Page) {}

  get area(): Locator {
    return this.page.locator('.part.panel');
  }

  /** The rows of the Problems view, which is opened. */
  async problems(): Promise<string[]> {
    await this.page.keyboard.press('ControlOrMeta+Shift+M');
    const rows = this.area.locator('.markers-panel .monaco-list-row');
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  }

  /** The lines in sight of the output channel that is shown. */
  async output(): Promise<string> {
    const lines = this.area.locator('.output-view .view-line');
    await lines.first().waitFor();
    return (await lines.allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' ')).join('\n');
  }

  /** Scrolls the output channel that is shown until these words are in sight; a line that comes late scrolls it back. */
  async findOutput(at: 'start' | 'end', words: RegExp): Promise<void> {
    await until(`the output has ${words} at its ${at}`, async () => {
      await this.area.locator('.output-view').click({ position: { x: 80, y: 60 } });
      await this.page.keyboard.press(at === 'start' ? 'ControlOrMeta+Home' : 'ControlOrMeta+End');
      return words.test(await this.output());
    });
  }

  /** The text of the terminal in sight. */
  async terminal(): Promise<string> {
    const rows = this.page.locator('.terminal-wrapper.active .xterm-rows > div, .terminal-editor .xterm-rows > div');
    return (await rows.allInnerTexts())
      .map((text) => text.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }

  async typeInTerminal(text: string): Promise<void> {
    await this.page.locator('.xterm').last().click();
    await this.page.keyboard.type(text, { delay: 10 });
  }
}
