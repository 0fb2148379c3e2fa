import type { CommandSpec } from './command.js';
import { type BuildCommandArgs, buildCommands } from './commands/build.js';
import { type BuildContextCommandArgs, buildContextCommands } from './commands/buildContext.js';
import { type ContainerCommandArgs, containerCommands } from './commands/container.js';
import { type DockerfileCommandArgs, dockerfileCommands } from './commands/dockerfile.js';
import { type EngineCommandArgs, engineCommands } from './commands/engine.js';
import { type ImageCommandArgs, imageCommands } from './commands/image.js';
import { type LogsCommandArgs, logsCommands } from './commands/logs.js';
import { type RegistryCommandArgs, registryCommands } from './commands/registry.js';
import { type ViewCommandArgs, viewCommands } from './commands/view.js';

/** Every command's argument types by id (without the prefix `longshore.`). */
export interface CommandArgs
  extends ContainerCommandArgs,
    ImageCommandArgs,
    BuildCommandArgs,
    BuildContextCommandArgs,
    LogsCommandArgs,
    RegistryCommandArgs,
    ViewCommandArgs,
    DockerfileCommandArgs,
    EngineCommandArgs {}

export type CommandId = keyof CommandArgs;

/** The one table of commands: the manifest is written from it, handlers are checked against it. */
export const commands: Readonly<Record<CommandId, CommandSpec>> = {
  ...containerCommands,
  ...imageCommands,
  ...buildCommands,
  ...buildContextCommands,
  ...logsCommands,
  ...registryCommands,
  ...viewCommands,
  ...dockerfileCommands,
  ...engineCommands,
};

/** Handlers of some commands by id. */
export type HandlersOf<Args> = {
  readonly [K in keyof Args]: Args[K] extends unknown[] ? (...args: Args[K]) => unknown : never;
};

/** One handler for each command; a missing one does not compile where this type is asked for. */
export type Handlers = HandlersOf<CommandArgs>;
