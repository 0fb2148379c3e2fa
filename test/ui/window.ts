import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { browserOptions } from '../../scripts/lib/hosts/browser.mjs';
import { calm, startVscodeServer } from '../../scripts/lib/hosts/vscodeServer.mjs';
import { readLogs, secretsIn } from '../../scripts/lib/suites/logFiles.mjs';
import { Workbench } from './pages/workbench.js';
import { inTime, patience } from './until.js';

/** Themes by what the system asks for: VS Code follows it, with whatever is open staying open. */
const themes = {
  dark: { colorScheme: 'dark', forcedColors: 'none', shown: '.vs-dark' },
  light: { colorScheme: 'light', forcedColors: 'none', shown: '.vs' },
  contrast: { colorScheme: 'dark', forcedColors: 'active', shown: '.hc-black' },
} as const;

/** The two sizes in which pictures are taken. */
export const sizes = [
  { width: 1280, height: 800 },
  { width: 1000, height: 640 },
] as const;

export interface WindowOptions {
  /** Opened as the workspace; a copy of the sample where it is not given. */
  readonly folder?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the extension host. `DOCKER_HOST` is the test engine where it is not given. */
  readonly env?: Readonly<Record<string, string>>;
  /** False opens the workspace in restricted mode, as an untrusted folder. */
  readonly trust?: boolean;
  /** The display language, English where it is not given. */
  readonly language?: string;
  /** Runs VS Code as this user, who has no other group; ours where it is not given. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

const openWindows = new Set<TestWindow>();

/** A VS Code window with Longshore installed, in a browser of its own. Close it in `after`. */
export class TestWindow {
  readonly workbench: Workbench;
  /** Errors of the page and of the extension host that speak of Longshore. */
  readonly errors: string[] = [];

  private constructor(
    readonly page: Page,
    readonly folder: string,
    private readonly home: string,
    private readonly url: string,
    private readonly stops: readonly (() => Promise<unknown>)[],
  ) {
    this.workbench = new Workbench(page);
    page.on('console', (message) => {
      if (message.type() === 'error' && /longshore/i.test(message.text())) this.errors.push(message.text());
    });
  }

  static async open(options: WindowOptions = {}): Promise<TestWindow> {
    const home = mkdtempSync(path.join(tmpdir(), 'window-'));
    const folder = options.folder ?? copySample(home);
    const settings = { ...calm, ...testSettings, ...options.settings };
    const server = await startVscodeServer(JSON.parse(required('LONGSHORE_TEST_VSCODE')), home, {
      extensions: options.user ? copyExtensions(home) : required('LONGSHORE_TEST_EXTENSIONS'),
      user: options.user,
      settings,
      trust: options.trust ?? true,
      language: options.language,
      log: 'debug',
      env: {
        DOCKER_HOST: `unix://${required('LONGSHORE_TEST_ENGINE')}`,
        // VS Code logs the environment of every terminal.
        LONGSHORE_TEST_REGISTRY_PASSWORD: undefined,
        ...options.env,
      },
    });
    const browser = await launch();
    const page = await browser.newPage({ viewport: sizes[0], colorScheme: 'dark' });
    page.setDefaultTimeout(60_000);
    const url = `${server.url}?${new URLSearchParams({ folder })}`;
    const stops = [() => browser.close(), () => server.stop()];
    const window = new TestWindow(page, folder, home, url, stops);
    openWindows.add(window);
    await window.load().catch(async (error) => {
      await window.photographFailure('a window does not open');
      throw error;
    });
    return window;
  }

  /** Opens the window, or opens it again. */
  async load(): Promise<void> {
    await this.page.goto(this.url);
    await this.workbench.ready();
  }

  async setTheme(theme: keyof typeof themes): Promise<void> {
    const { shown, ...media } = themes[theme];
    await this.page.emulateMedia(media);
    await this.page.locator(`.monaco-workbench${shown}`).waitFor();
  }

