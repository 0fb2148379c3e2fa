import assert from 'node:assert/strict';
import { plainText } from '../../../../src/core/base/plainText.js';
import { tooltipOf } from '../../../../src/core/explorer/kinds.js';
import type { ContainerNode } from '../../../../src/core/explorer/node.js';
import { tooltipMarkdown } from '../../../../src/core/explorer/tooltip.js';
import { makeContainer } from '../../../support/engineModels.js';
import { assertGolden } from '../../../support/golden.js';

const hostile =
  '`](command:evil) **bold** <b>x</b> $(flame) https://evil.example\u001b[31m\u202etxt\r\n# head | `` @me';

const node = (fields: Partial<ContainerNode['container']>): ContainerNode => ({
  kind: 'container',
  id: 'container:1',
  container: makeContainer(fields),
});

describe('tooltip', () => {
  it('shows what is known of a container', () => {
    const container = node({
      health: 'healthy',
      created: new Date(2026, 10, 20, 5, 6, 7).getTime(),
      ports: [
        { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIp: '0.0.0.0' },
        { containerPort: 443, protocol: 'tcp' },
      ],
      mounts: [
        { type: 'volume', source: 'data', destination: '/data', readOnly: false },
        { type: 'tmpfs', source: '', destination: '/tmp', readOnly: true },
      ],
      networks: [{ network: 'bridge', ipAddress: '172.17.0.2' }],
      compose: { project: 'shop', service: 'web', number: 1, configFiles: ['a.yaml', 'b.yaml'] },
      labels: { 'com.docker.compose.project': 'shop', maintainer: 'me', empty: '' },
    });
    assertGolden(
      'explorer/containerTooltip',
      tooltipMarkdown('web', tooltipOf(container, new Date(2026, 10, 20, 6, 0, 0).getTime())),
    );
  });

  it('keeps foreign text from being markup', () => {
    const container = node({ image: hostile, command: hostile, labels: { [hostile]: hostile } });
    const markdown = tooltipMarkdown(hostile, tooltipOf(container));
    assertGolden('explorer/hostileTooltip', markdown.replace(/Created: `[^`]+`/, 'Created: `…`'));
    const outsideCode = markdown.replace(/\\./g, '').replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
    assert.doesNotMatch(outsideCode, /[[\]<>`$@]|https:\/\//);
  });

  it('cuts what is too long to read', () =>
    assert.ok(tooltipMarkdown('x', [{ facts: [{ name: 'Command', value: 'a'.repeat(5000) }] }]).length < 400));

  it('leaves out what is empty', () =>
    assert.equal(
      tooltipMarkdown('x', [{ title: 'Labels', facts: [] }, { facts: [{ name: 'a', value: ' ' }] }]),
      '**x**',
    ));
});

describe('plain text', () => {
  it('has neither control characters nor marks that reorder it', () =>
    assert.equal(plainText('a\u001b[2J\tb\u202ec\u2066d\u0000\n'), 'a [2J bcd'));
  it('keeps words of every script', () => assert.equal(plainText('컨테이너 שלום é'), '컨테이너 שלום é'));
});
