import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { userConfigFolder } from '../core/base/configFolders.js';

const names = ['.hadolint.yaml', '.hadolint.yml'];

/** The configuration for a file: where hadolint looks in the working directory, upward from the file, then at home. */
export function findConfig(file: string): string | undefined {
  const folders = [process.cwd(), ...upwardFrom(file === '-' ? process.cwd() : path.dirname(path.resolve(file)))];
  const nearby = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...nearby, ...homeFiles()].find((candidate) => existsSync(candidate));
}

function upwardFrom(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...upwardFrom(parent)];
}

function homeFiles(): string[] {
  const home = homedir();
  const settings = userConfigFolder({ env: process.env, home });
  const files = [
    path.join(settings, 'hadolint'),
    path.join(home, '.hadolint', 'hadolint'),
    path.join(home, '.hadolint', 'config'),
    path.join(home, '.hadolint'),
  ];
  return files.flatMap((file) => [`${file}.yaml`, `${file}.yml`]);
}
