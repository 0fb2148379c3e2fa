import * as l10n from '@vscode/l10n';
import { byName } from '../../../base/record.js';

/** What Docker's reference says about a type of `RUN --mount`. */
export interface MountReference {
  readonly summary: () => string;
  /** The keys it takes, the most used first. */
  readonly keys: readonly string[];
  /** Completion's insertion after `type=`, in the editor's snippet syntax. */
  readonly snippet: string;
}

/** The types of `RUN --mount` (table). */
export const mountReferences: Readonly<Record<string, MountReference>> = byName({
  cache: {
    summary: () => l10n.t('A directory that stays from build to build, for package managers and compilers.'),
    keys: ['target', 'id', 'sharing', 'from', 'source', 'mode', 'uid', 'gid', 'readonly'],
    snippet: 'cache,target=${1:/root/.cache}',
  },
  bind: {
    summary: () => l10n.t('Files of the build context, a stage or an image, without copying them.'),
    keys: ['target', 'source', 'from', 'rw'],
    snippet: 'bind,source=${1:package.json},target=${2:package.json}',
  },
  secret: {
    summary: () => l10n.t('A secret of the build as a file or variable; it never becomes part of the image.'),
    keys: ['id', 'target', 'env', 'required', 'mode', 'uid', 'gid'],
    snippet: 'secret,id=${1:token}',
  },
  ssh: {
    summary: () => l10n.t('The build’s SSH agent, for private repositories.'),
    keys: ['id', 'target', 'required', 'mode', 'uid', 'gid'],
    snippet: 'ssh',
  },
  tmpfs: {
    summary: () => l10n.t('An empty directory in memory that is gone after the command.'),
    keys: ['target', 'size'],
    snippet: 'tmpfs,target=${1:/tmp}',
  },
});

/** What the keys of a mount mean (table). */
export const mountKeys: Readonly<
  Record<string, { readonly summary: () => string; readonly values: readonly string[] }>
> = byName({
  type: { summary: () => l10n.t('Kind of the mount; bind unless set.'), values: Object.keys(mountReferences) },
  target: {
    summary: () => l10n.t('Where it is mounted.'),
    values: [
      '/root/.cache',
      '/root/.cache/pip',
      '/root/.npm',
      '/var/cache/apt',
      '/var/lib/apt',
      '/go/pkg/mod',
      '/root/.cache/go-build',
      '/usr/local/cargo/registry',
      '/root/.m2',
      '/root/.gradle',
      '/root/.nuget/packages',
      '/tmp',
    ],
  },
  source: { summary: () => l10n.t('Path in the source; its root unless set.'), values: [] },
  from: {
    summary: () => l10n.t('Stage, image or named context it comes from; the build context unless set.'),
    values: [],
  },
  id: { summary: () => l10n.t('Name of the cache, secret or agent; the target unless set.'), values: [] },
  sharing: {
    summary: () => l10n.t('What builds at the same time do: share it, wait for it, or get one each.'),
    values: ['shared', 'private', 'locked'],
  },
  mode: { summary: () => l10n.t('Permissions in octal.'), values: ['0755', '0400', '0600'] },
  uid: { summary: () => l10n.t('Number of the owning user; 0 unless set.'), values: ['0', '1000'] },
  gid: { summary: () => l10n.t('Number of the owning group; 0 unless set.'), values: ['0', '1000'] },
  required: { summary: () => l10n.t('Whether the build fails when it is not given.'), values: ['true', 'false'] },
  readonly: { summary: () => l10n.t('Whether the command may not write.'), values: ['true', 'false'] },
  rw: { summary: () => l10n.t('Lets the command write; what it writes is thrown away.'), values: ['true', 'false'] },
  env: { summary: () => l10n.t('Environment variable that gets the secret instead of a file.'), values: [] },
  size: { summary: () => l10n.t('Most bytes it may hold.'), values: ['64m', '256m', '1g'] },
});

/** Other spellings of keys: BuildKit's instructions/commands_runmount.go. */
export const mountKeyAliases: Readonly<Record<string, string>> = byName({
  dst: 'target',
  destination: 'target',
  src: 'source',
  ro: 'readonly',
  readwrite: 'rw',
});
