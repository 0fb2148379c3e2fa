import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WatchedFiles } from '../../../../src/core/engine/fileWatch.js';

describe('WatchedFiles', () => {
  let folder: string;
  let file: string;
  let watched: WatchedFiles;
  let seen: number;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'watch-'));
    file = path.join(folder, 'a/b/file');
    watched = new WatchedFiles();
    watched.set([file]);
    seen = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const listen = () =>
    watched.listen(() => {
      seen += 1;
    });

  /** Does something, and waits until it is seen; the pause lets what belongs to it settle. */
  async function isSeen(change: () => void): Promise<void> {
    await pause(50);
    seen = 0;
    change();
    const started = Date.now();
    while (seen === 0) {
      assert.ok(Date.now() - started < 2000, `not seen: ${change}`);
      await pause(5);
    }
  }

  it('sees a file come, change, be replaced and go', async () => {
    mkdirSync(path.dirname(file), { recursive: true });
    const listening = listen();
    await isSeen(() => writeFileSync(file, '1'));
    await isSeen(() => writeFileSync(file, '2'));
    writeFileSync(`${file}.new`, '3');
    await isSeen(() => renameSync(`${file}.new`, file));
    await isSeen(() => rmSync(file));
    listening.dispose();
  });

  it('sees it in folders that come, go and come again', async () => {
    const listening = listen();
    for (let round = 0; round < 2; round += 1) {
      await isSeen(() => mkdirSync(path.join(folder, 'a')));
      await isSeen(() => mkdirSync(path.join(folder, 'a/b')));
      await isSeen(() => writeFileSync(file, ''));
      await isSeen(() => rmSync(path.join(folder, 'a'), { recursive: true }));
    }
    await isSeen(() => {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, '');
    });
    listening.dispose();
  });

  it('does not mind its neighbours', async () => {
    mkdirSync(path.dirname(file), { recursive: true });
    const listening = listen();
    writeFileSync(`${file}2`, '');
    await pause(100);
    assert.equal(seen, 0);
    listening.dispose();
  });

  it('goes to other files', async () => {
    const listening = listen();
    watched.set([path.join(folder, 'other')]);
    await isSeen(() => writeFileSync(path.join(folder, 'other'), ''));
    await pause(50);
    seen = 0;
    mkdirSync(path.dirname(file), { recursive: true });
    await pause(100);
    assert.equal(seen, 0);
    listening.dispose();
  });

  it('watches nothing while nobody listens', async function () {
    if (process.platform !== 'linux') return this.skip();
    const before = watches();
    const [one, two] = [listen(), listen()];
    assert.equal(watches(), before + 1);
    one.dispose();
    assert.equal(watches(), before + 1);
    two.dispose();
    assert.equal(watches(), before);
  });
});

/** How many folders the system watches for this process. */
function watches(): number {
  const texts = readdirSync('/proc/self/fdinfo').map((fd) => {
    try {
      return readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8');
    } catch {
      return '';
    }
  });
  return (texts.join('\n').match(/^inotify wd:/gm) ?? []).length;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
