import type { NodeFlag } from '../../core/explorer/contextValue.js';
import type { ContainerNode, GroupNode, ImageNode } from '../../core/explorer/node.js';
import type { CommandSpec, MenuPlace } from '../command.js';
import { either, nodeIs, type When } from '../when.js';

type Rows = ContainerNode | GroupNode;

/** On one or several containers or groups; from code on a container's name, id or beginning of the id. */
type OnContainers = [target?: Rows | string, selection?: readonly Rows[]];

/** On one container; from code a second text answers the question that the command would ask. */
type OnContainer = [target?: ContainerNode | string, answer?: string | readonly ContainerNode[]];

export interface ContainerCommandArgs {
  'container.start': OnContainers;
  'container.stop': OnContainers;
  'container.restart': OnContainers;
  'container.pause': OnContainers;
  'container.unpause': OnContainers;
  /** From code with a signal, SIGKILL where it is left out. */
  'container.kill': [target?: Rows | string, signal?: string | readonly Rows[]];
  'container.rename': OnContainer;
  'container.remove': OnContainers;
  'container.openShell': OnContainer;
  'container.exec': OnContainer;
  'container.openInBrowser': OnContainer;
  'container.inspect': OnContainer;
  'container.copyId': OnContainers;
  'container.copyName': OnContainers;
  'container.copyAddress': OnContainer;
  'container.prune': [];
  /** On the rows of images too: on the containers that use them. */
  'container.update': [target?: Rows | ImageNode | string, selection?: readonly (Rows | ImageNode)[]];
}

const container = nodeIs('container');
const alive = nodeIs('container', 'alive');
const running = nodeIs('container', 'running');
const paused = nodeIs('container', 'paused');
const stopped = nodeIs('container', 'stopped');
/** On a container, and on a project that has one to which it applies. */
const orGroup = (flag: NodeFlag): When => either(nodeIs('container', flag), nodeIs('group', flag));
const browsable = nodeIs('container', 'running', 'published');
const group = nodeIs('group');
const containersFocused: When = 'focusedView == longshore.containers && listFocus && !inputFocus';

const category = { en: 'Longshore Container', ko: 'Longshore 컨테이너' };

function onRow(when: When, place: string): MenuPlace {
  return { menu: 'view/item/context', when, group: place };
}

export const containerCommands = {
  'container.start': {
    title: { en: 'Start', ko: '시작' },
    category,
    icon: '$(play)',
    menus: [onRow(stopped, 'inline@1'), onRow(orGroup('stopped'), '1_state@1')],
  },
  'container.stop': {
    title: { en: 'Stop', ko: '중지' },
    category,
    icon: '$(debug-stop)',
    menus: [onRow(alive, 'inline@1'), onRow(orGroup('alive'), '1_state@2')],
  },
  'container.restart': {
    title: { en: 'Restart', ko: '재시작' },
    category,
    icon: '$(debug-restart)',
    menus: [onRow(either(orGroup('alive'), orGroup('stopped')), '1_state@3')],
  },
  'container.pause': {
    title: { en: 'Pause', ko: '일시 정지' },
    category,
    icon: '$(debug-pause)',
    menus: [onRow(orGroup('running'), '1_state@4')],
  },
  'container.unpause': {
    title: { en: 'Unpause', ko: '일시 정지 해제' },
    category,
    icon: '$(debug-continue)',
    menus: [onRow(paused, 'inline@2'), onRow(orGroup('paused'), '1_state@5')],
  },
  'container.kill': {
    title: { en: 'Kill…', ko: '강제 종료…' },
    category,
    menus: [onRow(orGroup('alive'), '1_state@6')],
  },
  'container.update': {
    title: { en: 'Update…', ko: '업데이트…' },
    category,
    icon: '$(arrow-circle-up)',
    menus: [
      onRow(either(nodeIs('container', 'outdated'), nodeIs('image', 'outdated')), 'inline@5'),
      onRow(either(nodeIs('container', 'outdated'), nodeIs('group', 'outdated')), '1_state@7'),
      onRow(nodeIs('image', 'outdated'), '2_registry@0'),
    ],
  },
  'container.openShell': {
    title: { en: 'Open Shell', ko: '셸 열기' },
    category,
    icon: '$(terminal)',
    menus: [onRow(running, 'inline@3'), onRow(running, '2_look@4')],
  },
  'container.exec': {
    title: { en: 'Execute Command…', ko: '명령 실행…' },
    category,
    menus: [onRow(running, '2_look@5')],
  },
  'container.openInBrowser': {
    title: { en: 'Open in Browser', ko: '브라우저에서 열기' },
    category,
    icon: '$(globe)',
    menus: [onRow(browsable, 'inline@4'), onRow(browsable, '2_look@6')],
  },
  'container.inspect': {
    title: { en: 'Inspect', ko: '상세 정보(JSON)' },
    category,
    icon: '$(json)',
    menus: [onRow(container, '2_look@7')],
  },
  'container.copyId': {
    title: { en: 'Copy ID', ko: 'ID 복사' },
    category,
    menus: [onRow(container, '5_copy@1')],
  },
  'container.copyName': {
    title: { en: 'Copy Name', ko: '이름 복사' },
    category,
    menus: [onRow(container, '5_copy@2')],
  },
  'container.copyAddress': {
    title: { en: 'Copy Address', ko: '주소 복사' },
    category,
    menus: [onRow(running, '5_copy@3')],
  },
  'container.rename': {
    title: { en: 'Rename…', ko: '이름 바꾸기…' },
    category,
    menus: [onRow(container, '7_change@1')],
    keys: [{ key: 'f2', when: containersFocused, onRow: true }],
  },
  'container.remove': {
    title: { en: 'Remove…', ko: '삭제…' },
    category,
    icon: '$(trash)',
    menus: [onRow(either(container, group), '9_remove@1')],
    keys: [{ key: 'delete', mac: 'cmd+backspace', when: containersFocused, onRow: true }],
  },
  'container.prune': {
    title: { en: 'Remove Stopped Containers…', ko: '중지된 컨테이너 정리…' },
    category,
    icon: '$(clear-all)',
    menus: [{ menu: 'view/title', when: 'view == longshore.containers', group: '9_remove@1' }],
  },
} as const satisfies Record<keyof ContainerCommandArgs, CommandSpec>;
