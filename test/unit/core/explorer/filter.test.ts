import assert from 'node:assert/strict';
import { parseContainerFilter, parseImageFilter } from '../../../../src/core/explorer/filter.js';
import { makeContainer, makeImage, makeService } from '../../../support/engineModels.js';

const containers = [
  makeContainer({ name: 'web', image: 'registry:5000/nginx:1.25', health: 'healthy', labels: { tier: 'Front End' } }),
  makeContainer({ name: 'job', state: 'exited', exitCode: 1, image: 'busybox', labels: { 'a.b': '' } }),
  makeContainer({
    name: 'sick',
    health: 'unhealthy',
    ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIp: '::' }],
  }),
  makeService('shop', 'db', { state: 'paused' }),
];

const kept = (filter: string) => containers.filter(parseContainerFilter(filter)).map(({ name }) => name);

describe('filter of containers', () => {
  const cases: Record<string, string[]> = {
    '': ['web', 'job', 'sick', 'shop-db-1'],
    WEB: ['web'],
    'status:exited': ['job'],
    '-status:exited': ['web', 'sick', 'shop-db-1'],
    'status:': ['web', 'job', 'sick', 'shop-db-1'],
    'health:healthy': ['web'],
    'health:unhealthy': ['sick'],
    'image:nginx*': ['sick', 'shop-db-1'],
    'image:*nginx*': ['web', 'sick', 'shop-db-1'],
    'image:nginx:1.25': ['web', 'sick', 'shop-db-1'],
    'registry:5000': ['web'],
    'label:tier': ['web'],
    'label:"tier=front end"': ['web'],
    'label:a.b': ['job'],
    'project:shop': ['shop-db-1'],
    'port:8080': ['sick'],
    '8080→80': ['sick'],
    'paused shop': ['shop-db-1'],
    'name:w* image:(': [],
    'constructor:x': [],
    [`id:${containers[1]?.id.slice(0, 6)}`]: ['job'],
  };
  for (const [filter, names] of Object.entries(cases)) {
    it(JSON.stringify(filter), () => assert.deepEqual(kept(filter), names));
  }
});

describe('filter of images', () => {
  const tagged = { image: makeImage(), repository: 'docker/nginx', tag: '1.25', used: true };
  const dangling = { image: makeImage({ id: 'sha256:abc123', tags: [] }), repository: '', tag: '', used: false };
  const keeps = (filter: string) => [tagged, dangling].filter(parseImageFilter(filter)).map(({ tag }) => tag);
  const cases: Record<string, string[]> = {
    nginx: ['1.25'],
    'nginx:1': ['1.25'],
    'repo:docker/*': ['1.25'],
    'reference:*:1.2*': ['1.25'],
    'tag:1': ['1.25'],
    'is:dangling': [''],
    'is:unused': [''],
    'is:used': ['1.25'],
    '-is:dangling': ['1.25'],
    'id:abc': [''],
    'sha256:abc': [],
  };
  for (const [filter, tags] of Object.entries(cases)) {
    it(JSON.stringify(filter), () => assert.deepEqual(keeps(filter), tags));
  }
});
