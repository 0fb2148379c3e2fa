import { spawn } from 'node:child_process';
import path from 'node:path';
import { abortError } from '../base/async.js';
import { errorText } from '../base/errors.js';
import { isRecord } from '../base/record.js';
import { hostOfConfigKey } from './address.js';
import type { Credential } from './credential.js';
import { RegistryError, type RegistryFlaw } from './errors.js';

/** Where and how helpers run. */
export interface HelperRunner {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Milliseconds; keychains may ask a person, so this is not short. */
  readonly timeout: number;
}

const mostOutputBytes = 1024 * 1024;
const notFoundMessage = 'credentials not found in native keychain';
/** Source: docker-credential-helpers, credentials/error.go */
const knownMessages = new Set([notFoundMessage, 'no credentials server URL', 'no credentials username']);

/**
 * Asks a helper for the login of a server; undefined when it has none.
 * Source: https://github.com/docker/docker-credential-helpers (protocol in README.md and client/client.go)
 * @param server the key of Docker's config: a host or `https://index.docker.io/v1/`
 */
export async function getFromHelper(
  runner: HelperRunner,
  helper: string,
  server: string,
  signal?: AbortSignal,
): Promise<Credential | undefined> {
  const { code, output } = await runHelper(runner, helper, 'get', server, signal);
  if (code !== 0 && output.trim() === notFoundMessage) return undefined;
  if (code !== 0) throw refused(helper, code, output);
  const { ServerURL, Username, Secret } = parsed(helper, output);
  if (typeof Secret !== 'string' || typeof Username !== 'string') throw failed(helper, 'loginMissing');
  if (typeof ServerURL === 'string' && ServerURL !== '' && hostOfConfigKey(ServerURL) !== hostOfConfigKey(server))
    throw failed(helper, 'loginOfOther');
  if (Secret === '') return undefined;
  return Username === '<token>'
    ? { kind: 'identityToken', token: Secret }
    : { kind: 'password', username: Username, password: Secret };
}

/** The servers a helper has logins for, with user names; helpers that cannot list have none. */
export async function listFromHelper(
  runner: HelperRunner,
  helper: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const { code, output } = await runHelper(runner, helper, 'list', '', signal);
  if (code !== 0) throw refused(helper, code, output);
  const names = Object.entries(parsed(helper, output));
  return new Map(names.flatMap(([server, user]) => (typeof user === 'string' ? [[server, user] as const] : [])));
}

/** Keeps a login in the helper's store. */
export async function storeInHelper(
  runner: HelperRunner,
  helper: string,
  server: string,
  login: { readonly username: string; readonly password: string },
): Promise<void> {
  const input = JSON.stringify({ ServerURL: server, Username: login.username, Secret: login.password });
  const { code, output } = await runHelper(runner, helper, 'store', input);
  if (code !== 0) throw refused(helper, code, output);
}

/** Forgets a login; one that is not there is no failure. */
export async function eraseFromHelper(runner: HelperRunner, helper: string, server: string): Promise<void> {
  const { code, output } = await runHelper(runner, helper, 'erase', server);
  if (code !== 0 && output.trim() !== notFoundMessage) throw refused(helper, code, output);
}

function parsed(helper: string, output: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(output);
    if (isRecord(value)) return value;
  } catch {
    // The parser's message quotes the output, which may hold a secret.
  }
  throw failed(helper, 'notJson');
}

/** A failing helper says why on standard output, where anything may stand: only the protocol's own sentences are repeated. */
function refused(helper: string, code: number, output: string): RegistryError {
  const said = output.trim();
  return knownMessages.has(said) ? failed(`${helper}: ${said}`) : failed(`${helper}: ${code}`, 'exitCode');
}

function failed(helper: string, flaw?: RegistryFlaw): RegistryError {
  return new RegistryError('helperFailed', `docker-credential-${helper}`, { flaw });
}

function runHelper(
  runner: HelperRunner,
  helper: string,
  verb: 'get' | 'list' | 'store' | 'erase',
  input: string,
  signal?: AbortSignal,
): Promise<{ code: number; output: string }> {
  if (!/^[\w.-]+$/.test(helper)) return Promise.reject(failed(helper.replace(/[^\w.-]/g, '?'), 'notName'));
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal));
    const child = spawn(`docker-credential-${helper}`, [verb], {
      env: { ...runner.env, PATH: searchPath(runner) },
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    const end = (outcome: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      child.kill('SIGKILL');
      child.stdout.destroy();
      outcome();
    };
    const onAbort = () => end(() => reject(abortError(signal)));
    const timer = setTimeout(() => end(() => reject(failed(helper, 'silentHelper'))), runner.timeout);
    signal?.addEventListener('abort', onAbort, { once: true });
    child.on('error', (cause: NodeJS.ErrnoException) => {
      const isMissing = cause.code === 'ENOENT';
      end(() =>
        reject(isMissing ? failed(helper, 'notInstalled') : failed(`${helper}: ${cause.code ?? errorText(cause)}`)),
      );
    });
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostOutputBytes) return end(() => reject(failed(helper, 'tooTalkative')));
      chunks.push(chunk);
    });
    child.on('close', (code) => {
      end(() => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
    });
    // A helper that ends without reading breaks the pipe; its exit code tells the rest.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Editors started from the desktop lack the folders that shells add to PATH. */
function searchPath({ env, platform, home }: HelperRunner): string {
  const given = env['PATH'] ?? env['Path'] ?? '';
  if (platform === 'win32') return given;
  const more = ['/usr/local/bin', path.posix.join(home, '.docker/bin')];
  if (platform === 'darwin') more.push('/opt/homebrew/bin', '/Applications/Docker.app/Contents/Resources/bin');
  return [given, ...more].filter(Boolean).join(':');
}
