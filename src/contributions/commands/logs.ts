import type { ContainerNode, GroupNode } from '../../core/explorer/node.js';
import type { CommandSpec } from '../command.js';
import { either, nodeIs } from '../when.js';

type Rows = ContainerNode | GroupNode;

/** On one or several containers or groups; from code on a container's name, id or beginning of the id. */
type OnContainers = [target?: Rows | string, selection?: readonly Rows[]];

export interface LogsCommandArgs {
  'container.viewLogs': OnContainers;
  'container.viewLogsWithOptions': OnContainers;
  'container.saveLogs': [target?: ContainerNode | string];
}

const category = { en: 'Longshore Container', ko: 'Longshore 컨테이너' };
const container = nodeIs('container');
const containerOrGroup = either(container, nodeIs('group'));

export const logsCommands = {
  'container.viewLogs': {
    title: { en: 'View Logs', ko: '로그 보기' },
    category,
    icon: '$(output)',
    menus: [
      { menu: 'view/item/context', when: containerOrGroup, group: 'inline@2' },
      { menu: 'view/item/context', when: containerOrGroup, group: '2_look@1' },
    ],
  },
  'container.viewLogsWithOptions': {
    title: { en: 'View Logs with Options…', ko: '옵션을 지정하여 로그 보기…' },
    category,
    menus: [{ menu: 'view/item/context', when: containerOrGroup, group: '2_look@2' }],
  },
  'container.saveLogs': {
    title: { en: 'Save Logs to File…', ko: '로그를 파일로 저장…' },
    category,
    menus: [{ menu: 'view/item/context', when: container, group: '2_look@3' }],
  },
} as const satisfies Record<keyof LogsCommandArgs, CommandSpec>;
