import * as l10n from '@vscode/l10n';
import { registryName } from '../../core/explorer/kinds/registry.js';
import type { RegistryNode } from '../../core/explorer/node.js';
import { dockerHub } from '../../core/registry/address.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import type { DockerLoginStore } from '../../core/registry/dockerLoginStore.js';
import { RegistryError } from '../../core/registry/errors.js';
import { type Quota, readQuota } from '../../core/registry/quota.js';
import { confirm } from '../base/confirm.js';
import { showNote } from '../base/messages.js';
import { withDelayedProgress } from '../base/progress.js';
import { pickHost } from './tagTargets.js';

/** Checks and ends logins. */
export function loginVerbs(catalog: RegistryCatalog, docker: DockerLoginStore, changed: () => void) {
  const hostOf = async (target: RegistryNode | string | undefined) =>
    (typeof target === 'string' ? target : target?.host) || pickHost(catalog);
  return {
    'registry.checkLogin': async (target?: RegistryNode | string): Promise<void> => {
      const host = await hostOf(target);
      if (host === undefined) return;
      catalog.forget(host);
      const title = l10n.t('Checking the login at {0}', registryName(host));
      const [login, quota] = await withDelayedProgress(title, async (_report, signal) => {
        const { client, problem } = await catalog.registry(host, signal);
        if (problem) throw problem;
        const answer = await client.ping(signal);
        return [answer, await readQuota(client, signal)] as const;
      });
      if (login === 'refused') throw new RegistryError('unauthorized', host);
      const limit = quota || host !== dockerHub ? quotaWords(quota) : l10n.t('No pull limit is reported.');
      void showNote([`${registryName(host)}: ${loginWords[login]()}`, limit].filter(Boolean).join(' '));
    },
    'registry.logOut': async (target?: RegistryNode | string): Promise<void> => {
      const host = await hostOf(target);
      if (host === undefined) return;
      const question = l10n.t('Log out of {0}?', registryName(host));
      const detail = l10n.t('As docker logout does: the login is forgotten where the docker CLI keeps it.');
      if (!(await confirm(question, detail, l10n.t('Log Out')))) return;
      await docker.erase(host);
      catalog.forget(host);
      changed();
    },
  };
}

/** What a registry said to a login, in words. */
export const loginWords = {
  used: () => l10n.t('The login works.'),
  none: () => l10n.t('It can be read without a login.'),
  untested: () => l10n.t('It can be read without a login, so the password was not tested.'),
};

/** What is left of a pull limit, in words; empty where the registry reports none. */
export function quotaWords(quota: Quota | undefined): string {
  if (!quota) return '';
  const { remaining, limit, window: seconds } = quota;
  return seconds === undefined
    ? l10n.t('{0} of {1} pulls left', remaining, limit)
    : l10n.t('{0} of {1} pulls left in {2} hours', remaining, limit, Math.round(seconds / 3600));
}
