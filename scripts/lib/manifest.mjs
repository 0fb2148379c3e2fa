/** The manifest's contributions, written from the tables in src/contributions. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadModule } from './bundle.mjs';
import { grammarContribution, tokenScopesContribution } from './grammar.mjs';
import { root } from './root.mjs';

const prefix = 'longshore.';

/** Parts of `contributes` that are written by hand in package.json. */
const byHand = ['languages', 'walkthroughs', 'snippets', 'problemMatchers', 'jsonValidation', 'icons', 'colors'];

export async function manifestFiles() {
  const [{ commands }, { titleId }, { settings }, { views, viewContainer, welcomes }] = await Promise.all(
    ['commands', 'command', 'settings', 'views'].map((name) => loadModule(`src/contributions/${name}.ts`)),
  );
  const nls = { 'extension.description': description };
  const text = (key, value) => {
    nls[key] = value;
    return `%${key}%`;
  };
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const kept = Object.fromEntries(
    byHand.filter((key) => manifest.contributes[key]).map((key) => [key, manifest.contributes[key]]),
  );
  for (const [key, value] of Object.entries(handTexts(kept))) nls[key] = value;
  manifest.contributes = {
    ...viewContributions(views, viewContainer, welcomes, text),
    ...commandContributions(commands, titleId, text),
    configuration: configuration(settings, text),
    grammars: [grammarContribution],
    semanticTokenScopes: [tokenScopesContribution],
    ...kept,
  };
  manifest.capabilities = capabilities(settings);
  return {
    'package.json': json(manifest),
    'package.nls.json': json(pick(nls, 'en')),
    'package.nls.ko.json': json(pick(nls, 'ko')),
  };
}

const description = {
  en: 'Write Dockerfiles, build, run, watch and push containers without leaving the editor. Talks to the Docker Engine directly; no telemetry, no account.',
  ko: 'Dockerfile 작성부터 빌드, 실행, 로그, 푸시까지 편집기 안에서 합니다. Docker 엔진과 직접 통신하며 원격 분석도 계정도 없습니다.',
};

function viewContributions(views, container, welcomes, text) {
  return {
    viewsContainers: {
      activitybar: [{ id: container.id, title: text('viewContainer', container.title), icon: container.icon }],
    },
    views: {
      [container.id]: Object.entries(views).map(([id, view]) => ({
        id: prefix + id,
        name: text(`view.${id}`, view.name),
        icon: view.icon,
        ...(view.when && { when: view.when }),
      })),
    },
    viewsWelcome: welcomes.map(({ view, when, contents }, index) => ({
      view: prefix + view,
      when,
      contents: text(`welcome.${view}.${index}`, contents),
    })),
  };
}

function commandContributions(commands, titleId, text) {
  const menus = { commandPalette: [] };
  const keybindings = [];
  const list = Object.entries(commands).flatMap(([id, spec]) => {
    const onTitle = titleId(id, spec);
    if (spec.palette !== undefined) menus.commandPalette.push({ command: prefix + id, when: String(spec.palette) });
    if (onTitle !== id) menus.commandPalette.push({ command: prefix + onTitle, when: 'false' });
    for (const { menu, ...place } of spec.menus ?? []) {
      menus[menu] ??= [];
      menus[menu].push({ command: prefix + (menu === 'view/title' ? onTitle : id), ...place });
    }
    for (const key of spec.keys ?? []) keybindings.push(...keybindingsOf(prefix + id, key));
    const shown = {
      title: text(`command.${id}`, spec.title),
      category: spec.category ? text(`category.${id}`, spec.category) : 'Longshore',
      ...(spec.icon && { icon: spec.icon }),
      ...(spec.enablement && { enablement: spec.enablement }),
    };
    return [...new Set([id, onTitle])].map((command) => ({ command: prefix + command, ...shown }));
  });
  return { commands: list, menus, keybindings };
}

/** Arrow keys move the focus of a tree, not its selection, which is all that an extension can see. */
function keybindingsOf(command, { onRow, ...key }) {
  if (!onRow) return [{ command, ...key }];
  const commands = ['list.selectAndPreserveFocus', command];
  return [
    { command: 'runCommands', ...key, when: `${key.when} && !listMultiSelection`, args: { commands } },
    { command, ...key, when: `${key.when} && listMultiSelection` },
  ];
}

function configuration(settings, text) {
  const properties = Object.entries(settings).map(([id, spec]) => {
    const { description, restricted, enum: choices, ...schema } = spec;
    return [
      prefix + id,
      {
        ...schema,
        markdownDescription: text(`setting.${id}`, description),
        ...(choices && {
          enum: choices.map((choice) => choice.value),
          markdownEnumDescriptions: choices.map((choice) => text(`setting.${id}.${choice.value}`, choice.description)),
        }),
      },
    ];
  });
  return { title: 'Longshore', properties: Object.fromEntries(properties) };
}

function capabilities(settings) {
  const restricted = Object.entries(settings).filter(([, spec]) => spec.restricted);
  return {
    untrustedWorkspaces: {
      supported: 'limited',
      description: '%capability.untrusted%',
      restrictedConfigurations: restricted.map(([id]) => prefix + id),
    },
    virtualWorkspaces: { supported: 'limited', description: '%capability.virtual%' },
  };
}

function handTexts() {
  return {
    'capability.untrusted': {
      en: 'Dockerfiles can be read and linted; nothing is built or run from an untrusted folder.',
      ko: 'Dockerfile을 읽고 검사할 수 있지만, 신뢰하지 않는 폴더의 것은 빌드하거나 실행하지 않습니다.',
    },
    'capability.virtual': {
      en: 'Dockerfiles can be edited and linted; building needs files on disk.',
      ko: 'Dockerfile을 편집하고 검사할 수 있지만, 빌드하려면 디스크에 있는 파일이 필요합니다.',
    },
  };
}

const pick = (nls, language) => Object.fromEntries(Object.entries(nls).map(([key, value]) => [key, value[language]]));
const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
