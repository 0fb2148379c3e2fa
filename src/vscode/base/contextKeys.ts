import { commands } from 'vscode';
import type { ContextKeys } from '../../contributions/contextKeys.js';

/** Sets a key that when-clauses read. */
export function setContextKey<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  void commands.executeCommand('setContext', `longshore.${key}`, value);
}
