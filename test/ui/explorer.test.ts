import assert from 'node:assert/strict';
import { RealEngine } from '../support/realEngine.js';
import { emptyEngine, testDocker } from '../support/testDocker.js';
import type { TreeView } from './pages/treeView.js';
import { until } from './until.js';
import { TestWindow } from './window.js';

const compose = (project: string, service: string) => ({
  'com.docker.compose.project': project,
  'com.docker.compose.service': service,
  'com.docker.compose.container-number': '1',
});
const forever = 'sleep 100000';

describe('the views of containers and images', () => {
  let window: TestWindow;
  let real: RealEngine;
  let containers: TreeView;
  let images: TreeView;

  before(async () => {
    // What other tests have left would push rows out of sight.
    await emptyEngine(testDocker());
    real = await RealEngine.open('ui-views');
    await real.run('web', forever, { ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 18080 }] });
    await real.run('api', forever, { labels: compose('ui-views-shop', 'api') });
    await real.create('db', forever, { labels: compose('ui-views-shop', 'db') });
    await real.run('failed', 'exit 3');
    await real.build('ui-views/sick:1', 'HEALTHCHECK --interval=1s --retries=1 CMD ["test", "-e", "/none"]');
    await real.run('sick', forever, { image: 'ui-views/sick:1' });
    await real.engine.images.tag(real.image, 'ui-views/base', 'latest');
    window = await TestWindow.open();
    await window.workbench.openContainer();
    containers = window.workbench.view('Containers');
    images = window.workbench.view('Images');
  });

  after(async () => {
    await window?.close();
    await real?.dispose();
  });

  /** What stands in the rows, without how long it has been so. */
  const mine = async (view: TreeView) =>
    (await view.texts())
      .filter((text) => text.includes('ui-views'))
      .map((text) => text.replace(/ (just now|\d+ \w+ ago)/, '').replace(/running \d+ \w+/, 'running'));

  it('shows containers by project, standalone ones after them', async () => {
    await containers.row(/ui-views-sick.*unhealthy/).waitFor();
    assert.deepEqual(await mine(containers), [
      'ui-views-shop 1 of 2 running',
      'ui-views-api running · ui-views/base:1',
      'ui-views-db created · ui-views/base:1',
      'ui-views-failed exited (3) · ui-views/base:1',
      'ui-views-sick running, unhealthy · ui-views/sick:1',
      'ui-views-web running · 18080→80 · ui-views/base:1',
    ]);
    await window.shot('containers', ['dark', 'light', 'contrast']);
  });

  it('says name, state and health in words', async () => {
    const labels = await containers.ariaLabels();
    const sick = /^container ui-views-sick, running( \d+ \w+)?, unhealthy, image ui-views\/sick:1$/;
    const failed = /^container ui-views-failed, exited \(3\) (just now|\d+ \w+ ago), image ui-views\/base:1$/;
    for (const said of [sick, failed])
      assert.ok(
        labels.some((label) => said.test(label ?? '')),
        labels.join('\n'),
      );
  });

  it('shows images by repository, with those in use', async () => {
    await images.row('ui-views/sick').waitFor();
    const texts = await images.texts();
    const start = texts.indexOf('ui-views/base 2 tags');
    assert.match(texts.slice(start, start + 3).join('\n'), /2 tags\n1 [\d.]+MB · .* · in use\nlatest .* · in use/);
  });

  it('follows what is done outside, row by row, and keeps selection', async () => {
    const web = containers.row('ui-views-web');
    await web.select();
    const id = await real.run('late', forever);
    await containers.row('ui-views-late').waitFor();
    await real.engine.containers.pause(id);
    await containers.row(/ui-views-late.*paused/).waitFor();
    await real.engine.containers.rename(id, 'ui-views-renamed');
    await containers.row(/ui-views-renamed/).waitFor();
    await real.engine.containers.unpause(id);
    await real.engine.containers.kill(id);
    await containers.row(/ui-views-renamed.*exited \(137\)/).waitFor();
    await real.engine.containers.remove(id, { force: true });
    await containers.row(/ui-views-renamed/).waitFor('detached');
    assert.match((await web.row.getAttribute('class')) ?? '', /selected/);
  });

  it('follows what is done outside to images', async () => {
    const { images: port } = real.engine;
    await port.tag(real.image, 'ui-views/new', 'outside');
    await images.rowSaid('image ui-views/new:outside').waitFor();
    await port.remove('ui-views/new:outside');
    await images.rowSaid('image ui-views/new:outside').waitFor('detached');
  });

  it('keeps a collapsed group collapsed while its rows change', async () => {
    const group = containers.row('ui-views-shop');
    await group.row.locator('.monaco-tl-twistie').click();
    await containers.row('ui-views-api').waitFor('detached');
    const db = (await real.engine.containers.list()).find(({ name }) => name === 'ui-views-db');
    await real.engine.containers.start(db?.id ?? '');
    await containers.row('2 of 2 running').waitFor();
    assert.equal(await group.row.getAttribute('aria-expanded'), 'false');
    await group.expand();
    await containers.row('ui-views-api').waitFor();
  });

  it('filters while a person types, and clears', async () => {
    await containers.header.hover();
    await containers.pressTitleButton('Filter Containers');
    const { quickInput } = window.workbench;
    await quickInput.waitFor();
    await quickInput.input.fill('name:ui-views -status:running');
    await containers.row('ui-views-web').waitFor('detached');
    assert.deepEqual(await mine(containers), ['ui-views-failed exited (3) · ui-views/base:1']);
    await window.shot('filter', ['dark']);
    await quickInput.input.press('Enter');
    await quickInput.input.waitFor({ state: 'hidden' });
    await containers.pressTitleButton('Clear Container Filter');
    await containers.row('ui-views-web').waitFor();
  });

  it('says that nothing matches, with a way out', async () => {
    await window.workbench.runCommand('Longshore: Filter Containers…');
    await window.workbench.quickInput.answer('name:there-is-no-such');
    assert.match(await containers.welcome(), /No container matches the filter/);
    await containers.pane.getByText('Clear Filter').click();
    await containers.row('ui-views-web').waitFor();
  });

  it('shows running containers only, and remembers it', async () => {
    await containers.pressTitleButton('Show Running Containers Only');
    await containers.row('ui-views-failed').waitFor('detached');
    // VS Code in a browser writes its memory down every five seconds.
    await window.page.waitForTimeout(6000);
    await window.load();
    await window.workbench.openContainer();
    await containers.row('ui-views-web').waitFor();
    assert.equal(await containers.row('ui-views-failed').row.count(), 0);
    await containers.pressTitleButton('Show All Containers');
    await containers.row('ui-views-failed').waitFor();
  });

  it('treats text from the engine as data', async () => {
    const labels = { evil: '](command:workbench.action.quit) <img src=x> $(flame) \u202etxt' };
    await real.run('hostile', forever, { labels });
    const { row } = containers.row('ui-views-hostile');
    await row.waitFor();
    const hover = window.page.locator('.monaco-hover', { hasText: 'evil' });
    await until('the tooltip shows', async () => {
      // A row that is drawn anew under the mouse has no tooltip before the mouse comes again.
      await containers.header.hover();
      await row.hover();
      await window.page.waitForTimeout(1500);
      return hover.isVisible();
    });
    assert.equal(await hover.locator('a, img, .codicon-flame').count(), 0);
    assert.match(await hover.innerText(), /\]\(command:workbench\.action\.quit\) <img src=x> \$\(flame\) txt/);
    await window.shot('tooltip', ['dark']);
  });
});
