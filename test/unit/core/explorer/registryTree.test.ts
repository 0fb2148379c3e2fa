import assert from 'node:assert/strict';
import type { MoreNode, RegistryTreeNode } from '../../../../src/core/explorer/node.js';
import { registryRowOf } from '../../../../src/core/explorer/registryKinds.js';
import { RegistryTree } from '../../../../src/core/explorer/registryTree.js';
import type { RegistryTreeSource } from '../../../../src/core/explorer/registryTreeSource.js';
import type { FetchPage } from '../../../../src/core/registry/page.js';
import type { TagDetails } from '../../../../src/core/registry/tagDetails.js';
import { assertGolden } from '../../../support/golden.js';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

/** Pages of 100; counts how often it was asked. */
function paged<T>(all: readonly T[], asked: { count: number }): FetchPage<T> {
  return async (cursor = '0') => {
    asked.count += 1;
    const start = Number(cursor);
    const items = all.slice(start, start + 100);
    return start + 100 < all.length ? { items, next: String(start + 100) } : { items };
  };
}

const details: TagDetails = {
  digest: digest('a'),
  mediaType: 'application/vnd.oci.image.index.v1+json',
  platforms: [{ platform: 'linux/amd64', digest: digest('b'), mediaType: '', size: 5, annotations: {} }],
  attestations: [{ attestationOf: digest('b'), digest: digest('c'), mediaType: '', size: 5, annotations: {} }],
  annotations: {},
};

function source(changes: Partial<RegistryTreeSource> = {}): RegistryTreeSource {
  const none = { count: 0 };
  return {
    registries: async () => ({
      registries: [
        { host: 'docker.io', source: 'public' },
        { host: 'localhost:5000', source: 'connected', username: 'me' },
        { host: 'ghcr.io', source: 'docker' },
      ],
      problems: [],
    }),
    namespaces: async (host) => (host === 'docker.io' ? ['library'] : undefined),
    repositories: (host) =>
      paged(host === 'docker.io' ? [{ path: 'library/nginx', description: 'A server' }] : [{ path: 'team/app' }], none),
    tags: () =>
      paged([{ name: '1.0' }, { name: '1.1', digest: 'x', size: 3_000_000 }, { name: 'latest', digest: 'x' }], none),
    facts: () => undefined,
    details: async () => details,
    image: async () => ({
      digest: digest('b'),
      platform: 'linux/amd64',
      size: 2_500_000,
      config: {
        platform: 'linux/amd64',
        labels: { maintainer: 'me' },
        env: ['A=1'],
        entrypoint: ['/app'],
        command: [],
        user: 'app',
        workingDir: '/w',
        exposedPorts: ['80/tcp'],
        volumes: [],
        history: [{ createdBy: 'COPY . .', emptyLayer: false }],
      },
      layers: [{ digest: digest('d'), mediaType: '', size: 2_000_000, annotations: {} }],
    }),
    attached: async () => [],
    parts: async () => {
      const annotations = { 'in-toto.io/predicate-type': 'https://spdx.dev/Document' };
      return [{ digest: digest('e'), mediaType: 'application/vnd.in-toto+json', size: 1200, annotations }];
    },
    local: (_host, _path, tag) => (tag === '1.0' ? 'here' : undefined),
    newestFirst: () => false,
    abilities: () => ['writable'],
    explain: (error) => ({ message: String(error), login: true }),
    ...changes,
  };
}

async function shown(tree: RegistryTree, parent?: RegistryTreeNode, depth = 0): Promise<string> {
  const nodes = await tree.children(parent);
  const lines = nodes.map(async (node) => {
    const { label, description, accessibleLabel, children } = registryRowOf(node, 0);
    const line = `${'  '.repeat(depth)}${label} | ${description} | ${accessibleLabel}`;
    const below = children && depth < 6 ? await shown(tree, node, depth + 1) : '';
    return below ? `${line}\n${below}` : line;
  });
  return (await Promise.all(lines)).join('\n');
}

async function open(tree: RegistryTree, ...ids: string[]): Promise<RegistryTreeNode[]> {
  let nodes = await tree.children(undefined);
  for (const id of ids) {
    const node = nodes.find((candidate) => candidate.id === id);
    assert.ok(node, `${id} among ${nodes.map((candidate) => candidate.id)}`);
    nodes = await tree.children(node);
  }
  return [...nodes];
}

