import * as l10n from '@vscode/l10n';
import { env, Uri, window } from 'vscode';
import type { Container } from '../../core/engine/models.js';
import { hostOf, type WebAddress, webAddresses } from '../../core/spec/webAddress.js';
import type { FeatureContext } from '../base/featureContext.js';
import { showNote } from '../base/messages.js';
import { findTarget, type TargetArgs } from '../base/targets.js';
import { containerTargets, isRunning } from './containerTargets.js';

/** Opens a published port: the only one, the only one that is likely a web server's, or the one that is picked. */
export function browseHandler(context: FeatureContext) {
  return async (...args: TargetArgs): Promise<void> => {
    const wish = {
      question: l10n.t('Which container to open in the browser?'),
      none: l10n.t('No running container publishes a port.'),
      fits: (container: Container) => isRunning(container) && container.ports.some(({ hostPort }) => hostPort),
    };
    const found = await findTarget(context, containerTargets, wish, args);
    if (!found) return;
    const { target: container, engine } = found;
    const { endpoint } = engine;
    const address = await chooseAddress(container, webAddresses(container.ports, endpoint));
    if (address) await env.openExternal(await env.asExternalUri(Uri.parse(address.url)));
  };
}

async function chooseAddress(container: Container, addresses: readonly WebAddress[]): Promise<WebAddress | undefined> {
  const [first, second] = addresses;
  if (!first) {
    const how = l10n.t('Run its image again with a port, or start the container first.');
    void showNote(`${l10n.t('{0} publishes no TCP port.', container.name)} ${how}`);
    return undefined;
  }
  if (!second || (first.likely && !second.likely)) return first;
  const items = addresses.map((address) => ({
    label: address.url,
    description: l10n.t('port {0} of the container', address.containerPort),
    address,
  }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which port of {0}?', container.name) }))?.address;
}

/** Copies where a container is reached: a published port or an address inside a network. */
export function copyAddressHandler(context: FeatureContext) {
  return async (...args: TargetArgs): Promise<void> => {
    const wish = {
      question: l10n.t('Which container’s address to copy?'),
      none: l10n.t('No container is running.'),
      fits: isRunning,
    };
    const found = await findTarget(context, containerTargets, wish, args);
    if (!found) return;
    const { target: container, engine } = found;
    const { endpoint } = engine;
    const published = container.ports
      .filter(({ hostPort }) => hostPort)
      .map((port) => ({
        label: `${hostOf(port, endpoint)}:${port.hostPort}`,
        description: l10n.t('published port {0}', `${port.containerPort}/${port.protocol}`),
      }));
    const inside = container.networks
      .filter(({ ipAddress }) => ipAddress)
      .map(({ network, ipAddress }) => ({ label: ipAddress, description: l10n.t('in the network {0}', network) }));
    const items = [...new Map([...published, ...inside].map((item) => [item.label, item])).values()];
    if (items.length === 0) {
      void showNote(l10n.t('{0} has no address: it runs in no network.', container.name));
      return;
    }
    const placeHolder = l10n.t('Address of {0} to copy', container.name);
    const picked = items.length === 1 ? items[0] : await window.showQuickPick(items, { placeHolder });
    if (picked) await env.clipboard.writeText(picked.label);
  };
}
