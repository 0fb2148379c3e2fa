/** The VS Code of `npm start`: in a browser, or the desktop's own. Both have folders of their own for extensions and settings. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { must } from '../capture.mjs';
import { freePort, isFree, startChild } from '../hosts/child.mjs';
import { calm, installExtension, startVscodeServer } from '../hosts/vscodeServer.mjs';
import { findProgram } from '../programs.mjs';
import { ensureVscodeServer } from '../provision/vscodeServer.mjs';

/** The browser keeps a window's layout by address, so the port stays the same where it can. */
const usualPort = 8477;

/** A VS Code in the browser. Workspace trust is on, as for any user. */
export function serverWindow(folder) {
  const place = path.join(folder, 'server');
  const extensions = path.join(folder, 'extensions');
  let host;
  return {
    async prepare() {
      host = await ensureVscodeServer('newest');
      return Object.assign(this, { toString: () => `${host.version}, in the browser` });
    },
    install: (vsix) => installExtension(host, vsix, place, extensions),
    async open(sample, env) {
      const port = (await isFree(usualPort)) ? usualPort : await freePort();
      const server = await startVscodeServer(host, place, { extensions, env, port, trust: false, settings: shown });
      const shownAt = `${server.url}?${new URLSearchParams({ folder: sample })}`;
      return { shown: shownAt, ended: server.ended, stop: server.stop };
    },
  };
}

/** The `code` of this machine. */
export function desktopWindow(folder) {
  const own = ['--user-data-dir', path.join(folder, 'desktop'), '--extensions-dir', path.join(folder, 'extensions')];
  const [program, ...before] = desktopCode();
  return {
    async prepare() {
      mkdirSync(path.join(folder, 'desktop'), { recursive: true });
      return Object.assign(this, { toString: () => program });
    },
    install: (vsix) => must(program, [...before, ...own, '--install-extension', vsix, '--force']),
    async open(sample, env) {
      const args = [...before, ...own, '--new-window', '--wait', sample];
      const child = startChild(program, args, { env: { ...process.env, ...env } });
      return { shown: `a window on ${sample}`, ended: child.ended, stop: () => child.stop() };
    },
  };
}

function desktopCode() {
  const code = findProgram('code');
  if (!code) throw new Error('There is no `code` on the path; npm start without --desktop needs none.');
  return code.endsWith('.cmd') ? ['cmd.exe', '/d', '/c', code] : [code];
}

const { 'git.enabled': _, ...shown } = calm;
