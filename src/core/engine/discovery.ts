import { dockerConfigFolder } from '../base/configFolders.js';
import { contextEndpoint, currentContext, defaultContext, isContextName, readTls } from './contexts.js';
import { type Endpoint, formatEndpoint, parseEndpoint, type TlsMaterial } from './endpoint.js';
import { EngineError } from './errors.js';
import { type KnownSocket, knownSockets } from './knownSockets.js';
import type { Surroundings } from './surroundings.js';

/** What can name an engine, strongest first. */
export type ChoiceSource = 'setting' | 'DOCKER_HOST' | 'DOCKER_CONTEXT' | 'currentContext' | 'DOCKER_TLS' | 'default';

/** One thing that was looked at; `value` is empty where nothing is set. */
export interface ChainStep {
  readonly source: ChoiceSource;
  readonly value: string;
  readonly used: boolean;
}

/** The engine that the docker CLI would talk to, and how that came about. */
export interface Discovery {
  readonly steps: readonly ChainStep[];
  readonly source: ChoiceSource;
  /** The context's name, or the address. */
  readonly label: string;
  /** An error where what was chosen does not exist or cannot be read; there is no fallback then. */
  readonly endpoint: Endpoint | EngineError;
  /** Other engines to try when there is nothing at the default socket; empty when anything else was chosen. */
  readonly others: readonly KnownSocket[];
}

/** Where TLS is asked for and nothing says where. */
const tlsDefault = 'tcp://localhost:2376';

/** Finds the engine as the docker CLI does. Source: https://docs.docker.com/engine/manage-resources/contexts/ */
export async function discover(surroundings: Surroundings, setting: string): Promise<Discovery> {
  const values: readonly (readonly [ChoiceSource, string])[] = [
    ['setting', setting.trim()],
    ['DOCKER_HOST', surroundings.env['DOCKER_HOST']?.trim() ?? ''],
    ['DOCKER_CONTEXT', surroundings.env['DOCKER_CONTEXT'] ?? ''],
    ['currentContext', await currentContext(surroundings)],
    ['DOCKER_TLS', asksForTls(surroundings) ? tlsDefault : ''],
    ['default', surroundings.defaultSocket],
  ];
  const [source, value] = chosen(values);
  const steps = values.map(([name, text]) => ({ source: name, value: text, used: name === source }));
  const endpoint = await endpointOf(surroundings, source, value).catch(asEngineError);
  const others = source === 'default' ? await knownSockets(surroundings) : [];
  return { steps, source, endpoint, others, label: labelOf(value, endpoint) };
}

/** The context `default` means what would be without contexts. */
function chosen(values: readonly (readonly [ChoiceSource, string])[]): readonly [ChoiceSource, string] {
  const first = values.find(([, value]) => value !== '');
  const fallback = values.find(([source, value]) => value !== '' && withoutContexts.includes(source));
  return (first?.[1] === defaultContext ? fallback : first) ?? ['default', ''];
}

const withoutContexts: readonly ChoiceSource[] = ['DOCKER_HOST', 'DOCKER_TLS', 'default'];

async function endpointOf(surroundings: Surroundings, source: ChoiceSource, value: string): Promise<Endpoint> {
  if (source === 'default') return { kind: 'socket', path: value };
  if (source !== 'DOCKER_HOST' && isContextName(value)) return contextEndpoint(surroundings, value);
  if (source === 'DOCKER_CONTEXT' || source === 'currentContext') throw new EngineError('contextMissing', value);
  const address = source === 'setting' && value.startsWith('/') ? `unix://${value}` : value;
  return parseEndpoint(address, surroundings, await environmentTls(surroundings));
}

/** DOCKER_TLS_VERIFY and DOCKER_TLS ask for TLS by being set, whatever to. */
function asksForTls({ env }: Surroundings): boolean {
  return Boolean(env['DOCKER_TLS_VERIFY'] || env['DOCKER_TLS']);
}

async function environmentTls(surroundings: Surroundings): Promise<TlsMaterial | undefined> {
  if (!asksForTls(surroundings)) return undefined;
  const { env } = surroundings;
  const folder = env['DOCKER_CERT_PATH'] || dockerConfigFolder(surroundings);
  const tls = await readTls(surroundings, folder, Boolean(env['DOCKER_TLS_VERIFY']));
  if (tls.ca === undefined) throw new EngineError('caMissing', folder);
  return tls;
}

function labelOf(value: string, endpoint: Endpoint | EngineError): string {
  if (isContextName(value) || endpoint instanceof EngineError) return value;
  return formatEndpoint(endpoint);
}

function asEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  throw error;
}
