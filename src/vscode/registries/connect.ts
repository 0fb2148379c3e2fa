import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import { registryName } from '../../core/explorer/kinds/registry.js';
import type { RegistryNode, RegistryProblemNode } from '../../core/explorer/node.js';
import { isPrivateAddress, type RegistryInput, type Scheme } from '../../core/registry/address.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import type { Connection, ConnectionStore } from '../../core/registry/connections.js';
import type { Credential } from '../../core/registry/credential.js';
import type { DockerLoginStore } from '../../core/registry/dockerLoginStore.js';
import { RegistryError } from '../../core/registry/errors.js';
import { confirm } from '../base/confirm.js';
import { showNote } from '../base/messages.js';
import { offer } from '../base/offer.js';
import { withDelayedProgress } from '../base/progress.js';
import { explain, type ReportError } from '../base/reportError.js';
import { readSetting } from '../base/settings.js';
import { type Answers, ask } from './connectSteps.js';
import { loginWords } from './loginVerbs.js';

/** Why the answers do not work, and the step to think again at. */
interface Problem {
  readonly message: string;
  readonly step: number;
}

/** Where logins are tried and kept. */
export interface ConnectPlaces {
  readonly catalog: RegistryCatalog;
  readonly connections: ConnectionStore;
  readonly docker: DockerLoginStore;
  changed(): void;
  readonly report: ReportError;
}

/** Asks for address, user and password, tries them, and only then keeps them. */
export function connectHandler(places: ConnectPlaces) {
  const { connections, changed } = places;
  return async (target?: RegistryNode | RegistryProblemNode | string): Promise<void> => {
    const address = typeof target === 'string' ? target : (target?.host ?? '');
    const username = connections.list().find(({ host }) => host === address)?.username ?? '';
    const answers: Answers = { address, username, password: '' };
    let problem: Problem | undefined;
    do {
      const input = await ask(answers, problem?.step ?? (address === '' ? 1 : 2), problem?.message);
      if (!input) return;
      problem = await tryOut(places, input, answers);
    } while (problem);
    changed();
  };
}

/** Connects with the answers and keeps them when they work. */
async function tryOut(
  places: ConnectPlaces,
  { host, scheme, path }: RegistryInput,
  { username, password }: Answers,
): Promise<Problem | undefined> {
  const credential = username ? ({ kind: 'password', username, password } as const) : undefined;
  if (scheme === 'http' && credential && !isPrivateAddress(new URL(`http://${host}`).hostname)) {
    const question = l10n.t('Send the password to {0} without encryption?', host);
    const detail = l10n.t('Whoever is on the way there can read it, and every image that is pulled.');
    if (!(await confirm(question, detail, l10n.t('Send Anyway'))))
      return { message: l10n.t('Write https:// before the host.'), step: 1 };
  }
  let found: Scheme;
  let login: keyof typeof loginWords;
  try {
    const client = places.catalog.clientWith(host, credential, scheme);
    const state = await withDelayedProgress(l10n.t('Connecting to {0}', registryName(host)), (_report, signal) =>
      client.ping(signal),
    );
    if (state === 'refused') throw new RegistryError('unauthorized', host);
    login = state;
    // From now on nobody on the way can make us forget that the registry speaks TLS.
    found = (await client.session.base()).protocol === 'https:' ? 'https' : 'http';
  } catch (error) {
    return { message: explain(error).message, step: RegistryError.is(error, 'unauthorized', 'denied') ? 2 : 1 };
  }
  await keep(places, { host, path, scheme: found }, credential);
  announce(places, host, login);
  return undefined;
}

/** Keeps what works: the login in the editor's store or, where a person wants it so, in Docker's own. What is kept already goes last. */
async function keep(
  { catalog, connections, docker }: ConnectPlaces,
  { host, scheme, path }: RegistryInput,
  credential: (Credential & { readonly kind: 'password' }) | undefined,
): Promise<void> {
  const before = connections.list().find((connection) => connection.host === host);
  const repositories = [...new Set([...(before?.repositories ?? []), ...(path ? [path] : [])])];
  const toDocker = credential && (await goesToDocker(docker, host));
  if (toDocker) await docker.store(host, credential);
  const connection: Connection = {
    host,
    ...(scheme && { scheme }),
    ...(toDocker && { loginInDocker: true }),
    ...(credential && { username: credential.username }),
    ...(repositories.length > 0 && { repositories }),
  };
  if (toDocker || !credential) await connections.remove(host);
  await connections.save(connection, toDocker ? undefined : credential);
  catalog.forget(host);
}

/** Without a helper Docker keeps logins readable in a file: that is asked for, never done by itself. */
async function goesToDocker(docker: DockerLoginStore, host: string): Promise<boolean> {
  if (readSetting('registry.loginStore') !== 'docker') return false;
  if (await docker.isSafe(host)) return true;
  const question = l10n.t('Keep the password readable in the file of the docker CLI?');
  const detail = l10n.t("Docker has no credential helper here. Otherwise the login goes to VS Code's secret storage.");
  return confirm(question, detail, l10n.t('Keep in File'));
}

function announce({ report }: ConnectPlaces, host: string, login: keyof typeof loginWords): void {
  const show = { title: l10n.t('Show'), run: () => commands.executeCommand('longshore.registries.focus') };
  const connected = l10n.t('Connected to {0}.', registryName(host));
  const message = login === 'untested' ? `${connected} ${loginWords[login]()}` : connected;
  offer(report, showNote, message, [show]);
}
