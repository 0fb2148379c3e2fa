import assert from 'node:assert/strict';
import { discover } from '../../../../src/core/engine/discovery.js';
import { formatEndpoint } from '../../../../src/core/engine/endpoint.js';
import { EngineError } from '../../../../src/core/engine/errors.js';
import { contextFiles, fakeSurroundings } from '../../../support/fakeSurroundings.js';

const docker = '/home/me/.docker';
const pems = { 'ca.pem': 'CA', 'cert.pem': 'CERT', 'key.pem': 'KEY' };
const contexts = {
  far: { Host: 'tcp://127.0.0.1:7777' },
  pre: { Host: 'tcp://127.0.0.1:5701/pre' },
  noport: { Host: 'tcp://127.0.0.1' },
  secure: { Host: 'tcp://127.0.0.1', SkipTLSVerify: true },
  nohost: { SkipTLSVerify: false },
};
const files = {
  ...Object.assign({}, ...Object.entries(contexts).map(([name, endpoint]) => contextFiles(name, endpoint))),
  ...contextFiles('none', undefined),
  ...Object.fromEntries(Object.entries(pems).map(([name, text]) => [`/certs/${name}`, text])),
  '/casonly/ca.pem': 'CA',
};

/** What the docker CLI 28.2 dialled with this environment, as strace and a listening stub showed it. */
const dialled: readonly (readonly [environment: string, address: string])[] = [
  ['', 'unix:///var/run/docker.sock'],
  ['DOCKER_TLS_VERIFY=1', 'refuses'],
  ['DOCKER_TLS=1', 'refuses'],
  ['DOCKER_TLS_VERIFY=', 'unix:///var/run/docker.sock'],
  ['DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=/certs', 'tcp://localhost:2376 with TLS'],
  ['DOCKER_TLS=1 DOCKER_CERT_PATH=/certs', 'tcp://localhost:2376 with TLS'],
  ['DOCKER_TLS=1 DOCKER_CERT_PATH=/casonly', 'tcp://localhost:2376 with TLS'],
  ['DOCKER_TLS_VERIFY=1 DOCKER_CONTEXT=far', 'tcp://127.0.0.1:7777'],
  ['DOCKER_TLS_VERIFY=1 currentContext=far', 'tcp://127.0.0.1:7777'],
  [
    'DOCKER_TLS_VERIFY=1 DOCKER_CONTEXT=default currentContext=far DOCKER_CERT_PATH=/certs',
    'tcp://localhost:2376 with TLS',
  ],
  ['DOCKER_HOST=tcp://', 'tcp://localhost:2375'],
  ['DOCKER_HOST=tcp:// DOCKER_TLS=1 DOCKER_CERT_PATH=/certs', 'tcp://localhost:2375 with TLS'],
  ['DOCKER_HOST=tcp://127.0.0.1', 'tcp://127.0.0.1:2375'],
  ['DOCKER_HOST=tcp://127.0.0.1 DOCKER_TLS=1 DOCKER_CERT_PATH=/certs', 'tcp://127.0.0.1:2375 with TLS'],
  ['DOCKER_HOST=tcp://127.0.0.1:80', 'tcp://127.0.0.1:80'],
  ['DOCKER_HOST=tcp://:5555', 'tcp://localhost:5555'],
  ['DOCKER_HOST=:5555', 'tcp://localhost:5555'],
  ['DOCKER_HOST=127.0.0.1', 'tcp://127.0.0.1:2375'],
  ['DOCKER_HOST=127.0.0.1:5555', 'tcp://127.0.0.1:5555'],
  ['DOCKER_HOST=tcp://127.0.0.1:1/prefix', 'tcp://127.0.0.1:1/prefix'],
  ['DOCKER_HOST=tcp://127.0.0.1:1/prefix/', 'tcp://127.0.0.1:1/prefix'],
  ['DOCKER_HOST=tcp://127.0.0.1/a/b', 'tcp://127.0.0.1:2375/a/b'],
  ['DOCKER_HOST=/var/run/x.sock', 'tcp://localhost:2375/var/run/x.sock'],
  ['DOCKER_HOST=unix://', 'unix:///var/run/docker.sock'],
  ['DOCKER_HOST=unix:///x.sock DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=/certs', 'unix:///x.sock'],
  ['DOCKER_HOST=unix:///x.sock DOCKER_TLS_VERIFY=1', 'refuses'],
  ['DOCKER_HOST=ssh://me@127.0.0.1 DOCKER_TLS_VERIFY=1', 'refuses'],
  ['DOCKER_HOST=http://127.0.0.1:5555', 'refuses'],
  ['DOCKER_HOST=TCP://127.0.0.1:5', 'refuses'],
  ['DOCKER_HOST=tcp://127.0.0.1:1 DOCKER_CONTEXT=far', 'tcp://127.0.0.1:1'],
  ['DOCKER_HOST= DOCKER_CONTEXT=far', 'tcp://127.0.0.1:7777'],
  ['DOCKER_CONTEXT=pre currentContext=far', 'tcp://127.0.0.1:5701/pre'],
  ['DOCKER_CONTEXT=noport', 'tcp://127.0.0.1:80'],
  ['DOCKER_CONTEXT=secure', 'tcp://127.0.0.1:443 with TLS'],
  ['DOCKER_CONTEXT=nohost', 'unix:///var/run/docker.sock'],
  ['DOCKER_CONTEXT=none', 'refuses'],
  ['DOCKER_CONTEXT=missing', 'refuses'],
];

describe('what is dialled is what the docker CLI dials, with', () => {
  for (const [environment, address] of dialled)
    it(`${environment || 'nothing'}: ${address}`, async () => {
      const { currentContext = '', ...env } = Object.fromEntries(
        environment.split(' ').map((assignment) => assignment.split('=', 2)),
      );
      const config = { [`${docker}/config.json`]: JSON.stringify({ currentContext }) };
      const { endpoint } = await discover(fakeSurroundings({ env, files: { ...files, ...config } }), '');
      assert.equal(dial(endpoint), address);
    });

  function dial(endpoint: Awaited<ReturnType<typeof discover>>['endpoint']): string {
    if (endpoint instanceof EngineError) return 'refuses';
    return `${formatEndpoint(endpoint)}${endpoint.kind === 'tcp' && endpoint.tls ? ' with TLS' : ''}`;
  }
});
