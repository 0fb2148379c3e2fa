import type { Locator, Page } from 'playwright-core';

/** The messages in the lower right corner. */
export class Notifications {
  constructor(private readonly page: Page) {}

  get toasts(): Locator {
    return this.page.locator('.notifications-toasts .notification-toast');
  }

  toast(text: string | RegExp): Locator {
    return this.toasts.filter({ hasText: text }).first();
  }

  async texts(): Promise<string[]> {
    return (await this.toasts.locator('.notification-list-item-message').allInnerTexts()).map((text) => text.trim());
  }

  /** Presses a button of the message that holds this text. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.toast(text).locator('.monaco-button', { hasText: button }).first().click();
  }
}
