import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, readlink, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dockerConfigFolder } from '../base/configFolders.js';
import { errorText } from '../base/errors.js';
import { isRecord } from '../base/record.js';
import { configKey, hostOfConfigKey } from './address.js';
import { eraseFromHelper, type HelperRunner, storeInHelper } from './credentialHelper.js';
import { RegistryError } from './errors.js';
import { asJson, type Json } from './jsonApi.js';

/** Logs in and out where the docker CLI does: in its credential helper, or in its file where it has none. */
export class DockerLoginStore {
  constructor(private readonly runner: HelperRunner) {}

  /** True where a helper keeps the logins of this host; without one they are readable in the file. */
  async isSafe(host: string): Promise<boolean> {
    return helperOf(await this.read(), host) !== undefined;
  }

  async store(host: string, login: { readonly username: string; readonly password: string }): Promise<void> {
    const config = await this.read();
    const helper = helperOf(config, host);
    const key = configKey(host);
    if (helper) await storeInHelper(this.runner, helper, key, login);
    const auth = Buffer.from(`${login.username}:${login.password}`, 'utf8').toString('base64');
    // The CLI notes the key of a login that its helper keeps, too.
    await this.write({ ...config, auths: { ...asJson(config['auths']), [key]: helper ? {} : { auth } } });
  }

  /** Forgets every form in which the host's login is kept, as `docker logout` does. */
  async erase(host: string): Promise<void> {
    const config = await this.read();
    const auths = asJson(config['auths']);
    const isOurs = (key: string) => hostOfConfigKey(key) === host;
    const helper = helperOf(config, host);
    const keys = new Set([configKey(host), ...Object.keys(auths).filter(isOurs)]);
    if (helper) for (const key of keys) await eraseFromHelper(this.runner, helper, key);
    if (!Object.keys(auths).some(isOurs)) return;
    await this.write({ ...config, auths: Object.fromEntries(Object.entries(auths).filter(([key]) => !isOurs(key))) });
  }

  private get file(): string {
    return path.join(dockerConfigFolder(this.runner), 'config.json');
  }

  private async read(): Promise<Json> {
    let text: string;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw new RegistryError('configUnreadable', this.file);
    }
    if (text.trim() === '') return {};
    try {
      const json: unknown = JSON.parse(text);
      if (isRecord(json)) return json;
    } catch {
      // The parser's message quotes the text, which holds secrets.
    }
    throw new RegistryError('configUnreadable', this.file);
  }

  /** Replaces the file in one step, behind a link if it is one, readable by its owner alone; other keys stay. */
  private async write(config: Json): Promise<void> {
    await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    const target = await behindLinks(this.file);
    const draft = `${target}.longshore-${randomUUID()}`;
    try {
      await writeFile(draft, `${JSON.stringify(config, undefined, '\t')}\n`, { mode: 0o600 });
      await chmod(draft, 0o600);
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw new RegistryError(
        'configUnreadable',
        `${target} (${(error as NodeJS.ErrnoException).code ?? errorText(error)})`,
      );
    }
  }
}

function helperOf(config: Json, host: string): string | undefined {
  const forHost = Object.entries(asJson(config['credHelpers'])).find(([key]) => hostOfConfigKey(key) === host)?.[1];
  return [forHost, config['credsStore']].find((name): name is string => typeof name === 'string' && name !== '');
}

/** The file itself; a link may lead to one that does not exist yet. */
async function behindLinks(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    const link = await readlink(file).catch(() => undefined);
    return link === undefined ? file : path.resolve(path.dirname(file), link);
  }
}
