import * as l10n from '@vscode/l10n';
import { ConfigurationTarget, type QuickPickItem, QuickPickItemKind, window, workspace } from 'vscode';
import { plainText, withoutIcons } from '../../core/base/plainText.js';
import {
  contextEndpoint,
  currentContext,
  defaultContext,
  isContextName,
  listContexts,
} from '../../core/engine/contexts.js';
import { discover } from '../../core/engine/discovery.js';
import { openToAllText } from '../../core/engine/doctor/advice.js';
import { isOpenToAll, parseEndpoint } from '../../core/engine/endpoint.js';
import { EngineError } from '../../core/engine/errors.js';
import { knownSockets } from '../../core/engine/knownSockets.js';
import type { Surroundings } from '../../core/engine/surroundings.js';
import { showNote, showWarning } from '../base/messages.js';

/** One engine to choose; `value` is what the setting then holds, undefined asks for an address. */
interface Choice extends QuickPickItem {
  readonly value?: string;
}

/** Lets a person say which engine is meant, and remembers it in the setting `engine.endpoint`. */
export class EngineChooser {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly setting: () => string,
    private readonly label: () => string,
  ) {}

  /** Uses the context or address, in this workspace where there is one; or asks for both. */
  async choose(given?: string): Promise<void> {
    if (typeof given === 'string') return this.remember(await this.checked(given), nearestTarget());
    const value = await this.ask();
    if (value === undefined) return;
    const target = await askTarget(value);
    if (target !== undefined) await this.remember(value, target);
  }

  /** The text, where it is an address or names a context that can be used. */
  private async checked(text: string): Promise<string> {
    if (text === '' || text === defaultContext) return text;
    if (isContextName(text)) await contextEndpoint(this.surroundings, text);
    else parseEndpoint(text, this.surroundings);
    return text;
  }

  private async ask(): Promise<string | undefined> {
    const title = l10n.t('Use Engine');
    const placeHolder = l10n.t('In use: {0}', plainText(this.label()));
    const picked = await window.showQuickPick(await this.choices(), { title, placeHolder, matchOnDescription: true });
    if (!picked) return undefined;
    return picked.value ?? this.askAddress();
  }

  private async choices(): Promise<Choice[]> {
    const [contexts, current, sockets] = await Promise.all([
      listContexts(this.surroundings),
      currentContext(this.surroundings),
      this.presentSockets(),
    ]);
    const automatic = {
      label: l10n.t('$(sparkle) As the docker CLI does'),
      description: withoutIcons(current),
      value: '',
    };
    const named = contexts.map(({ name, host, description }) => ({
      label: `$(vm) ${withoutIcons(name)}`,
      description: withoutIcons(host ?? l10n.t('no Docker endpoint')),
      ...(description && { detail: withoutIcons(description) }),
      value: name,
    }));
    const found = sockets.map(({ product, path }) => ({
      label: `$(plug) ${withoutIcons(product)}`,
      description: withoutIcons(path),
      value: this.surroundings.platform === 'win32' ? `npipe://${path}` : `unix://${path}`,
    }));
    const address = { label: l10n.t('$(edit) Enter an Address…'), description: 'unix://  tcp://  ssh://' };
    return [
      automatic,
      ...group(l10n.t('Contexts'), named),
      ...group(l10n.t('Found on this computer'), found),
      separator(''),
      address,
    ];
  }

  private async presentSockets() {
    const sockets = await knownSockets(this.surroundings);
    const present = await Promise.all(sockets.map(({ path }) => this.surroundings.exists(path)));
    return sockets.filter((_socket, place) => present[place]);
  }

  private askAddress(): Thenable<string | undefined> {
    return window.showInputBox({
      title: l10n.t('Address of the Docker Engine'),
      value: isContextName(this.setting()) ? '' : this.setting(),
      placeHolder: 'ssh://user@host',
      ignoreFocusOut: true,
      validateInput: async (text) => {
        try {
          await this.checked(text.trim());
          return undefined;
        } catch {
          return l10n.t(
            'Write unix:///path, npipe:////./pipe/name, tcp://host:port, ssh://user@host or the name of an existing context.',
          );
        }
      },
    });
  }

  /** Says once what plain TCP means. */
  private async warn(value: string): Promise<void> {
    const { endpoint } = await discover(this.surroundings, value);
    if (!(endpoint instanceof EngineError) && isOpenToAll(endpoint)) void showWarning(openToAllText());
  }

  private async remember(value: string, target: ConfigurationTarget): Promise<void> {
    const settings = workspace.getConfiguration('longshore');
    const before = settings.inspect<string>('engine.endpoint');
    const isGlobal = target === ConfigurationTarget.Global;
    if (isGlobal && keepsOwnSettings() && before?.workspaceValue !== undefined)
      await settings.update('engine.endpoint', undefined, ConfigurationTarget.Workspace);
    await this.warn(value);
    const mustSayNothing = !isGlobal && Boolean(before?.globalValue);
    await settings.update('engine.endpoint', value.trim() || (mustSayNothing ? '' : undefined), target);
    if (!workspace.isTrusted)
      void showNote(
        l10n.t(
          'The choice holds in every window on this computer: this folder is not trusted, so one for it alone would have no effect.',
        ),
      );
  }
}

function group(label: string, choices: readonly Choice[]): Choice[] {
  return choices.length > 0 ? [separator(label), ...choices] : [];
}

function separator(label: string): Choice {
  return { label, kind: QuickPickItemKind.Separator };
}

/** False without a folder, and in one that is not trusted: its settings have no say about engines. */
function keepsOwnSettings(): boolean {
  return workspace.isTrusted && Boolean(workspace.workspaceFolders?.length);
}

function nearestTarget(): ConfigurationTarget {
  return keepsOwnSettings() ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
}

/** Where the choice is kept; asked only where there are two places. */
async function askTarget(value: string): Promise<ConfigurationTarget | undefined> {
  if (!keepsOwnSettings()) return ConfigurationTarget.Global;
  const everywhere = { label: l10n.t('In every window on this computer'), target: ConfigurationTarget.Global };
  const here = { label: l10n.t('Only in this workspace'), target: ConfigurationTarget.Workspace };
  const title = value === '' ? l10n.t('Find the engine as the docker CLI does') : l10n.t('Use {0}', plainText(value));
  return (await window.showQuickPick([here, everywhere], { title }))?.target;
}