  /** Takes pictures of the window as it is: both sizes, and each theme asked for. Ends in dark, at the large size. */
  async shot(name: string, wanted: readonly (keyof typeof themes)[] = ['dark', 'light']): Promise<void> {
    const target = required('LONGSHORE_TEST_SCREENSHOTS');
    mkdirSync(target, { recursive: true });
    for (const theme of wanted) {
      await this.setTheme(theme);
      for (const size of sizes) {
        await this.page.setViewportSize(size);
        await this.page.waitForTimeout(150);
        await this.page.screenshot({ path: path.join(target, `${name}-${theme}-${size.width}.png`) });
      }
    }
    await this.page.setViewportSize(sizes[0]);
    await this.setTheme('dark');
  }

  /** Answers the question whether the folder is trusted, where the window asks it. */
  async declineTrust(): Promise<void> {
    const question = this.page.locator('.monaco-dialog-box');
    if (await inTime(question.waitFor({ timeout: patience }))) await this.page.keyboard.press('Escape');
  }

  /** Leaves menus and questions, of which one may lead back to another. */
  async leaveQuestions(): Promise<void> {
    for (let level = 0; level < 5; level += 1) {
      await this.page.keyboard.press('Escape');
      await this.page.waitForTimeout(300);
    }
  }

  /** A picture and the words in sight, for a log that is all that is left of a far machine. */
  async photographFailure(title: string): Promise<void> {
    const target = path.join(required('LONGSHORE_TEST_SCREENSHOTS'), 'failed');
    mkdirSync(target, { recursive: true });
    await this.page.screenshot({ path: path.join(target, `${title.replace(/\W+/g, '-')}.png`) });
    for (const [part, text] of await this.workbench.said()) console.log(`          ${part}: ${JSON.stringify(text)}`);
  }

  async close(): Promise<void> {
    openWindows.delete(this);
    for (const stop of this.stops) await stop();
    const leaks = secretsIn(readLogs(path.join(this.home, 'user/logs')));
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    assert.deepEqual(this.errors, [], 'errors in the window');
    assert.deepEqual(leaks, [], 'secrets in the logs');
  }
}

/** What a failed step has left open is closed before the step is tried again. */
beforeEach(async function () {
  const { currentTest } = this;
  if ((currentTest as { _currentRetry?: number } | undefined)?._currentRetry === 0) return;
  for (const window of openWindows) {
    await window.photographFailure(`first try of ${currentTest?.fullTitle()}`);
    await window.leaveQuestions();
  }
});

/** A picture of each window that is open when a test fails. */
afterEach(async function () {
  const { currentTest } = this;
  if (currentTest?.state !== 'failed') return;
  for (const window of openWindows) await window.photographFailure(currentTest.fullTitle());
});

/** The DOM renderer of the terminal lets tests read its text. */
const testSettings = {
  'terminal.integrated.gpuAcceleration': 'off',
  'window.autoDetectColorScheme': true,
  'workbench.preferredDarkColorTheme': 'Dark Modern',
  'workbench.preferredLightColorTheme': 'Light Modern',
  'workbench.preferredHighContrastColorTheme': 'Default High Contrast',
  'workbench.reduceMotion': 'on',
  'editor.minimap.enabled': false,
  'explorer.compactFolders': false,
  'window.commandCenter': false,
};

function copySample(home: string): string {
  const folder = path.join(home, 'sample');
  cpSync(required('LONGSHORE_TEST_SAMPLE'), folder, { recursive: true });
  return folder;
}

function copyExtensions(home: string): string {
  const extensions = path.join(home, 'extensions');
  cpSync(required('LONGSHORE_TEST_EXTENSIONS'), extensions, { recursive: true });
  return extensions;
}

function launch(): Promise<Browser> {
  return chromium.launch(browserOptions(required('LONGSHORE_TEST_CHROMIUM')));
}

function required(name: string): string {
  const value = process.env[name];
  assert(value, `${name} is not set: run the UI tests with npm test -- --only=ui`);
  return value;
}
