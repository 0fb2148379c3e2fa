import type {
  DetailNode,
  MoreNode,
  RegistryNode,
  RegistryProblemNode,
  RepositoryNode,
  TagNode,
} from '../../core/explorer/node.js';
import type { CommandSpec, MenuPlace, NodeArgs } from '../command.js';
import { either, nodeIs, type When } from '../when.js';

export interface RegistryCommandArgs {
  /** A registry's row or host fills in the first answer. */
  'registry.connect': [target?: RegistryNode | RegistryProblemNode | string];
  'registry.disconnect': NodeArgs<RegistryNode>;
  'registry.checkLogin': [target?: RegistryNode | string];
  'registry.logOut': [target?: RegistryNode | string];
  /** Everything without a row; from code a host. */
  'registry.refresh': [target?: RegistryNode | RepositoryNode | string];
  'registry.search': [term?: string];
  'registry.checkUpdates': [];
  'registry.loadMore': [node?: MoreNode];
  'registry.retry': [node?: RegistryProblemNode];
  'registry.copyValue': [node?: DetailNode];
  'registry.openDocument': [node?: DetailNode];
  'registries.filter': [text?: string];
  'registries.clearFilter': [];
  /** From code a reference: `ghcr.io/owner/name`. */
  'repository.add': [target?: RegistryNode | RegistryProblemNode | string];
  'repository.copyReference': NodeArgs<RepositoryNode>;
  'repository.pullAll': NodeArgs<RepositoryNode>;
  'repository.cleanUp': NodeArgs<RepositoryNode>;
  'registry.openWebsite': [target?: TagNode | RepositoryNode];
  /** On a repository it asks for the tag; from code its kind, host and path are enough. */
  'tag.pull': NodeArgs<TagNode | DetailNode | RepositoryNode>;
  'tag.copyReference': NodeArgs<TagNode | DetailNode>;
  'tag.copyDigest': NodeArgs<TagNode | DetailNode>;
  'tag.inspectManifest': NodeArgs<TagNode | DetailNode>;
  /** From code a second text is the new tag. */
  'tag.addTag': [target?: TagNode | string, answer?: string | readonly TagNode[]];
  /** From code a second text is the reference to copy to. */
  'tag.copyTo': [target?: TagNode | string, answer?: string | readonly TagNode[]];
  /** With two tags selected those; from code a second text is the other reference. */
  'tag.compare': [target?: TagNode | string, answer?: string | readonly TagNode[]];
  'tag.useInFrom': [target?: TagNode | string];
  'tag.delete': NodeArgs<TagNode>;
}

const registry = nodeIs('registry');
const repository = nodeIs('repository');
const tag = nodeIs('tag');
const platform = nodeIs('detail', 'platform');
const image = nodeIs('tag', 'pullable');
const pullable = either(image, platform);
const named = either(tag, platform);
const inView: When = 'view == longshore.registries';
const focused: When = 'focusedView == longshore.registries && listFocus && !inputFocus';

function onRow(when: When, group: string): MenuPlace {
  return { menu: 'view/item/context', when, group };
}

function onTitle(group: string, clause?: When): MenuPlace {
  return { menu: 'view/title', when: clause ? `${inView} && ${clause}` : inView, group };
}

const tagCategory = { en: 'Longshore Registry Tag', ko: 'Longshore 레지스트리 태그' };

