/** What the editor wrote into its log files while tests ran, searched for what no log may hold. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { account } from '../hosts/registry.mjs';

const basic = (user, password) => Buffer.from(`${user}:${password}`).toString('base64');

/** What the tests type, save and are given as logins, in each form in which it travels. */
const secrets = [
  ...['pl4nted-Secret', basic('me', 'pl4nted-Secret')],
  ...[account.password, basic(account.user, account.password), 'issued-token-'],
];

/** Every file below a folder of logs, as its name and its text. */
export function readLogs(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]);
}

/** A sentence for each secret that a log holds. */
export function secretsIn(logs) {
  return logs.flatMap(([name, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `the log ${name} holds ${secret}`),
  );
}

/** True where one of the logs tells of requests to registries: else nothing was there to be searched. */
export const tellRequests = (logs) => logs.some(([, text]) => /\bGET https?:\/\//.test(text));
