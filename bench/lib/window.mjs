/** A VS Code window with one extension in it, watched through its own tree. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { browserOptions } from '../../scripts/lib/hosts/browser.mjs';
import { startVscodeServer } from '../../scripts/lib/hosts/vscodeServer.mjs';

/** Milliseconds after which a window has come to rest: VS Code asks for extensions and fades scrollbars out until then. */
const settling = 8000;

/** Opens a window on a folder; `file` is opened in it first, which activates an extension for Dockerfiles a moment later. */
export async function openWindow(world, place, { extensions, workspace, file, env: more }) {
  const env = { DOCKER_HOST: `unix://${world.socket}`, LONGSHORE_BENCH_SOCKET: world.socket, ...more };
  const server = await startVscodeServer(world.host, place, { extensions, env });
  const children = watchChildren(() => extensionHost(server.pid)?.pid);
  const browser = await chromium.launch(browserOptions(world.parts.chromium));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const payload = file ? [['openFile', `vscode-remote://${server.address}${path.join(workspace, file)}`]] : [];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  await page.goto(`${server.url}?${query}`);
  await page.locator('.activitybar .action-label').first().waitFor();
  await page
    .locator(file ? '.monaco-editor .view-line' : '.explorer-folders-view .monaco-list-row')
    .first()
    .waitFor();
  await page.waitForTimeout(settling);
  return {
    page,
    host: () => usage(server.pid),
    started: () => children.seen.size,
    async close() {
      children.stop();
      await browser.close();
      await server.stop();
    },
  };
}

/**
 * Clicks an icon of the activity bar. Resolves with the milliseconds until a row has `count` siblings, and with the
 * longest that the window stood still between two frames from the click until a second after.
 */
export async function openView(page, title, count) {
  await page.locator(`.activitybar .action-label[aria-label^="${title}"]`).first().waitFor();
  return page.evaluate(
    ({ title, count }) =>
      new Promise((resolve) => {
        const icons = [...document.querySelectorAll('.activitybar .action-label')];
        const icon = icons.find((candidate) => candidate.getAttribute('aria-label')?.startsWith(title));
        const started = performance.now();
        let [last, still, filled] = [started, 0, undefined];
        icon.click();
        const look = () => {
          const now = performance.now();
          still = Math.max(still, now - last);
          last = now;
          if (document.querySelector(`.monaco-list-row[aria-setsize="${count}"]`)) filled ??= now - started;
          const isOver = filled === undefined ? now - started > 30_000 : now - started > filled + 1000;
          if (isOver) resolve({ filled: filled ?? Number.NaN, still });
          else requestAnimationFrame(look);
        };
        look();
      }),
    { title, count },
  );
}

/** Resolves with the moment (milliseconds since 1970) when a row's text begins so. */
export function rowAppears(page, text) {
  return page.evaluate(
    (text) =>
      new Promise((resolve) => {
        const started = Date.now();
        const look = () => {
          const rows = [...document.querySelectorAll('.monaco-list-row .label-name')];
          if (rows.some((row) => row.textContent.startsWith(text))) resolve(Date.now());
          else if (Date.now() - started > 30_000) resolve(Number.NaN);
          else requestAnimationFrame(look);
        };
        look();
      }),
    text,
  );
}

/** Puts the cursor at the end of a line, counted from one. */
export async function goToLine(page, line) {
  await page.keyboard.press('Control+g');
  await page.keyboard.type(`${line}:999`);
  await page.keyboard.press('Enter');
}

/** Presses a key; resolves with the milliseconds until the lines in sight have so many more squiggles. */
export async function pressed(page, key, more) {
  const started = Date.now();
  const changed = page.evaluate(
    (more) =>
      new Promise((resolve) => {
        const count = () => document.querySelectorAll('.monaco-editor [class*="squiggly-"]').length;
        const [before, started] = [count(), Date.now()];
        const look = () => {
          if (count() === before + more) resolve(Date.now());
          else if (Date.now() - started > 10_000) resolve(Number.NaN);
          else requestAnimationFrame(look);
        };
        look();
      }),
    more,
  );
  await page.keyboard.press(key);
  return (await changed) - started;
}

/** Waits for an extension's activation; resolves with its milliseconds, loading included, as VS Code itself reports them. */
export async function activationTime(page, name) {
  const size = page.viewportSize();
  // The list keeps itself true, but begins with the slowest and draws only what is in sight: the quickest needs a tall window.
  await page.setViewportSize({ ...size, height: 4000 });
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input[type="text"]').fill('>Show Running Extensions');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Show Running Extensions' }).first().click();
  const row = page.locator('.runtime-extensions-editor .extension', { hasText: name });
  const text = await row.locator('.activation-time', { hasText: /[\d.]+ms/ }).innerText();
  await page.setViewportSize(size);
  return Number(/([\d.]+)ms/.exec(text)?.[1]);
}

/** What the extension host and its children use: kB resident, CPU milliseconds so far. */
function usage(serverPid) {
  const processes = allProcesses();
  const host = extensionHost(serverPid, processes);
  if (!host) throw new Error('no extension host');
  const all = [host, ...below(host.pid, processes)];
  return {
    memory: all.reduce((sum, entry) => sum + entry.memory, 0),
    cpu: all.reduce((sum, entry) => sum + entry.cpu, 0),
  };
}

function extensionHost(serverPid, processes = allProcesses()) {
  return below(serverPid, processes).find((entry) => entry.command.includes('--type=extensionHost'));
}

const below = (pid, processes) =>
  processes.filter((entry) => entry.parent === pid).flatMap((entry) => [entry, ...below(entry.pid, processes)]);

const allProcesses = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readProcess)
    .filter(Boolean);

/** Looks every few milliseconds for children of a process, so that also those are counted that end soon. */
function watchChildren(findPid) {
  const seen = new Set();
  let pid;
  const timer = setInterval(() => {
    pid ??= findPid();
    for (const child of pid ? childrenOf(pid) : []) seen.add(child);
  }, 5);
  return { seen, stop: () => clearInterval(timer) };
}

function childrenOf(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.flatMap(
      (thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').match(/\d+/g) ?? [],
    );
  } catch {
    return [];
  }
}

function readProcess(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { pid: Number(pid), parent: Number(fields[1]), command, memory: pages * 4, cpu: ticks * 10 };
  } catch {
    return undefined;
  }
}
