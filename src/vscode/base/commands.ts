import { type Disposable, commands as editorCommands, env } from 'vscode';
import { type CommandId, commands, type Handlers } from '../../contributions/commands.js';
import { toDisposable } from '../../core/base/disposable.js';
import type { ReportError } from './reportError.js';

/** Registers every command; whatever a handler throws ends as one explained message. */
export function registerCommands(handlers: Handlers, report: ReportError): Disposable {
  const registrations = (Object.keys(commands) as CommandId[]).map((id) =>
    editorCommands.registerCommand(`longshore.${id}`, async (...args: unknown[]) => {
      try {
        return await (handlers[id] as (...args: unknown[]) => unknown)(...args);
      } catch (error) {
        report(titleOf(id), error);
      }
    }),
  );
  return toDisposable(() => {
    for (const registration of registrations) registration.dispose();
  });
}

function titleOf(id: CommandId): string {
  const { en, ko } = commands[id].title;
  return (env.language.startsWith('ko') ? ko : en).replace(/…$/, '');
}
