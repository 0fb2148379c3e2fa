import { type ConfigurationScope, type Disposable, workspace } from 'vscode';
import type { SettingId, SettingValue } from '../../contributions/settings.js';

const section = 'longshore';

/** The only door to settings: the value that is in force for the scope. */
export function readSetting<K extends SettingId>(id: K, scope?: ConfigurationScope): SettingValue<K> {
  return workspace.getConfiguration(section, scope).get<SettingValue<K>>(id) as SettingValue<K>;
}

/** Calls back when one of the settings changes anywhere. */
export function onDidChangeSettings(ids: readonly SettingId[], listener: () => void): Disposable {
  return workspace.onDidChangeConfiguration((change) => {
    if (ids.some((id) => change.affectsConfiguration(`${section}.${id}`))) listener();
  });
}
