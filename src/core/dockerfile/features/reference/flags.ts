import * as l10n from '@vscode/l10n';
import { byName } from '../../../base/record.js';

/** What Docker's reference says about a flag. */
export interface FlagReference {
  readonly summary: () => string;
  /** Heading of Docker's reference below that of the instruction, where it is not the flag's name; empty for none. */
  readonly heading?: string;
  /** What it may be set to; empty when anything goes. */
  readonly values: readonly string[];
  /** True for a flag that is usually written without a value. */
  readonly isSwitch?: true;
  readonly repeats?: true;
}

const owner: FlagReference = {
  summary: () => l10n.t('Owner of what is copied: user, user:group, or numbers; 0:0 when left out.'),
  heading: 'chown---chmod',
  values: ['1000:1000', '$USER', 'nobody:nogroup', 'node:node', 'root:root'],
};

const mode: FlagReference = {
  summary: () => l10n.t('Permissions of what is copied: octal such as 755, or symbolic such as u=rwX,go=rX.'),
  heading: 'chown---chmod',
  values: ['644', '755', '600', '700', 'u=rwX,go=rX'],
};

const link: FlagReference = {
  summary: () => l10n.t('Copies into a layer of its own, which stays cached when the layers below change.'),
  values: ['true', 'false'],
  isSwitch: true,
};

const exclude: FlagReference = {
  summary: () => l10n.t('Leaves out files that match the pattern.'),
  values: ['*.md', '**/*_test.go', 'node_modules', '.git'],
  repeats: true,
};

const duration = (summary: () => string, ...values: string[]): FlagReference => ({
  summary,
  heading: '',
  values,
});

/** Flags by instruction and name (table). */
export const flagReferences: Readonly<Record<string, Readonly<Record<string, FlagReference>>>> = {
  FROM: byName({
    platform: {
      summary: () => l10n.t('Platform of the base image; without it that of the build’s target.'),
      heading: '',
      values: ['$BUILDPLATFORM', '$TARGETPLATFORM', 'linux/amd64', 'linux/arm64', 'linux/arm/v7', 'windows/amd64'],
    },
  }),
  COPY: byName({
    from: {
      summary: () =>
        l10n.t('Copies from an earlier stage, an image or a named build context instead of the build context.'),
      values: [],
    },
    chown: owner,
    chmod: mode,
    link,
    parents: {
      summary: () => l10n.t('Keeps the directories of the source paths.'),
      values: ['true', 'false'],
      isSwitch: true,
    },
    exclude,
  }),
  ADD: byName({
    checksum: {
      summary: () => l10n.t('Refuses a download whose checksum is another.'),
      values: ['sha256:'],
    },
    'keep-git-dir': {
      summary: () => l10n.t('Keeps the .git directory of a Git source.'),
      values: ['true', 'false'],
      isSwitch: true,
    },
    unpack: {
      summary: () => l10n.t('Whether tar archives are unpacked: local ones are, downloads are not unless this is set.'),
      values: ['true', 'false'],
    },
    chown: owner,
    chmod: mode,
    link,
    exclude,
  }),
  RUN: byName({
    mount: {
      summary: () => l10n.t('Mounts a cache, a secret, files of the context or of a stage for this command only.'),
      values: [],
      repeats: true,
    },
    network: {
      summary: () => l10n.t('Network of this command: the build’s own, none, or the host’s.'),
      values: ['default', 'none', 'host'],
    },
    security: {
      summary: () => l10n.t('Runs the command sandboxed, or insecure with all privileges where the builder allows it.'),
      values: ['sandbox', 'insecure'],
    },
    device: {
      summary: () => l10n.t('Makes a device of the builder usable for this command.'),
      values: [],
      repeats: true,
    },
  }),
  HEALTHCHECK: byName({
    interval: duration(() => l10n.t('Time between two checks; 30s unless set.'), '30s', '10s', '1m', '5m'),
    timeout: duration(() => l10n.t('A check that takes longer has failed; 30s unless set.'), '3s', '5s', '10s', '30s'),
    'start-period': duration(
      () => l10n.t('Time to start in which failures do not count; 0s unless set.'),
      '5s',
      '10s',
      '30s',
      '1m',
    ),
    'start-interval': duration(
      () => l10n.t('Time between two checks while it starts; 5s unless set.'),
      '1s',
      '2s',
      '5s',
    ),
    retries: duration(
      () => l10n.t('So many failures in a row make the container unhealthy; 3 unless set.'),
      '3',
      '5',
      '1',
    ),
  }),
};
