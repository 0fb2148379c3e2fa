import assert from 'node:assert/strict';
import { commands, env, type QuickPick, type QuickPickItem, type Uri, window } from 'vscode';
import { Answers } from '../support/answers.js';
import { FakeServer, fail, send } from '../support/fakeRegistry.js';
import { namedHosts } from '../support/namedHosts.js';
import { waitFor } from '../support/waitFor.js';
import { describeWithEngine } from '../support/withEngine.js';

const found = [
  { repo_name: 'postgres', short_description: 'The database', star_count: 14_000, is_official: true },
  { repo_name: 'someone/postgres', short_description: 'Another $(database)', star_count: 1 },
];
/** Docker Hub lists what was pushed last first. */
const tags = [
  { name: '17.0', full_size: 100, last_updated: '2024-10-01T00:00:00Z' },
  { name: '16.3', full_size: 100, last_updated: '2024-05-01T00:00:00Z' },
];
const lists: Record<string, readonly object[]> = {
  '/v2/search/repositories/': found,
  '/v2/namespaces/library/repositories/postgres/tags': tags,
};

describeWithEngine('Docker Hub', () => {
  const { createQuickPick } = window;
  const { openExternal } = env;
  const realFetch = globalThis.fetch;
  let hub: FakeServer;
  let answers: Answers;
  let picks: QuickPick<QuickPickItem>[];
  beforeEach(async () => {
    hub = await new FakeServer('hub', ({ url }, _body, response) => {
      const list = lists[new URL(url, 'http://hub').pathname];
      if (list) send(response, 200, JSON.stringify({ results: list, next: null }));
      else fail(response, 404, 'NOT_FOUND');
    }).start();
    const { transport } = namedHosts({ 'https://hub.docker.com': hub }, {}, realFetch);
    globalThis.fetch = ((url: string | URL, options: RequestInit = {}) =>
      transport.fetch(String(url), options)) as typeof fetch;
    answers = new Answers();
    picks = [];
    Object.assign(window, {
      createQuickPick: () => {
        const pick = createQuickPick();
        picks.push(pick);
        return pick;
      },
    });
  });
  afterEach(async () => {
    globalThis.fetch = realFetch;
    Object.assign(window, { createQuickPick });
    Object.assign(env, { openExternal });
    answers.restore();
    await hub.stop();
  });

  /** The rows of the n-th list, once one of them can be taken. */
  const rowsOf = (index: number) =>
    waitFor(`the rows of list ${index}`, () => {
      const { items = [], activeItems = [] } = picks[index] ?? {};
      return activeItems.length > 0 ? items : undefined;
    });
  const accept = () => commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');

  it('is searched from the palette, and the tag that is picked in what is found is pulled', async () => {
    answers.with(({ kind }) => (kind === 'input' ? 'postgres' : undefined));
    const searching = commands.executeCommand('longshore.registry.search');
    const repositories = await rowsOf(0);
    assert.deepEqual(
      repositories.map(({ label, description, detail }) => [label, description, detail]),
      [
        ['postgres', 'official · ★ 14,000', 'The database'],
        ['someone/postgres', '★ 1', 'Another $ (database)'],
      ],
    );
    await accept();
    const offered = await rowsOf(1);
    assert.deepEqual(
      offered.map(({ label }) => label),
      ['17.0', '16.3'],
    );
    await accept();
    await searching;
    // The engine of the tests has no way to Docker Hub.
    assert.match(answers.last?.message ?? '', /^Pull postgres:17\.0: /);
  });

  it('is opened at the page of a repository and of a tag', async () => {
    const opened: string[] = [];
    Object.assign(env, { openExternal: async (uri: Uri) => opened.push(uri.toString(true)) });
    const open = (row: object) =>
      commands.executeCommand('longshore.registry.openWebsite', { host: 'docker.io', id: 'x', ...row });
    await open({ kind: 'repository', path: 'library/postgres' });
    await open({ kind: 'tag', path: 'someone/postgres', tag: '16.3' });
    assert.deepEqual(opened, [
      'https://hub.docker.com/_/postgres',
      'https://hub.docker.com/r/someone/postgres/tags?name=16.3',
    ]);
  });
});
