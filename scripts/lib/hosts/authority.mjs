/** A private certificate authority of the tests, made by openssl. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const run = (folder, ...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
const freshKey = ['-newkey', 'rsa:2048', '-nodes'];

/** Makes an authority in a folder and returns the file of its certificate. */
export function makeAuthority(folder, name = 'ca') {
  run(folder, 'req', '-x509', ...freshKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', `/CN=${name}`, '-days', '2');
  return path.join(folder, 'ca.pem');
}

/** Signs a server's certificate for names as `IP:127.0.0.1` and `DNS:example.test`; PEM texts. */
export function signServer(folder, ...names) {
  writeFileSync(path.join(folder, 'names'), `subjectAltName=${names.join(',')}`);
  run(folder, 'req', ...freshKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=server');
  const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
  run(folder, 'x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...sign);
  const read = (name) => readFileSync(path.join(folder, name), 'utf8');
  return { key: read('server.key'), cert: read('server.pem') };
}
