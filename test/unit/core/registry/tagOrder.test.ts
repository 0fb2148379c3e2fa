import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupAliases, isAttachment, newerTags, orderTags } from '../../../../src/core/registry/tagOrder.js';

const sorted = (...names: string[]) => orderTags(names.map((name) => ({ name }))).map(({ name }) => name);

describe('tagOrder', () => {
  const orders: Record<string, string[]> = {
    'moving names first, in their own order': ['latest', 'stable', 'main', 'edge', '2.0'],
    'newest version first, moving versions before what they move along': [
      '2',
      '1',
      '1.27',
      '1.27.3',
      '1.27.2',
      '1.9.1',
    ],
    'variants after the plain ones, each for itself': ['1.28', '1.27', '1.28-alpine', '1.27-alpine', '1.28-bookworm'],
    'pre-releases under their release': ['3.13.0', '3.13.0rc2', '3.13.0rc1', '3.13.0b1', '3.12.9'],
    'a pre-release of a series under the series': ['3.14-rc', '3.13', '3.13.1', '3.13.0', '3.13-rc', '3.12'],
    'pre-releases of a variant': ['3.13.0-alpine', '3.13.0-rc1-alpine', '3.12.0-alpine'],
    'calendars as numbers': ['20250401', '20241231', '2025.04', '2024.10', '24.10', '24.04'],
    'dates with dashes': ['2025-04-02', '2025-04-01', '2024-12-31'],
    'a leading v': ['v2.0.0', 'v1.10.0', 'v1.9.0'],
    'words before what machines made': ['latest', '1.0', 'bookworm', 'jammy', '4f2a9c1e', 'pr-17', 'sha-4f2a9c1'],
  };
  for (const [name, expected] of Object.entries(orders))
    it(`puts ${name}`, () => {
      assert.deepEqual(sorted(...expected), expected);
      assert.deepEqual(sorted(...[...expected].reverse()), expected);
    });

  it('keeps what moves on top when the newest push comes first', () => {
    const tags = [
      { name: '1.0', pushed: 5 },
      { name: 'latest', pushed: 1 },
      { name: '2.0', pushed: 3 },
    ];
    assert.deepEqual(
      orderTags(tags, true).map(({ name }) => name),
      ['latest', '1.0', '2.0'],
    );
  });

  it('puts the newest push first when that is wanted and known', () => {
    const tags = [
      { name: '1.0', pushed: 1 },
      { name: 'odd', pushed: 3 },
      { name: '2.0', pushed: 2 },
    ];
    assert.deepEqual(
      orderTags(tags, true).map(({ name }) => name),
      ['odd', '2.0', '1.0'],
    );
  });

  it('joins names of one digest', () => {
    const tags = orderTags([
      { name: '1.27', digest: 'a' },
      { name: 'latest', digest: 'a' },
      { name: '1.26', digest: 'b' },
      { name: '1', digest: 'a' },
      { name: 'x' },
      { name: 'y' },
    ]);
    assert.deepEqual(
      groupAliases(tags).map(({ tag, aliases }) => [tag.name, ...aliases]),
      [['latest', '1', '1.27'], ['1.26'], ['x'], ['y']],
    );
  });

  it('finds the newest patch and minor version of the same variant', () => {
    const tags = ['latest', '22', '22.3', '22.3.1', '22.3.10', '22.3.9', '22.4.0', '22.4.1-slim', '22.10.0', '23.0.0'];
    tags.push('22.3.11rc1', 'v22.3.12', '22.3.10-slim', '22.3.2-slim', '22.3.10.1', '4f2a9c1e');
    assert.deepEqual(newerTags('22.3.2', tags), { patch: '22.3.10', minor: '22.10.0' });
    assert.deepEqual(newerTags('22.3.2-slim', tags), { patch: '22.3.10-slim', minor: '22.4.1-slim' });
    assert.deepEqual(newerTags('22.3.2-alpine', tags), {});
    assert.deepEqual(newerTags('22.10.0', tags), {});
    assert.deepEqual(newerTags('22.2', tags), { minor: '22.3' });
    assert.deepEqual(newerTags('v22.3.1', tags), { patch: 'v22.3.12' });
    assert.deepEqual(newerTags('22.3.10rc1', tags), { patch: '22.3.10', minor: '22.10.0' });
    for (const current of ['22', 'latest', 'bookworm', '4f2a9c1']) assert.deepEqual(newerTags(current, tags), {});
    assert.deepEqual(newerTags('24.04', ['24.10', '25.04', '24.04']), { minor: '24.10' });
  });

  it('knows attachments', () => {
    const hex = 'a'.repeat(64);
    for (const tag of [`sha256-${hex}`, `sha256-${hex}.sig`, `sha256-${hex}.att`]) assert.ok(isAttachment(tag));
    for (const tag of ['sha256-abc', `sha256-${hex}.1`, 'latest']) assert.ok(!isAttachment(tag));
  });

  it('is one order: it does not depend on where it starts', () => {
    const tag = fc.oneof(
      fc.stringMatching(/^[\w][\w.-]{0,12}$/),
      fc.constantFrom('1', '1.2', '1.2-rc1', '1.2.3-alpine', 'v1.2', 'latest', 'abcdef1', '2024-01-01', '1_2'),
    );
    fc.assert(
      fc.property(fc.uniqueArray(tag, { maxLength: 12 }), (names) => {
        assert.deepEqual(sorted(...names), sorted(...[...names].reverse()));
        assert.deepEqual(sorted(...sorted(...names)), sorted(...names));
      }),
    );
  });

  it('reads plain versions, which are most of a long list, as it reads all others', () => {
    const version = fc.array(fc.nat({ max: 12 }), { minLength: 2, maxLength: 4 });
    const versions = fc.uniqueArray(version, { maxLength: 12, selector: String });
    fc.assert(
      fc.property(versions, fc.constantFrom('', 'v', 'V'), (all, prefix) => {
        const written = (dot: string) => all.map((parts) => prefix + parts.join(dot));
        const others = sorted(...written('_')).map((name) => name.replaceAll('_', '.'));
        assert.deepEqual(sorted(...written('.')), others);
      }),
    );
  });
});
