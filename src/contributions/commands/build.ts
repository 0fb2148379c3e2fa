import type { CommandSpec } from '../command.js';
import { either, type When } from '../when.js';

/** What code may ask of a build beside the Dockerfile; what is absent is remembered, asked or default. */
export interface BuildRequest {
  readonly tag?: string;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly noCache?: boolean;
  readonly pull?: boolean;
  /** Folder on disk. */
  readonly context?: string;
  /** Files by the id under which steps mount them as secrets. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Lends the SSH agent of this computer to the steps that mount it. */
  readonly ssh?: boolean;
}

/** A Dockerfile: the editor's Uri, or from code its text or a path. */
export type DockerfileTarget = string | { readonly fsPath: string; readonly scheme: string };

export interface BuildCommandArgs {
  /** Resolves with the image's id; undefined when the build failed or was cancelled. */
  'image.build': [dockerfile?: DockerfileTarget, request?: BuildRequest | readonly DockerfileTarget[]];
  /** Resolves when the image runs, or when it was not built. */
  'image.buildAndRun': [dockerfile?: DockerfileTarget];
  'image.buildWithOptions': [dockerfile?: DockerfileTarget];
}

/** The editor's own idea of a Dockerfile, and names that it does not know. */
export const isDockerfile: When = either(
  'resourceLangId == dockerfile',
  'resourceFilename =~ /^(?!.*\\.dockerignore$)((docker|container)file(\\..+)?|.+\\.(docker|container)file)$/i',
);

export const buildCommands = {
  'image.build': {
    title: { en: 'Build Image…', ko: '이미지 빌드…' },
    icon: '$(package)',
    menus: [
      { menu: 'explorer/context', when: isDockerfile, group: '7_longshore@1' },
      { menu: 'editor/context', when: isDockerfile, group: '7_longshore@1' },
      { menu: 'editor/title/run', when: isDockerfile, group: 'longshore@1' },
    ],
  },
  'image.buildAndRun': {
    title: { en: 'Build and Run Image…', ko: '이미지 빌드 후 실행…' },
    menus: [{ menu: 'editor/title/run', when: isDockerfile, group: 'longshore@3' }],
  },
  'image.buildWithOptions': {
    title: { en: 'Build Image with Options…', ko: '옵션을 지정하여 이미지 빌드…' },
    menus: [
      { menu: 'explorer/context', when: isDockerfile, group: '7_longshore@2' },
      { menu: 'editor/context', when: isDockerfile, group: '7_longshore@2' },
      { menu: 'editor/title/run', when: isDockerfile, group: 'longshore@2' },
    ],
  },
} as const satisfies Record<keyof BuildCommandArgs, CommandSpec>;
