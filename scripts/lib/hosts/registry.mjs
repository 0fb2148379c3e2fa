/** A private OCI registry: Debian's docker-registry with a password, on loopback. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { answers, freePort, startChild, waitUntil } from './child.mjs';

/** The account of the test registry; the hash is bcrypt's of the password. */
export const account = {
  user: 'longshore',
  password: 'only-a-test',
  line: 'longshore:$2y$05$C6MHw//fmfeTeiJTaUQotObMyLVRsBHPNUXFpdZnSwwxI4/oku/Ky',
};

/** Starts a registry with its files below a folder; `auth: false` opens it to everybody, `deletes: false` is how it is installed. */
export async function startRegistry(folder, { program = 'docker-registry', auth = true, deletes = true } = {}) {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const htpasswd = path.join(folder, 'htpasswd');
  const config = path.join(folder, 'config.yml');
  writeFileSync(htpasswd, `${account.line}\n`);
  writeFileSync(config, configuration(path.join(folder, 'data'), port, { htpasswd: auth && htpasswd, deletes }));
  const child = startChild(program, ['serve', config], { logFile: path.join(folder, 'log') });
  const address = `127.0.0.1:${port}`;
  await waitUntil(() => answers(`http://${address}/v2/`, 200, 401), { child, what: 'docker-registry' });
  return { address, ...account, stop: () => child.stop() };
}

function configuration(folder, port, { htpasswd, deletes }) {
  const auth = htpasswd ? ['auth:', '  htpasswd:', '    realm: longshore', `    path: ${htpasswd}`] : [];
  return [
    'version: 0.1',
    'log: { level: warn }',
    `storage: { filesystem: { rootdirectory: ${folder} }, delete: { enabled: ${deletes} } }`,
    `http: { addr: "127.0.0.1:${port}" }`,
    ...auth,
    '',
  ].join('\n');
}
