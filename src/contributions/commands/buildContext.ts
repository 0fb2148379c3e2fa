import type { ContextRow } from '../../core/build/contextRows.js';
import type { CommandSpec } from '../command.js';
import { type DockerfileTarget, isDockerfile } from './build.js';

export interface BuildContextCommandArgs {
  'dockerfile.showContext': [dockerfile?: DockerfileTarget];
  'buildContext.ignore': [row?: ContextRow, selection?: readonly ContextRow[]];
  'buildContext.openIgnoreFile': [];
  'buildContext.refresh': [];
  'buildContext.close': [];
}

const inView = 'view == longshore.buildContext';
const isShown = 'longshore.buildContext.shown';

export const buildContextCommands = {
  'dockerfile.showContext': {
    title: { en: 'Show Build Context', ko: '빌드 컨텍스트 보기' },
    icon: '$(list-tree)',
    menus: [
      { menu: 'explorer/context', when: isDockerfile, group: '7_longshore@3' },
      { menu: 'editor/context', when: isDockerfile, group: '7_longshore@3' },
      { menu: 'editor/title', when: isDockerfile, group: '9_longshore@2' },
    ],
  },
  'buildContext.ignore': {
    title: { en: 'Add to .dockerignore', ko: '.dockerignore에 추가' },
    icon: '$(circle-slash)',
    palette: false,
    menus: [
      { menu: 'view/item/context', when: `${inView} && viewItem == ;contextRow;`, group: 'inline@1' },
      { menu: 'view/item/context', when: `${inView} && viewItem == ;contextRow;`, group: '1_context@1' },
    ],
  },
  'buildContext.openIgnoreFile': {
    title: { en: 'Open .dockerignore', ko: '.dockerignore 열기' },
    icon: '$(edit)',
    palette: isShown,
    menus: [{ menu: 'view/title', when: inView, group: 'navigation@1' }],
  },
  'buildContext.refresh': {
    title: { en: 'Refresh Build Context', ko: '빌드 컨텍스트 새로 고침' },
    icon: '$(refresh)',
    palette: isShown,
    menus: [{ menu: 'view/title', when: inView, group: 'navigation@2' }],
  },
  'buildContext.close': {
    title: { en: 'Close Build Context', ko: '빌드 컨텍스트 닫기' },
    icon: '$(close)',
    palette: isShown,
    menus: [{ menu: 'view/title', when: inView, group: 'navigation@3' }],
  },
} as const satisfies Record<keyof BuildContextCommandArgs, CommandSpec>;
