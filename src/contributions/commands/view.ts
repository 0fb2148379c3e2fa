import type { CommandSpec } from '../command.js';
import type { ViewId } from '../views.js';

type FilterArgs = [text?: string];

export interface ViewCommandArgs {
  'containers.filter': FilterArgs;
  'containers.clearFilter': [];
  'containers.showRunningOnly': [];
  'containers.showAll': [];
  'containers.refresh': [];
  'images.filter': FilterArgs;
  'images.clearFilter': [];
  'images.showUnusedOnly': [];
  'images.showAll': [];
  'images.refresh': [];
}

const inView = (view: ViewId, clause = '') => `view == longshore.${view}${clause && ` && ${clause}`}`;
const title = (view: ViewId, group: string, clause = '') =>
  [{ menu: 'view/title', when: inView(view, clause), group }] as const;

export const viewCommands = {
  'containers.filter': {
    title: { en: 'Filter Containers…', ko: '컨테이너 필터…' },
    icon: '$(filter)',
    menus: title('containers', 'navigation@1', '!longshore.containers.filtered'),
    keys: [{ key: 'ctrl+f', mac: 'cmd+f', when: 'focusedView == longshore.containers' }],
  },
  'containers.clearFilter': {
    title: { en: 'Clear Container Filter', ko: '컨테이너 필터 지우기' },
    icon: '$(filter-filled)',
    palette: 'longshore.containers.filtered',
    menus: title('containers', 'navigation@1', 'longshore.containers.filtered'),
  },
  'containers.showRunningOnly': {
    title: { en: 'Show Running Containers Only', ko: '실행 중인 컨테이너만 표시' },
    icon: '$(eye)',
    palette: '!longshore.containers.runningOnly',
    menus: title('containers', 'navigation@2', '!longshore.containers.runningOnly'),
  },
  'containers.showAll': {
    title: { en: 'Show All Containers', ko: '모든 컨테이너 표시' },
    icon: '$(eye-closed)',
    palette: 'longshore.containers.runningOnly',
    menus: title('containers', 'navigation@2', 'longshore.containers.runningOnly'),
  },
  'containers.refresh': {
    title: { en: 'Refresh Containers', ko: '컨테이너 새로 고침' },
    icon: '$(refresh)',
    menus: title('containers', 'navigation@3'),
  },
  'images.filter': {
    title: { en: 'Filter Images…', ko: '이미지 필터…' },
    icon: '$(filter)',
    menus: title('images', 'navigation@1', '!longshore.images.filtered'),
    keys: [{ key: 'ctrl+f', mac: 'cmd+f', when: 'focusedView == longshore.images' }],
  },
  'images.clearFilter': {
    title: { en: 'Clear Image Filter', ko: '이미지 필터 지우기' },
    icon: '$(filter-filled)',
    palette: 'longshore.images.filtered',
    menus: title('images', 'navigation@1', 'longshore.images.filtered'),
  },
  'images.showUnusedOnly': {
    title: { en: 'Show Unused Images Only', ko: '사용하지 않는 이미지만 표시' },
    icon: '$(eye)',
    palette: '!longshore.images.unusedOnly',
    menus: title('images', 'navigation@2', '!longshore.images.unusedOnly'),
  },
  'images.showAll': {
    title: { en: 'Show All Images', ko: '모든 이미지 표시' },
    icon: '$(eye-closed)',
    palette: 'longshore.images.unusedOnly',
    menus: title('images', 'navigation@2', 'longshore.images.unusedOnly'),
  },
  'images.refresh': {
    title: { en: 'Refresh Images', ko: '이미지 새로 고침' },
    icon: '$(refresh)',
    menus: title('images', 'navigation@3'),
  },
} as const satisfies Record<keyof ViewCommandArgs, CommandSpec>;
