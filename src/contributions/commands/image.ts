import type { ImageNode, ImageRepositoryNode } from '../../core/explorer/node.js';
import type { CommandSpec, MenuPlace } from '../command.js';
import { either, nodeIs, type When } from '../when.js';

type Rows = ImageNode | ImageRepositoryNode;

/** On one or several images or repositories; from code on a reference, an id or the beginning of an id. */
type OnImages = [target?: Rows | string, selection?: readonly Rows[]];

/** On one image; from code a second text answers the question that the command would ask. */
type OnImage = [target?: ImageNode | string, answer?: string | readonly ImageNode[]];

export interface ImageCommandArgs {
  'image.run': OnImage;
  'image.runWithOptions': OnImage;
  'image.runInteractive': OnImage;
  'image.pull': OnImages;
  'image.push': OnImages;
  'image.tag': OnImage;
  'image.untag': OnImages;
  'image.remove': OnImages;
  'image.inspect': OnImage;
  'image.copyName': OnImages;
  'image.copyReference': OnImages;
  'image.copyId': OnImages;
  'image.copyDigest': OnImages;
  'image.prune': [];
}

const image = nodeIs('image');
const tagged = nodeIs('image', 'tagged');
const taggedOrRepository = either(tagged, nodeIs('imageRepository', 'tagged'));
const imagesFocused: When = 'focusedView == longshore.images && listFocus && !inputFocus';

const category = { en: 'Longshore Image', ko: 'Longshore 이미지' };

function onRow(when: When, place: string): MenuPlace {
  return { menu: 'view/item/context', when, group: place };
}

export const imageCommands = {
  'image.run': {
    title: { en: 'Run', ko: '실행' },
    category,
    icon: '$(play)',
    menus: [onRow(image, 'inline@1'), onRow(image, '1_run@1')],
  },
  'image.runWithOptions': {
    title: { en: 'Run with Options…', ko: '옵션을 지정하여 실행…' },
    category,
    menus: [onRow(image, '1_run@2')],
  },
  'image.runInteractive': {
    title: { en: 'Run Interactively', ko: '대화형으로 실행' },
    category,
    icon: '$(terminal)',
    menus: [onRow(image, '1_run@3')],
  },
  'image.pull': {
    title: { en: 'Pull…', ko: '풀…' },
    category,
    icon: '$(cloud-download)',
    menus: [
      onRow(taggedOrRepository, '2_registry@1'),
      { menu: 'view/title', when: 'view == longshore.images', group: 'navigation@1' },
    ],
  },
  'image.push': {
    title: { en: 'Push…', ko: '푸시…' },
    category,
    icon: '$(cloud-upload)',
    menus: [onRow(taggedOrRepository, '2_registry@2')],
  },
  'image.tag': {
    title: { en: 'Tag…', ko: '태그 지정…' },
    category,
    icon: '$(tag)',
    menus: [onRow(image, '2_registry@3')],
    keys: [{ key: 'f2', when: imagesFocused, onRow: true }],
  },
  'image.inspect': {
    title: { en: 'Inspect', ko: '상세 정보(JSON)' },
    category,
    icon: '$(json)',
    menus: [onRow(image, '3_look@1')],
  },
  'image.copyName': {
    title: { en: 'Copy Name', ko: '이름 복사' },
    category,
    menus: [onRow(nodeIs('imageRepository', 'named'), '5_copy@1')],
  },
  'image.copyReference': {
    title: { en: 'Copy Reference', ko: '참조 복사' },
    category,
    menus: [onRow(tagged, '5_copy@1')],
  },
  'image.copyId': {
    title: { en: 'Copy ID', ko: 'ID 복사' },
    category,
    menus: [onRow(image, '5_copy@2')],
  },
  'image.copyDigest': {
    title: { en: 'Copy Digest', ko: '다이제스트 복사' },
    category,
    menus: [onRow(image, '5_copy@3')],
  },
  'image.untag': {
    title: { en: 'Untag…', ko: '태그 제거…' },
    category,
    menus: [onRow(tagged, '9_remove@1')],
  },
  'image.remove': {
    title: { en: 'Remove…', ko: '삭제…' },
    category,
    icon: '$(trash)',
    menus: [onRow(either(image, nodeIs('imageRepository')), '9_remove@2')],
    keys: [{ key: 'delete', mac: 'cmd+backspace', when: imagesFocused, onRow: true }],
  },
  'image.prune': {
    title: { en: 'Remove Unused Images…', ko: '사용하지 않는 이미지 정리…' },
    category,
    icon: '$(clear-all)',
    menus: [{ menu: 'view/title', when: 'view == longshore.images', group: '9_remove@1' }],
  },
} as const satisfies Record<keyof ImageCommandArgs, CommandSpec>;