export const registryCommands = {
  'registry.connect': {
    title: { en: 'Connect Registry…', ko: '레지스트리 연결…' },
    icon: '$(plug)',
    menus: [
      onTitle('navigation@2'),
      onRow(nodeIs('registryProblem', 'login'), 'inline@1'),
      onRow(either(registry, nodeIs('registryProblem', 'login')), '1_login@1'),
    ],
  },
  'registry.disconnect': {
    title: { en: 'Disconnect Registry…', ko: '레지스트리 연결 해제…' },
    icon: '$(debug-disconnect)',
    menus: [onRow(nodeIs('registry', 'connected'), '1_login@2')],
  },
  'registry.checkLogin': {
    title: { en: 'Check Registry Login', ko: '레지스트리 로그인 확인' },
    menus: [onRow(registry, '1_login@3')],
  },
  'registry.logOut': {
    title: { en: 'Log Out of Registry…', ko: '레지스트리 로그아웃…' },
    menus: [onRow(nodeIs('registry', 'dockerLogin'), '1_login@4')],
  },
  'registry.refresh': {
    title: { en: 'Refresh Registries', ko: '레지스트리 새로 고침' },
    icon: '$(refresh)',
    menus: [onTitle('navigation@3'), onRow(either(registry, repository), 'inline@9')],
  },
  'registry.search': {
    title: { en: 'Search Docker Hub…', ko: 'Docker Hub 검색…' },
    icon: '$(search)',
    menus: [onTitle('2_search@1')],
  },
  'registry.checkUpdates': {
    title: { en: 'Check Images in Use for Newer Versions', ko: '사용 중인 이미지의 새 버전 확인' },
    menus: [onTitle('2_search@2')],
  },
  'registry.loadMore': { title: { en: 'Load More', ko: '더 불러오기' }, palette: false },
  'registry.retry': { title: { en: 'Try Again', ko: '다시 시도' }, palette: false },
  'registry.copyValue': {
    title: { en: 'Copy Value', ko: '값 복사' },
    icon: '$(copy)',
    palette: false,
    menus: [onRow(nodeIs('detail', 'copyable'), 'inline@1'), onRow(nodeIs('detail', 'copyable'), '1_copy@1')],
  },
  'registry.openDocument': { title: { en: 'Open Document', ko: '문서 열기' }, palette: false },
  'registries.filter': {
    title: { en: 'Filter Registries…', ko: '레지스트리 필터…' },
    icon: '$(filter)',
    menus: [onTitle('navigation@1', '!longshore.registries.filtered')],
    keys: [{ key: 'ctrl+f', mac: 'cmd+f', when: 'focusedView == longshore.registries' }],
  },
  'registries.clearFilter': {
    title: { en: 'Clear Registry Filter', ko: '레지스트리 필터 지우기' },
    icon: '$(filter-filled)',
    palette: 'longshore.registries.filtered',
    menus: [onTitle('navigation@1', 'longshore.registries.filtered')],
  },
  'repository.add': {
    title: { en: 'Add Repository by Name…', ko: '이름으로 리포지토리 추가…' },
    icon: '$(add)',
    menus: [
      onRow(nodeIs('registryProblem'), 'inline@2'),
      onRow(either(registry, nodeIs('registryProblem')), '2_add@1'),
    ],
  },
  'repository.copyReference': {
    title: { en: 'Copy Repository Name', ko: '리포지토리 이름 복사' },
    icon: '$(copy)',
    menus: [onRow(repository, '5_copy@1')],
  },
  'repository.pullAll': {
    title: { en: 'Pull All Tags…', ko: '모든 태그 풀…' },
    icon: '$(cloud-download)',
    menus: [onRow(repository, '1_pull@1')],
  },
  'repository.cleanUp': {
    title: { en: 'Delete Old Tags…', ko: '오래된 태그 삭제…' },
    icon: '$(trash)',
    menus: [onRow(nodeIs('repository', 'writable'), '9_delete@1')],
  },
  'registry.openWebsite': {
    title: { en: "Open on the Registry's Website", ko: '레지스트리 웹사이트에서 열기' },
    icon: '$(link-external)',
    palette: false,
    menus: [onRow(either(nodeIs('repository', 'website'), nodeIs('tag', 'website')), '6_web@1')],
  },
  'tag.pull': {
    title: { en: 'Pull', ko: '풀' },
    category: tagCategory,
    icon: '$(cloud-download)',
    menus: [onRow(pullable, 'inline@2'), onRow(pullable, '1_pull@1')],
  },
  'tag.copyReference': {
    title: { en: 'Copy Reference', ko: '참조 복사' },
    category: tagCategory,
    icon: '$(copy)',
    menus: [onRow(tag, 'inline@1'), onRow(named, '5_copy@1')],
    keys: [{ key: 'ctrl+c', mac: 'cmd+c', when: focused, onRow: true }],
  },
  'tag.copyDigest': {
    title: { en: 'Copy Digest', ko: '다이제스트 복사' },
    category: tagCategory,
    menus: [onRow(tag, '5_copy@2')],
  },
  'tag.inspectManifest': {
    title: { en: 'Inspect Manifest', ko: '매니페스트 보기' },
    category: tagCategory,
    icon: '$(json)',
    menus: [onRow(named, '3_inspect@1')],
  },
  'tag.addTag': {
    title: { en: 'Add Tag…', ko: '태그 추가…' },
    category: tagCategory,
    menus: [onRow(nodeIs('tag', 'writable'), '2_change@1')],
  },
  'tag.copyTo': {
    title: { en: 'Copy to Another Repository…', ko: '다른 리포지토리로 복사…' },
    category: tagCategory,
    menus: [onRow(tag, '2_change@2')],
  },
  'tag.compare': {
    title: { en: 'Compare with Another Tag…', ko: '다른 태그와 비교…' },
    category: tagCategory,
    icon: '$(diff)',
    menus: [onRow(tag, '3_inspect@2')],
  },
  'tag.useInFrom': {
    title: { en: 'Use in FROM', ko: 'FROM에 사용' },
    category: tagCategory,
    menus: [onRow(image, '1_pull@2')],
  },
  'tag.delete': {
    title: { en: 'Delete from Registry…', ko: '레지스트리에서 삭제…' },
    category: tagCategory,
    icon: '$(trash)',
    menus: [onRow(nodeIs('tag', 'writable'), '9_delete@1')],
  },
} as const satisfies Record<keyof RegistryCommandArgs, CommandSpec>;
