import type { DockerfileCommandArgs } from '../../contributions/commands/dockerfile.js';
import type { HandlersOf } from '../../contributions/commands.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import type { BuildContexts } from '../base/buildContexts.js';
import type { BuildMemory } from '../base/buildMemory.js';
import type { FeatureContext } from '../base/featureContext.js';
import { registerAssistance } from './assistance.js';
import { registerContextCompletion } from './contextCompletion.js';
import { registerContextHover } from './contextHover.js';
import { Documents } from './documents.js';
import { registerFormatting } from './formatting.js';
import { pinImageHandler, registerImageActions } from './imageActions.js';
import { registerImages } from './images.js';
import { registerInlayHints } from './inlayHints.js';
import { registerLenses } from './lenses.js';
import { Linter } from './linter.js';
import { registerNavigation } from './navigation.js';
import { offerOneLinter } from './otherLinters.js';
import { registerQuickFixes } from './quickFixes.js';
import { RegistryImages } from './registryImages.js';
import { ruleCommands } from './ruleCommands.js';
import { ruleNames } from './ruleNames.js';
import { registerRulePages } from './rulePages.js';
import { Scaffolder } from './scaffold.js';
import { StageGraphView } from './stageGraphView.js';
import { registerStructure } from './structure.js';

/** What was chosen for builds. */
export interface BuildChoices {
  readonly contexts: BuildContexts;
  readonly memory: BuildMemory;
}

/** Everything an editor knows about Dockerfiles; comes with the first of them. */
export function startLanguage(
  context: FeatureContext,
  registries: RegistryCatalog,
  { contexts, memory }: BuildChoices,
): HandlersOf<DockerfileCommandArgs> {
  const { disposables, logger, extension, access } = context;
  const images = disposables.add(new RegistryImages(registries, access, logger));
  const documents = disposables.add(new Documents());
  const linter = disposables.add(new Linter(documents, contexts, images, logger));
  const providers = [
    ...registerAssistance(documents, ruleNames),
    ...registerNavigation(documents),
    ...registerStructure(documents, contexts),
    ...registerFormatting(documents),
    ...registerImages(documents, images),
    registerImageActions(documents, images),
    registerContextCompletion(documents, contexts),
    registerContextHover(documents, contexts),
    registerInlayHints(documents, images),
    ...registerLenses(documents),
    registerQuickFixes(documents, linter),
    registerRulePages(extension.extensionUri),
    offerOneLinter(extension.globalState, context.report),
  ];
  for (const provider of providers) disposables.add(provider);
  const scaffolder = disposables.add(new Scaffolder());
  const graph = disposables.add(new StageGraphView(documents, access.resources, memory));
  return {
    ...ruleCommands(linter),
    'dockerfile.pinImage': pinImageHandler(documents, images),
    'dockerfile.scaffold': scaffolder.run,
    'dockerfile.showStages': graph.show,
  };
}
