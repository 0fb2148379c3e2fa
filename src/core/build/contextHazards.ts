import type { ContextEntry } from './context.js';

/** What should rarely be in a build context, by what it is. */
export type Hazard = 'history' | 'secrets' | 'privateKey' | 'credentials' | 'dependencies' | 'cache' | 'clutter';

/** A hazard with the line of an ignore file that keeps it, and its like, out. */
export interface HazardMatch {
  readonly hazard: Hazard;
  readonly pattern: string;
  /** Only a look into the file can tell. */
  readonly isUnsure?: boolean;
}

const folders: Readonly<Record<string, Hazard>> = {
  '.git': 'history',
  '.hg': 'history',
  '.svn': 'history',
  node_modules: 'dependencies',
  '.venv': 'dependencies',
  venv: 'dependencies',
  '.ssh': 'credentials',
  '.aws': 'credentials',
  '.gnupg': 'credentials',
  '.kube': 'credentials',
  __pycache__: 'cache',
  '.pytest_cache': 'cache',
  '.mypy_cache': 'cache',
  '.terraform': 'cache',
  '.gradle': 'cache',
};

const files: Readonly<Record<string, Hazard>> = {
  '.git': 'history',
  '.netrc': 'credentials',
  '.pgpass': 'credentials',
  '.git-credentials': 'credentials',
  id_rsa: 'privateKey',
  id_dsa: 'privateKey',
  id_ecdsa: 'privateKey',
  id_ed25519: 'privateKey',
  '.DS_Store': 'clutter',
  'Thumbs.db': 'clutter',
};

/** Looks at a name alone; undefined for what nobody need worry about. */
export function hazardOf({ path, type }: ContextEntry): HazardMatch | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const known = type === 'directory' ? folders : files;
  const hazard = Object.hasOwn(known, name) ? known[name] : undefined;
  if (hazard) return { hazard, pattern: everywhere(path, name) };
  if (type === 'directory') return undefined;
  if (/^\.env(?:\.|$)/.test(name) && !/\.(?:example|sample|template|dist|defaults?)$/.test(name))
    return { hazard: 'secrets', pattern: everywhere(path, name) };
  if (/\.(?:pfx|p12|jks|keystore|ppk)$/i.test(name)) return { hazard: 'privateKey', pattern: ignorePatternOf(path) };
  if (/\.(?:pem|key)$/i.test(name)) return { hazard: 'privateKey', pattern: ignorePatternOf(path), isUnsure: true };
  return undefined;
}

/** True when a file's beginning is that of a private key; certificates have the same endings. */
export function isPrivateKey(beginning: Uint8Array): boolean {
  return /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/.test(Buffer.from(beginning).toString('latin1'));
}

/** Names at the root are named as they are; deeper ones wherever they are. */
function everywhere(path: string, name: string): string {
  return path === name ? name : `**/${name}`;
}

/** A line of an ignore file that means this path and nothing else. */
export function ignorePatternOf(path: string): string {
  const literal = path.replace(/[\\*?[\]]|^[!#]/g, '\\$&');
  // Blanks at the ends of a line would be cut off.
  return literal.replace(/^\s+|\s+$/g, (blanks) => blanks.replace(/\s/g, '[$&]'));
}
