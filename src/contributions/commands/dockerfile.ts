import type { CommandSpec } from '../command.js';

export interface DockerfileCommandArgs {
  /** A file's address, its text or a path; the editor's file where it is left out. */
  'dockerfile.fixAll': [file?: unknown];
  /** A rule's id. */
  'dockerfile.openRule': [id: string];
  /** A rule's id or one of its codes, and the address of the file it was found in. */
  'dockerfile.turnOffRule': [code: string, file?: unknown];
  /** The file and a place in it, the cursor's where they are left out; a tag to change to. */
  'dockerfile.pinImage': [file?: unknown, position?: { line: number; character: number }, tag?: string];
  'dockerfile.showStages': [];
  /** A folder's address; asked for where it is left out. */
  'dockerfile.scaffold': [folder?: unknown];
}

const isDockerfile = 'editorLangId == dockerfile';

export const dockerfileCommands = {
  'dockerfile.fixAll': {
    title: { en: 'Fix All Dockerfile Problems', ko: 'Dockerfile 문제 모두 고치기' },
    palette: isDockerfile,
  },
  'dockerfile.openRule': {
    title: { en: 'Open Page of Dockerfile Rule', ko: 'Dockerfile 규칙 설명 열기' },
    palette: false,
  },
  'dockerfile.turnOffRule': {
    title: { en: 'Turn Off Dockerfile Rule', ko: 'Dockerfile 규칙 끄기' },
    palette: false,
  },
  'dockerfile.pinImage': {
    title: { en: 'Pin Image to Digest', ko: '이미지를 다이제스트로 고정' },
    palette: isDockerfile,
  },
  'dockerfile.showStages': {
    title: { en: 'Show Dockerfile Stages as Graph', ko: 'Dockerfile 스테이지 그래프 보기' },
    icon: '$(type-hierarchy)',
    palette: isDockerfile,
    menus: [{ menu: 'editor/title', when: isDockerfile, group: '9_longshore@1' }],
  },
  'dockerfile.scaffold': {
    title: { en: 'Add Docker Files to Workspace…', ko: '작업 영역에 Docker 파일 추가…' },
    enablement: 'workspaceFolderCount > 0',
    menus: [{ menu: 'explorer/context', when: 'explorerResourceIsFolder', group: '7_longshore@9' }],
  },
} as const satisfies Record<keyof DockerfileCommandArgs, CommandSpec>;
