import { type Disposable, commands as editorCommands, env } from 'vscode';
import { standsOn, titleId } from '../../contributions/command.js';
import { type CommandId, commands, type Handlers } from '../../contributions/commands.js';
import { DisposableStore } from '../../core/base/disposable.js';
import type { ReportError } from './reportError.js';

/** Registers every command; whatever a handler throws ends as one explained message. */
export function registerCommands(handlers: Handlers, report: ReportError): Disposable {
  const store = new DisposableStore();
  for (const id of Object.keys(commands) as CommandId[]) {
    const run = async (...args: unknown[]) => {
      try {
        return await (handlers[id] as (...args: unknown[]) => unknown)(...args);
      } catch (error) {
        report(titleOf(id), error);
      }
    };
    store.add(editorCommands.registerCommand(`longshore.${id}`, (...args) => run(...takenBy(id, args))));
    const onTitle = titleId(id, commands[id]);
    if (onTitle !== id) store.add(editorCommands.registerCommand(`longshore.${onTitle}`, () => run()));
  }
  return store;
}

/** A command on titles of views and on no row takes texts from code; the row that a title hands over is not for it. */
function takenBy(id: CommandId, args: readonly unknown[]): unknown[] {
  const isOnTitleOnly = standsOn(commands[id], 'view/title') && !standsOn(commands[id], 'view/item/context');
  const given = isOnTitleOnly ? args.filter((arg) => typeof arg === 'string') : args;
  return given.map((arg) => arg ?? undefined);
}

function titleOf(id: CommandId): string {
  const { en, ko } = commands[id].title;
  return (env.language.startsWith('ko') ? ko : en).replace(/…$/, '');
}
