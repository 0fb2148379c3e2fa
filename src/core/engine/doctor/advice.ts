import * as l10n from '@vscode/l10n';
import { plainText } from '../../base/plainText.js';
import { quoteWord } from '../../base/shellWords.js';
import { formatEndpoint, isOpenToAll, type SshEndpoint } from '../endpoint.js';
import { EngineError, type EngineErrorReason } from '../errors.js';
import { type Examination, outcomeOf, type Place } from './examination.js';
import type { SocketRights } from './rights.js';
import { sourceName } from './sourceName.js';

/** One thing to do; a command is for a terminal, for the person to read and start. */
export interface Step {
  readonly text: string;
  readonly command?: string;
}

/** What to do about what was found, in order; empty when all is well. */
export function advise(examination: Examination): Step[] {
  const outcome = outcomeOf(examination);
  const steps = outcome instanceof EngineError ? stepsFor[outcome.reason]?.(examination, outcome.detail) : [];
  return [...(steps ?? []), ...otherEngines(examination), ...sandboxed(examination), ...plainTcp(examination)];
}

type Advice = (examination: Examination, detail: string) => Step[];

const stepsFor: Partial<Record<EngineErrorReason, Advice>> = {
  socketMissing: (examination) => startSteps(examination),
  connectionRefused: (examination) => startSteps(examination),
  connectionLost: (examination) => startSteps(examination),
  permissionDenied: ({ rights, place }) => rightsSteps(rights, place),
  silent: () => [
    { text: l10n.t('Something accepts connections but does not answer. Restart the engine, or look at its log.') },
  ],
  hostNotFound: () => [
    { text: l10n.t('Check the name of the host, and whether this computer is in the right network or VPN.') },
  ],
  notAnEngine: () => [
    { text: l10n.t('Another program answers there. Check the address and the port; a TLS port needs TLS.') },
  ],
  tlsFailed: () => [
    { text: l10n.t('Check that ca.pem is the CA of this engine, and that cert.pem and key.pem are not out of date.') },
    { text: l10n.t('They come from the context, or with DOCKER_TLS_VERIFY from the folder in DOCKER_CERT_PATH.') },
  ],
  caMissing: (_examination, folder) => [
    { text: l10n.t('Put the ca.pem of the engine into {0}, or name its folder in DOCKER_CERT_PATH.', folder) },
  ],
  sshFailed: ({ discovery: { endpoint } }) =>
    endpoint instanceof EngineError || endpoint.kind !== 'ssh' ? [] : sshSteps(endpoint),
  apiVersionPinned: () => [
    {
      text: l10n.t(
        'Take DOCKER_API_VERSION out of the environment, or write a version that both speak, and start VS Code again.',
      ),
    },
  ],
  contextIncomplete: ({ discovery }) => [
    {
      text: l10n.t(
        'Give the context named by {0} a Docker endpoint, or choose another engine.',
        sourceName(discovery.source),
      ),
    },
  ],
  apiVersionUnsupported: () => [
    { text: l10n.t('Update the older of the two: Longshore needs Docker Engine 20.10 or newer.') },
  ],
  contextMissing: ({ discovery }) => [
    {
      text: l10n.t(
        '{0} names a context that does not exist. Make the context, or choose another engine.',
        sourceName(discovery.source),
      ),
      command: 'docker context ls',
    },
  ],
  endpointInvalid: ({ discovery }) => [
    {
      text: l10n.t(
        'Correct the address in {0}: unix:///path, tcp://host:port or ssh://user@host.',
        sourceName(discovery.source),
      ),
    },
  ],
};

/** Source of the advice: https://docs.docker.com/engine/install/linux-postinstall/ */
function rightsSteps(rights: SocketRights | undefined, place: Place): Step[] {
  if (!rights?.file) return [];
  const { user } = rights;
  const { group } = rights.file;
  if (group === 'root')
    return [
      {
        text: l10n.t('The socket belongs to the group root. Let the engine create it for a group of its own (docker).'),
      },
      rootless(),
    ];
  const join = {
    text: l10n.t('Add your user to the group {0}.', group),
    command: `sudo usermod -aG ${word(group)} ${word(user)}`,
  };
  const renew = { text: renewText(place) };
  const price = { text: l10n.t('Be aware: whoever is in this group can become root on this computer.') };
  return rights.isMember
    ? [{ text: l10n.t('Your user is in the group {0}, but this process was started before that.', group) }, renew]
    : [join, renew, price, rootless()];
}

