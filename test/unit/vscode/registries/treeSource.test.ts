import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '../../../../src/core/base/logger.js';
import type { RegistryTreeNode } from '../../../../src/core/explorer/node.js';
import { RegistryTree } from '../../../../src/core/explorer/registryTree.js';
import { RegistryCatalog } from '../../../../src/core/registry/catalog.js';
import { DockerLogins } from '../../../../src/core/registry/dockerLogins.js';
import { treeSource } from '../../../../src/vscode/registries/treeSource.js';
import { FakeRegistry, type SeenRequest, send } from '../../../support/fakeRegistry.js';
import { FakeResources } from '../../../support/fakeResources.js';
import { memoryConnections } from '../../../support/memoryConnections.js';
import { namedHosts } from '../../../support/namedHosts.js';
import { waitFor } from '../../../support/waitFor.js';

const login = { kind: 'password', username: 'me', password: 'token' } as const;

describe('the tree of registries', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'longshore-tree-'));
  let registry: FakeRegistry;
  beforeEach(async () => {
    registry = await new FakeRegistry().start();
    for (const tag of ['v1', 'v2']) registry.addImage('library/nginx', tag, tag);
  });
  afterEach(() => registry.stop());
  after(() => rmSync(home, { recursive: true, force: true }));

  const make = async (host: string, origins: readonly string[], tagDetails: boolean, isLoggedIn = true) => {
    const { transport } = namedHosts(Object.fromEntries(origins.map((origin) => [`https://${origin}`, registry])));
    const connections = memoryConnections();
    await connections.save({ host, repositories: ['library/nginx'] }, isLoggedIn ? login : undefined);
    const docker = new DockerLogins({ env: {}, platform: 'linux', home, timeout: 1000 });
    const catalog = new RegistryCatalog({ connections, docker, transport: () => transport, logger: silentLogger });
    const settings = { 'registry.tagDetails': tagDetails, 'registry.tagOrder': 'version' };
    const source = treeSource(
      catalog,
      connections,
      { resources: new FakeResources() },
      { explain: (error) => ({ message: String(error) }), readSetting: (id) => settings[id] },
    );
    return { tree: new RegistryTree(source), source };
  };
  /** Opens the registry and its repository, down to the tags. */
  const opened = async (tree: RegistryTree, host: string) => {
    let rows: readonly RegistryTreeNode[] = [tree.registry(host) ?? (await root(tree, host))];
    while (rows[0] && rows[0].kind !== 'tag') {
      const next = rows.find((node) => node.kind !== 'namespace' || node.name === 'library') ?? rows[0];
      rows = await tree.children(next);
      assert.ok(rows.length > 0, JSON.stringify(next));
    }
    return rows;
  };
  const root = async (tree: RegistryTree, host: string) => {
    const roots = await tree.children(undefined);
    return roots.find((node) => node.kind === 'registry' && node.host === host) ?? assert.fail(host);
  };
  const reading = (path: string) => registry.requests.filter(({ url }) => url.includes(path));
  const facts = (rows: readonly RegistryTreeNode[]) =>
    rows.map((row) => row.kind === 'tag' && [row.tag, row.summary.size !== undefined]);

  it('reads size and age of the tags that a plain registry lists by name, six requests for two', async () => {
    const { tree } = await make('r.example.com', ['r.example.com'], true);
    await opened(tree, 'r.example.com');
    const rows = await waitFor('the tags', async () => {
      const found = await tree.children(tree.repository('r.example.com', 'library/nginx'));
      return facts(found).every((fact) => fact && fact[1] === true) ? found : undefined;
    });
    assert.equal(rows.length, 2);
    const asked = ({ method, url }: SeenRequest) => `${method} ${url.replace(/sha256:.*/, 'DIGEST')}`;
    assert.deepEqual([...reading('/manifests/'), ...reading('/blobs/')].map(asked).sort(), [
      ...['GET /v2/library/nginx/blobs/DIGEST', 'GET /v2/library/nginx/blobs/DIGEST'],
      ...['GET /v2/library/nginx/manifests/DIGEST', 'GET /v2/library/nginx/manifests/DIGEST'],
      ...['HEAD /v2/library/nginx/manifests/v1', 'HEAD /v2/library/nginx/manifests/v2'],
    ]);
  });

  it('reads none of them where the setting says so', async () => {
    const { tree, source } = await make('r.example.com', ['r.example.com'], false);
    assert.deepEqual(facts(await opened(tree, 'r.example.com')), [
      ['v2', false],
      ['v1', false],
    ]);
    assert.equal(source.facts('r.example.com', 'library/nginx'), undefined);
    assert.deepEqual(reading('/manifests/'), []);
  });

  it('never reads a manifest of Docker Hub, where that is a pull, even of tags that its list tells nothing about', async () => {
    registry.faults.push(({ url }, response) => {
      if (!url.startsWith('/v2/namespaces/')) return false;
      const repositories = [{ namespace: 'library', name: 'nginx' }];
      send(response, 200, JSON.stringify({ results: url.includes('/tags?') ? [{ name: 'v1' }] : repositories }));
      return true;
    });
    const { tree, source } = await make('docker.io', ['hub.docker.com', 'registry-1.docker.io'], true, false);
    assert.deepEqual(facts(await opened(tree, 'docker.io')), [['v1', false]]);
    assert.equal(source.facts('docker.io', 'library/nginx'), undefined);
    assert.deepEqual(reading('/manifests/'), []);
  });

  it('offers to change only what the login can change', async () => {
    for (const [isLoggedIn, abilities] of [
      [true, ['writable', 'website']],
      [false, ['website']],
    ] as const) {
      const { tree } = await make('ghcr.io', ['ghcr.io', 'api.github.com'], false, isLoggedIn);
      const [tag] = await opened(tree, 'ghcr.io');
      assert.deepEqual(tag?.kind === 'tag' && tag.abilities, abilities);
    }
  });
});
