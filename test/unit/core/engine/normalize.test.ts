import assert from 'node:assert/strict';
import fc from 'fast-check';
import { normalizeContainer, normalizeEvent, normalizeImage, rowsOf } from '../../../../src/core/engine/normalize.js';

describe('normalizeContainer', () => {
  it('reads a row', () => {
    const now = Date.UTC(2026, 10, 20, 12, 30);
    const json = {
      Id: 'abc',
      Names: ['/other/alias', '/web'],
      Image: 'nginx',
      Created: 10,
      State: 'running',
      Status: 'Up 3 hours (unhealthy)',
      Ports: [
        { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
        { PrivatePort: 443, Type: 'tcp' },
      ],
      Mounts: [{ Type: 'volume', Name: 'v', Source: '/var/lib/v', Destination: '/d', RW: false }],
      Labels: {
        'com.docker.compose.project': 'p',
        'com.docker.compose.service': 's',
        'com.docker.compose.project.config_files': 'a,b',
      },
      NetworkSettings: { Networks: { n: { IPAddress: '1.2.3.4' } } },
    };
    const row = normalizeContainer(json, now);
    assert.equal(row.problem, undefined);
    assert.deepEqual(
      { ...row, labels: undefined },
      {
        id: 'abc',
        name: 'web',
        image: 'nginx',
        imageId: '',
        command: '',
        created: 10_000,
        state: 'running',
        health: 'unhealthy',
        status: 'Up 3 hours (unhealthy)',
        since: Date.UTC(2026, 10, 20, 9),
        ports: [
          { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIp: '0.0.0.0' },
          { containerPort: 443, protocol: 'tcp' },
        ],
        mounts: [{ type: 'volume', source: 'v', destination: '/d', readOnly: true }],
        networks: [{ network: 'n', ipAddress: '1.2.3.4' }],
        labels: undefined,
        compose: { project: 'p', service: 's', number: 1, configFiles: ['a', 'b'] },
      },
    );
  });

  it('reads health and exit code out of the sentence', () => {
    const of = (Status: string) => normalizeContainer({ Id: 'x', Status });
    assert.equal(of('Up 2 seconds (health: starting)').health, 'starting');
    assert.equal(of('Up 2 seconds (healthy)').health, 'healthy');
    assert.equal(of('Up 2 seconds').health, 'none');
    assert.equal(of('Exited (137) 5 minutes ago').exitCode, 137);
    assert.equal(of('Restarting (1) 2 seconds ago').exitCode, 1);
    assert.equal(of('Up 2 seconds').exitCode, undefined);
  });

  it('makes a row of anything', () => {
    const fields = [
      'Id',
      'Names',
      'Image',
      'Created',
      'State',
      'Status',
      'Ports',
      'Mounts',
      'Labels',
      'NetworkSettings',
      'RepoTags',
    ];
    const row = fc.dictionary(fc.constantFrom(...fields), fc.jsonValue());
    fc.assert(
      fc.property(fc.oneof(row, fc.jsonValue()), (json) => {
        const { id, name } = normalizeContainer(json);
        assert.ok(id !== '' && name !== '');
        assert.ok(normalizeImage(json).id !== '');
      }),
    );
  });
});

describe('rows without an id', () => {
  const odd = [{ Names: ['/a'] }, null, 7];

  it('keep theirs when the list shifts', () => {
    for (const read of [normalizeContainer, normalizeImage]) {
      const ids = (list: unknown) => rowsOf<{ readonly id: string }>(list, read).map(({ id }) => id);
      const before = ids(odd);
      assert.equal(new Set(before).size, odd.length);
      assert.deepEqual(ids([{ Id: 'new' }, ...odd]).slice(1), before);
      assert.deepEqual(ids(odd.slice(1)), before.slice(1));
    }
  });
});

describe('normalizeImage', () => {
  it('knows a dangling image', () => {
    const { tags, digests } = normalizeImage({ Id: 'x', RepoTags: ['<none>:<none>'], RepoDigests: ['<none>@<none>'] });
    assert.deepEqual({ tags, digests }, { tags: [], digests: [] });
    assert.deepEqual(normalizeImage({ Id: 'x', RepoTags: null }).tags, []);
  });
});

describe('normalizeEvent', () => {
  it('splits an action from its detail', () => {
    const event = normalizeEvent({ Type: 'container', Action: 'exec_create: sh -c a:b', Actor: { ID: 'x' }, time: 1 });
    assert.deepEqual(event, {
      type: 'container',
      action: 'exec_create',
      detail: 'sh -c a:b',
      id: 'x',
      attributes: {},
      time: 1000,
    });
  });
  it('leaves out what says nothing', () => assert.equal(normalizeEvent({ status: 'x' }), undefined));
});
