import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The version of the package that the bundle lies in. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(__dirname, '../package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}
