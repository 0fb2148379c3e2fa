import { type TextDocument, workspace } from 'vscode';
import type { DockerfileCommandArgs } from '../../contributions/commands/dockerfile.js';
import type { HandlersOf } from '../../contributions/commands.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import type { FeatureContext } from '../base/featureContext.js';
import type { BuildChoices } from './language.js';

/** Loads the language with the first Dockerfile or command, so that views alone do not pay for it. */
export function registerDockerfile(
  context: FeatureContext,
  registries: RegistryCatalog,
  choices: BuildChoices,
): HandlersOf<DockerfileCommandArgs> {
  let language: Promise<HandlersOf<DockerfileCommandArgs>> | undefined;
  const load = () => {
    language ??= import('./language.js').then(({ startLanguage }) => startLanguage(context, registries, choices));
    return language;
  };
  let hasIgnoreFiles = false;
  const loadIgnoreFiles = async () => {
    if (hasIgnoreFiles) return;
    hasIgnoreFiles = true;
    const { startIgnoreFiles } = await import('./ignoreFiles.js');
    for (const part of startIgnoreFiles(choices.contexts)) context.disposables.add(part);
  };
  const loadFor = ({ languageId, uri }: TextDocument) => {
    if (languageId === 'dockerfile') void load();
    if (languageId === 'ignore' && /\.(?:docker|container)ignore$/.test(uri.path)) void loadIgnoreFiles();
  };
  for (const document of workspace.textDocuments) loadFor(document);
  context.disposables.add(workspace.onDidOpenTextDocument(loadFor));
  return {
    'dockerfile.fixAll': async (file) => (await load())['dockerfile.fixAll'](file),
    'dockerfile.openRule': async (id) => (await load())['dockerfile.openRule'](id),
    'dockerfile.turnOffRule': async (code, file) => (await load())['dockerfile.turnOffRule'](code, file),
    'dockerfile.pinImage': async (...args) => (await load())['dockerfile.pinImage'](...args),
    'dockerfile.showStages': async () => (await load())['dockerfile.showStages'](),
    'dockerfile.scaffold': async (folder) => (await load())['dockerfile.scaffold'](folder),
  };
}
