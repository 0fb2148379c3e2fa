import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Keeps its logins in a file beside it. */
const script = `#!${process.execPath}
const fs = require('node:fs');
const file = __dirname + '/kept.json';
const kept = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
const input = fs.readFileSync(0, 'utf8');
const verb = process.argv[2];
const missing = () => { console.log('credentials not found in native keychain'); process.exit(1); };
if (fs.existsSync(__dirname + '/refuses')) { console.log(input); console.error(input); process.exit(1); }
if (verb === 'list') console.log(JSON.stringify(Object.fromEntries(Object.entries(kept).map(([key, [name]]) => [key, name]))));
else if (verb === 'store') { const { ServerURL, Username, Secret } = JSON.parse(input); kept[ServerURL] = [Username, Secret]; }
else if (verb === 'erase') { if (!kept[input]) missing(); delete kept[input]; }
else if (!kept[input]) missing();
else console.log(JSON.stringify({ ServerURL: input, Username: kept[input][0], Secret: kept[input][1] }));
fs.writeFileSync(file, JSON.stringify(kept));
`;

/** A credential helper `docker-credential-test` in a folder. */
export class TestCredentialHelper {
  constructor(private readonly folder: string) {
    writeFileSync(path.join(folder, 'docker-credential-test'), script, { mode: 0o755 });
  }

  /** User and secret by server. */
  get kept(): Record<string, readonly [string, string]> {
    const file = path.join(this.folder, 'kept.json');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  }

  /** From now on it fails, and says all that it was told. */
  refuse(): void {
    writeFileSync(path.join(this.folder, 'refuses'), '');
  }
}