describe('registryTree', () => {
  it('shows registries, repositories, tags and what is in them', async () => {
    const registries = async () => ({
      registries: [{ host: 'docker.io', source: 'public' as const }],
      problems: ['bad'],
    });
    assertGolden('explorer/registries', await shown(new RegistryTree(source({ registries }))));
  });

  it('shows what comes twice in a list once', async () => {
    const tree = new RegistryTree(
      source({
        repositories: () => async (cursor) =>
          cursor === undefined ? { items: [{ path: 'a' }, { path: 'a' }], next: '2' } : { items: [{ path: 'a' }] },
        tags: () => async () => ({ items: [{ name: 'x', digest: 'd' }, { name: 'x', digest: 'd' }, { name: 'y' }] }),
        namespaces: async () => undefined,
      }),
    );
    const [registry] = await tree.children(undefined);
    const repositories = await tree.children(registry);
    assert.deepEqual(
      repositories.map(({ kind }) => kind),
      ['repository', 'more'],
    );
    const tags = await tree.children(repositories[0]);
    assert.deepEqual(
      tags.map((node) => node.kind === 'tag' && [node.tag, node.aliases]),
      [
        ['x', []],
        ['y', []],
      ],
    );
  });

  it('shows what is attached only where there is something, or why that is not known', async () => {
    const place = ['registry ghcr.io', 'repository ghcr.io/team/app', 'tag ghcr.io/team/app:1.0'];
    const label = 'Signatures and Attachments';
    const rows = async (attached: RegistryTreeSource['attached']) =>
      (await open(new RegistryTree(source({ attached })), ...place))
        .map((node) => registryRowOf(node, 0))
        .filter((row) => row.label === label)
        .map(({ description, children }) => [description, children]);
    assert.deepEqual(await rows(async () => []), []);
    const signature = {
      digest: digest('f'),
      mediaType: '',
      artifactType: 'cosign signature',
      size: 1,
      annotations: {},
    };
    assert.deepEqual(await rows(async () => [signature]), [['1', 'collapsed']]);
    assert.deepEqual(await rows(async () => Promise.reject(new Error('denied'))), [['Error: denied', undefined]]);
  });

  it('names what is no image by its kind', async () => {
    const looks = async (artifactType: string) => {
      const facts = () => async () => ({ digest: digest('a'), artifactType });
      const tree = new RegistryTree(source({ facts, tags: () => paged([{ name: 'x' }], { count: 0 }) }));
      const place = ['registry ghcr.io', 'repository ghcr.io/team/app'];
      await open(tree, ...place);
      await new Promise(setImmediate);
      const [tag] = await open(tree, ...place);
      assert.ok(tag);
      const { icon, description, contextValue } = registryRowOf(tag, 0);
      assert.doesNotMatch(contextValue, /;pullable;/);
      return `${icon.id} ${description}`;
    };
    assert.equal(await looks('application/vnd.cncf.helm.config.v1+json'), 'package Helm chart');
    assert.equal(await looks('application/vnd.wasm.config.v0+json'), 'file-binary WebAssembly module');
    assert.equal(await looks('application/vnd.dev.cosign.artifact.sig.v1+json'), 'verified signature');
    assert.equal(await looks('application/vnd.cncf.notary.signature'), 'verified signature');
    assert.equal(await looks('application/spdx+json'), 'checklist SBOM');
    assert.equal(await looks('application/vnd.acme.rocket.config.v1+json'), 'file-zip artifact');
  });

  it('offers no pull for what turns out to be no image', async () => {
    const { details } = source();
    const tree = new RegistryTree(
      source({
        details: async (...args) => ({ ...(await details(...args)), artifactType: 'application/vnd.cncf.helm' }),
      }),
    );
    const [tag] = await open(
      tree,
      'registry docker.io',
      'namespace docker.io/library',
      'repository docker.io/library/nginx',
    );
    assert.ok(tag);
    assert.match(registryRowOf(tag, 0).contextValue, /;pullable;/);
    await tree.children(tag);
    assert.doesNotMatch(registryRowOf(tag, 0).contextValue, /;pullable;/);
  });

  it('draws a tag anew once it is known where it points', async () => {
    let known = false;
    const { details } = source();
    const tree = new RegistryTree(
      source({
        local: () => (known ? 'other' : 'unknown'),
        details: async (...args) => {
          known = true;
          return details(...args);
        },
      }),
    );
    const drawn: string[] = [];
    tree.onDidChange((nodes) => drawn.push(...(nodes ?? []).map(({ id }) => id)));
    const [tag] = await open(
      tree,
      'registry docker.io',
      'namespace docker.io/library',
      'repository docker.io/library/nginx',
    );
    assert.ok(tag);
    assert.match(registryRowOf(tag, 0).description, /a version pulled/);
    assert.equal(registryRowOf(tag, 0).icon.color, undefined);
    await tree.children(tag);
    assert.ok(drawn.includes(tag.id));
    assert.match(registryRowOf(tag, 0).description, /another version pulled/);
  });

  it('asks for nothing that is not opened, and for one page at a time', async () => {
    const asked = { count: 0 };
    const tags = Array.from({ length: 20_000 }, (_, index) => ({ name: `1.${index}` }));
    const tree = new RegistryTree(source({ tags: () => paged(tags, asked) }));
    await open(tree, 'registry localhost:5000');
    assert.equal(asked.count, 0);
    const path = ['registry localhost:5000', 'repository localhost:5000/team/app'];
    const rows = await open(tree, ...path);
    assert.equal(asked.count, 1);
    assert.equal(rows.length, 101);
    const more = rows.at(-1) as MoreNode;
    assert.deepEqual([more.kind, more.shown, more.partial], ['more', 100, true]);
    await tree.more(more);
    assert.equal(asked.count, 2);
    const after = await open(tree, ...path);
    assert.equal(after.length, 201);
    assert.equal(after.at(-1), more, 'the row stays the same object');
    assert.equal(asked.count, 2);
  });

  it('shows a long list that came at once a page at a time too', async () => {
    const asked = { count: 0 };
    const all = Array.from({ length: 250 }, (_, index) => ({ path: `r${index}` }));
    const repositories = () => async () => {
      asked.count += 1;
      return { items: all };
    };
    const tree = new RegistryTree(source({ repositories }));
    const lengths: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const rows = await open(tree, 'registry ghcr.io');
      lengths.push(rows.length);
      const last = rows.at(-1);
      if (last?.kind === 'more') await tree.more(last);
    }
    assert.deepEqual(lengths, [101, 201, 250]);
    assert.equal(asked.count, 1);
  });

  it('comes back as long as it was after a refresh, with the same objects', async () => {
    const asked = { count: 0 };
    const tags = Array.from({ length: 500 }, (_, index) => ({ name: `1.${index}` }));
    const tree = new RegistryTree(source({ tags: () => paged(tags, asked) }));
    const path = ['registry localhost:5000', 'repository localhost:5000/team/app'];
    const first = await open(tree, ...path);
    await tree.more(first.at(-1) as MoreNode);
    tree.refresh();
    const again = await open(tree, ...path);
    assert.equal(again.length, 201);
    assert.ok(again.includes(first[0] as RegistryTreeNode));
    assert.equal(tree.parent(again[0] as RegistryTreeNode)?.id, 'repository localhost:5000/team/app');
  });

  it('shows what went wrong as a row, keeps what was loaded, and tries again', async () => {
    let broken = true;
    const tags = (): FetchPage<{ name: string }> => async (cursor) => {
      if (cursor && broken) throw new Error('no network');
      return cursor ? { items: [{ name: '2.0' }] } : { items: [{ name: '1.0' }], next: 'x' };
    };
    const tree = new RegistryTree(source({ tags }));
    const path = ['registry ghcr.io', 'repository ghcr.io/team/app'];
    const kinds = (nodes: RegistryTreeNode[]) => nodes.map((node) => ('tag' in node ? node.tag : node.kind));
    const first = await open(tree, ...path);
    assert.deepEqual(kinds(first), ['1.0', 'more']);
    await tree.more(first.at(-1) as MoreNode);
    const failed = await open(tree, ...path);
    assert.deepEqual(kinds(failed), ['1.0', 'registryProblem']);
    assert.equal(registryRowOf(failed.at(-1) as RegistryTreeNode, 0).label, 'Error: no network');
    broken = false;
    await tree.retry(failed.at(-1) as RegistryTreeNode);
    assert.deepEqual(kinds(await open(tree, ...path)), ['2.0', '1.0']);
  });

  it('shows one row for a registry whose first page fails', async () => {
    const repositories = () => async () => Promise.reject(new Error('denied'));
    const rows = await open(new RegistryTree(source({ repositories })), 'registry ghcr.io');
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['registryProblem'],
    );
  });

  it('filters what is loaded by words, tags below their repository', async () => {
    const tree = new RegistryTree(
      source({ repositories: () => paged([{ path: 'team/app' }, { path: 'team/web' }], { count: 0 }) }),
    );
    const labels = (nodes: RegistryTreeNode[]) => nodes.map((node) => registryRowOf(node, 0).label);
    await open(tree, 'registry ghcr.io', 'repository ghcr.io/team/web');
    tree.filter('WEB');
    assert.deepEqual(labels(await open(tree, 'registry ghcr.io')), ['team/web']);
    tree.filter('latest');
    assert.deepEqual(labels(await open(tree, 'registry ghcr.io')), ['team/web']);
    assert.deepEqual(labels(await open(tree, 'registry ghcr.io', 'repository ghcr.io/team/web')), ['latest']);
    tree.filter('');
    assert.deepEqual(labels(await open(tree, 'registry ghcr.io')), ['team/app', 'team/web']);
  });

  it('sorts by version or by time, as is wished', async () => {
    let newestFirst = false;
    const tags = () =>
      paged(
        [
          { name: '2.0', pushed: 1 },
          { name: '1.9', pushed: 2 },
        ],
        { count: 0 },
      );
    const tree = new RegistryTree(source({ tags, newestFirst: () => newestFirst }));
    const path = ['registry ghcr.io', 'repository ghcr.io/team/app'];
    const names = async () => (await open(tree, ...path)).map((node) => ('tag' in node ? node.tag : ''));
    assert.deepEqual(await names(), ['2.0', '1.9']);
    newestFirst = true;
    tree.rearrange();
    assert.deepEqual(await names(), ['1.9', '2.0']);
  });

  it('reads no more tags than rows may show, and puts those of one digest on one row', async () => {
    const read: string[] = [];
    const tags = () => async () => ({ items: Array.from({ length: 5000 }, (_, index) => ({ name: `1.${index}` })) });
    const facts = () => async (tag: string) => {
      read.push(tag);
      return { digest: digest('a'), size: 5, created: 1 };
    };
    const local = (_host: string, _path: string, tag: string) => (tag === '1.4998' ? 'here' : undefined);
    const tree = new RegistryTree(source({ tags, facts, local }));
    const path = ['registry ghcr.io', 'repository ghcr.io/team/app'];
    const settled = async () => {
      for (let before = -1; before !== read.length; await new Promise(setImmediate)) before = read.length;
      return open(tree, ...path);
    };
    await open(tree, ...path);
    const rows = await settled();
    assert.equal(read.length, 100);
    assert.equal(rows.length, 101);
    const [first] = rows;
    assert.ok(first?.kind === 'tag');
    assert.equal(first.aliases.length, 99);
    assert.match(registryRowOf(first, 0).description, /5B.*pulled/);
    await tree.more(rows.at(-1) as MoreNode);
    await open(tree, ...path);
    await settled();
    assert.equal(read.length, 200);
  });

  it('reads nothing while a row above is collapsed or the view is hidden', async () => {
    const read: string[] = [];
    const facts = () => async (tag: string) => {
      read.push(tag);
      return {};
    };
    const tree = new RegistryTree(source({ facts }));
    const [registry] = await open(tree).then((rows) => rows.filter(({ id }) => id === 'registry ghcr.io'));
    assert.ok(registry);
    tree.collapse(registry, true);
    await open(tree, 'registry ghcr.io', 'repository ghcr.io/team/app');
    tree.hide(true);
    tree.collapse(registry, false);
    assert.deepEqual(read, []);
    tree.hide(false);
    assert.deepEqual(read, ['1.0'], 'the others came with their digest');
  });

  it('sorts by the dates it has read', async () => {
    const created: Record<string, number> = { '1.0': 3, '1.1': 2, latest: 1 };
    const facts = () => async (tag: string) => ({ digest: tag, created: created[tag] ?? 0 });
    const tags = () =>
      paged(
        Object.keys({ ...created, '0.9': 0 }).map((name) => ({ name })),
        { count: 0 },
      );
    const tree = new RegistryTree(source({ tags, facts, newestFirst: () => true }));
    const path = ['registry ghcr.io', 'repository ghcr.io/team/app'];
    const names = async () => (await open(tree, ...path)).map((node) => ('tag' in node ? node.tag : ''));
    assert.deepEqual(await names(), ['latest', '1.1', '1.0', '0.9']);
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(await names(), ['latest', '1.0', '1.1', '0.9']);
  });

  it('suggests to connect a registry while there is only Docker Hub', async () => {
    const registries = async () => ({ registries: [{ host: 'docker.io', source: 'public' as const }], problems: [] });
    const rows = await open(new RegistryTree(source({ registries })));
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['registry', 'registryHint'],
    );
  });
});
