import path from 'node:path';
import { Uri } from 'vscode';

/** The file that a menu or code names: an address, the text of one, or a path. Undefined for whatever is none of them. */
export function fileOf(target: unknown): Uri | undefined {
  if (target instanceof Uri) return target;
  if (typeof target !== 'string' || target === '') return undefined;
  // One letter before the colon is a drive.
  return /^[a-z][a-z0-9+.-]+:/i.test(target) ? Uri.parse(target, true) : Uri.file(path.resolve(target));
}
