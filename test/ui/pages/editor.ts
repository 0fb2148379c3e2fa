import type { Locator, Page } from 'playwright-core';
import { inTime, patience, until } from '../until.js';

type Severity = 'error' | 'warning' | 'info' | 'hint';

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

  squiggles(severity: Severity = 'warning'): Locator {
    return this.active.locator(`.squiggly-${severity}`);
  }

  /** The texts that stand exactly above squiggles, from the top of the editor to its bottom. */
  async marked(severity: Severity): Promise<string[]> {
    return (await this.marks(severity)).map(({ text }) => text);
  }

  /** Puts the cursor into a text that a squiggle marks. */
  async clickOnMark(severity: Severity, text: string): Promise<void> {
    const mark = (await this.marks(severity)).find((candidate) => candidate.text === text);
    if (!mark) throw new Error(`no ${severity} marks ${text}`);
    await this.page.mouse.click(mark.x, mark.y);
  }

  /** A squiggle lies in a layer of its own: the characters are those of the line at its height, by their width. */
  private async marks(severity: Severity): Promise<{ text: string; x: number; y: number }[]> {
    const lines = await this.boxes(this.active.locator('.view-line > span'));
    const squiggles = await this.boxes(this.squiggles(severity));
    const marks = squiggles.flatMap(({ x, y, width, height }) => {
      const line = lines.find((candidate) => Math.abs(candidate.y + candidate.height / 2 - (y + height / 2)) < 9);
      if (!line) return [];
      const character = line.width / line.text.length;
      const start = Math.round((x - line.x) / character);
      const text = line.text.slice(start, start + Math.round(width / character));
      return [{ text, x: x + width / 2, y: line.y + line.height / 2 }];
    });
    return marks.sort((a, b) => a.y - b.y || a.x - b.x);
  }

  private boxes(elements: Locator) {
    return elements.evaluateAll((all) =>
      all.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height, text: (element.textContent ?? '').replaceAll('\u00a0', ' ') };
      }),
    );
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

  /**
   * Opens the quick fixes at the cursor and takes the one with this title. What VS Code looks for by itself, after a
   * click or a new mark, may take the place of what was asked for: it is asked for again.
   */
  async quickFix(title: string): Promise<void> {
    const entry = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    await until(`there is the quick fix ${title}`, async () => {
      await this.page.keyboard.press('ControlOrMeta+.');
      return inTime(entry.waitFor({ timeout: 2 * patience }));
    });
    await entry.click();
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+S');
    await this.area.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }
}
