import { type Disposable, commands as editorCommands } from 'vscode';
import type { CommandId, Handlers } from '../../contributions/commands.js';
import { DisposableStore } from '../../core/base/disposable.js';
import type { ReportError } from './reportError.js';

/** What the manifest says of commands, in the editor's language. The table it is written from need not be loaded. */
export interface Contributes {
  readonly commands: readonly {
    readonly command: string;
    /** The editor keeps the English beside a translation. */
    readonly title: string | { readonly value: string };
  }[];
  readonly menus: { readonly 'view/title': readonly { readonly command: string }[] };
}

/** Registers every command; whatever a handler throws ends as one explained message. */
export function registerCommands(handlers: Handlers, manifest: Contributes, report: ReportError): Disposable {
  const store = new DisposableStore();
  const onTitles = new Set(manifest.menus['view/title'].map(({ command }) => command));
  for (const { command, title } of manifest.commands) {
    const handler = handlers[idOf(command)] as (...args: unknown[]) => unknown;
    const run = async (...args: unknown[]) => {
      try {
        return await handler(...args);
      } catch (error) {
        report((typeof title === 'string' ? title : title.value).replace(/…$/, ''), error);
      }
    };
    const takes = onTitles.has(command) ? takenOnTitle : takenOnRow;
    store.add(editorCommands.registerCommand(command, (...args) => run(...takes(args))));
  }
  return store;
}

/** The second id of a command, for titles of views, has the handler of the first (`contributions/command.ts`). */
const idOf = (command: string) => command.replace(/^longshore\.|\.onTitle$/g, '') as CommandId;

/** A command on titles of views takes texts from code; the row that a title hands over is not for it. */
const takenOnTitle = (args: readonly unknown[]) => args.filter((arg) => typeof arg === 'string');

const takenOnRow = (args: readonly unknown[]) => args.map((arg) => arg ?? undefined);