function rootless(): Step {
  return {
    text: l10n.t('The other way needs no such rights: a rootless engine of your own.'),
    command: 'dockerd-rootless-setuptool.sh install',
  };
}

function renewText({ remote, isWsl }: Place): string {
  if (isWsl || remote === 'wsl')
    return l10n.t(
      'Then end the distribution (wsl --shutdown in Windows) and open the window again: a new group is for new logins.',
    );
  if (remote)
    return l10n.t(
      'Then end the VS Code server on the other side (command "Kill VS Code Server on Host…") and connect again: the old server keeps its old groups.',
    );
  return l10n.t('Then log out and in again: a new group is for new logins. Closing the window is not enough.');
}

function startSteps({ platform, place, programs }: Examination): Step[] {
  if (place.remote === 'dev-container')
    return [
      {
        text: l10n.t(
          'This window runs inside a container. Give it an engine: mount the socket, or use the feature docker-outside-of-docker.',
        ),
      },
    ];
  const install = { text: l10n.t('If Docker is not installed yet: https://docs.docker.com/engine/install/') };
  if (platform === 'linux') return [...linuxStart(place), ...(programs.some(({ path }) => path) ? [] : [install])];
  const start = { text: l10n.t('Start Docker Desktop, and wait until it says that the engine runs.') };
  if (platform === 'win32') return [start, install];
  const starters = place.starters.map((starter) => macStarts[starter]());
  return starters.length > 0 ? starters : [start, install];
}

const macStarts: Record<Place['starters'][number], () => Step> = {
  dockerDesktop: () => ({ text: l10n.t('Start Docker Desktop.'), command: 'open -a Docker' }),
  orbstack: () => ({ text: l10n.t('Start OrbStack.'), command: 'open -a OrbStack' }),
  colima: () => ({ text: l10n.t('Start Colima.'), command: 'colima start' }),
};

function linuxStart({ isWsl, hasSystemd }: Place): Step[] {
  const desktop = {
    text: l10n.t('Or start Docker Desktop in Windows and turn on its integration with this distribution.'),
  };
  const service = hasSystemd
    ? { text: l10n.t('Start the engine.'), command: 'sudo systemctl start docker' }
    : { text: l10n.t('Start the engine.'), command: 'sudo service docker start' };
  return isWsl ? [service, desktop] : [service];
}

function sshSteps({ user, host, port }: SshEndpoint): Step[] {
  const options = [...(user ? ['-l', word(user)] : []), ...(port ? ['-p', String(port)] : [])];
  return [
    {
      text: l10n.t('Try the same in a terminal. It must work without a question: host key known, key in the agent.'),
      command: ['ssh', ...options, '--', word(host), 'docker', 'version'].join(' '),
    },
    { text: l10n.t('The other side needs the docker CLI 18.09 or newer on the PATH of logins without a terminal.') },
  ];
}

function otherEngines(examination: Examination): Step[] {
  if (!(outcomeOf(examination) instanceof EngineError)) return [];
  return examination.attempts
    .filter(({ product, outcome }) => product !== '' && !(outcome instanceof EngineError))
    .map(({ product, endpoint }) => {
      const address = plainText(formatEndpoint(endpoint));
      const isInUse = endpoint.kind === 'socket' && endpoint.path === examination.standIn;
      return {
        text: isInUse
          ? l10n.t(
              '{0} answers at {1}; Longshore uses it until something listens at the default socket.',
              product,
              address,
            )
          : l10n.t('{0} answers at {1}. To use it, choose it with the command "Use Engine…".', product, address),
      };
    });
}

function sandboxed({ place: { sandbox } }: Examination): Step[] {
  if (!sandbox) return [];
  return [{ text: l10n.t('VS Code runs inside a {0}, which may hide sockets and programs from it.', sandbox) }];
}

function plainTcp({ discovery: { endpoint } }: Examination): Step[] {
  return endpoint instanceof EngineError || !isOpenToAll(endpoint) ? [] : [{ text: openToAllText() }];
}

/** What a person must know who uses an engine over plain TCP. */
export function openToAllText(): string {
  return l10n.t(
    'This engine is reached without encryption and without a login: whoever can reach the port is root on that computer. Use ssh://user@host, or TLS on port 2376.',
  );
}

/** A word of a command line that is shown for copying. */
function word(text: string): string {
  return quoteWord(plainText(text));
}
