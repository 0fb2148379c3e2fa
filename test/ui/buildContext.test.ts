import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from './until.js';
import { TestWindow } from './window.js';

describe('the view of a build context', () => {
  let window: TestWindow;
  before(async () => {
    window = await TestWindow.open();
    const write = (name: string, text: string) => {
      mkdirSync(path.dirname(path.join(window.folder, 'shop', name)), { recursive: true });
      writeFileSync(path.join(window.folder, 'shop', name), text);
    };
    write('shop.Dockerfile', 'FROM scratch\nCOPY . /\n');
    write('.env', 'PASSWORD=1\n');
    write('node_modules/left-pad/index.js', 'x'.repeat(80_000));
    write('src/main.js', 'x'.repeat(9_000));
    write('src/views/index.html', 'x'.repeat(3_000));
    await window.workbench.openFile('shop.Dockerfile');
  });
  after(() => window?.close());

  const view = () => window.workbench.view('Build Context');
  const ignored = () => readFileSync(path.join(window.folder, 'shop/.dockerignore'), 'utf8');

  it('is not there until it is asked for', async () => {
    await window.workbench.openContainer();
    assert.equal(await view().header.count(), 0);
  });

  it('shows what is sent, the largest first, and warns of usual mistakes', async () => {
    await window.workbench.runCommand('Longshore: Show Build Context');
    for (const other of ['Containers', 'Images', 'Registries']) await window.workbench.view(other).collapse();
    await view().rowSaid('Better left out').waitFor();
    await view().rowSaid('src').expand();
    await view().rowSaid('views').waitFor();
    assert.deepEqual(await view().texts(), [
      'Better left out 2',
      'node_modules 80kB, 1 file · install these in the build',
      '.env 11B · often holds secrets',
      'node_modules 80kB, 1 file',
      'src 12kB, 2 files',
      'main.js 9kB',
      'views 3kB, 1 file',
      'shop.Dockerfile 22B',
      '.env 11B',
    ]);
    await window.shot('build-context', ['dark', 'light', 'contrast']);
  });

  it('leaves out what a person says', async () => {
    await view().rowSaid('Better left out').pressInline('Add to .dockerignore');
    await view().rowSaid('Better left out').waitFor('detached');
    await view().rowSaid('.env').waitFor('detached');
    assert.equal(ignored(), 'node_modules\n.env\n');
    await view().rowSaid('src').pressInline('Add to .dockerignore');
    await view().rowSaid('src').waitFor('detached');
    assert.equal(ignored(), 'node_modules\n.env\nsrc\n');
  });

  it('follows the disk, and goes when it is closed', async () => {
    writeFileSync(path.join(window.folder, 'shop/added.bin'), 'x'.repeat(1_000_000));
    await view().rowSaid('added.bin').waitFor();
    writeFileSync(path.join(window.folder, 'shop/.dockerignore'), '*.bin\n');
    await view().rowSaid('added.bin').waitFor('detached');
    await view().rowSaid('Better left out').waitFor();
    await view().pressTitleButton('Close Build Context');
    await until('the view is gone', async () => (await view().header.count()) === 0);
  });
});
