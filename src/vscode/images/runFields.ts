import os from 'node:os';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import {
  type InputBoxOptions,
  type InputBoxValidationMessage,
  InputBoxValidationSeverity,
  window,
  workspace,
} from 'vscode';
import { quoteWord, quoteWords, splitWords } from '../../core/base/shellWords.js';
import type { ContainerSpec } from '../../core/engine/models.js';
import { parseEnvFile, variableName } from '../../core/spec/envFile.js';
import { formatMount, parseMount, type SpecMount } from '../../core/spec/mounts.js';
import { isContainerName } from '../../core/spec/names.js';
import { chooseHostPorts, formatPort, type PortHolder, parsePort } from '../../core/spec/ports.js';
import { showError } from '../base/messages.js';
import { hostPortHolder } from './hostPorts.js';
import type { Runnable } from './run.js';

type Answer = Promise<Partial<ContainerSpec> | undefined>;

export async function askName({ engine }: Runnable, spec: ContainerSpec): Answer {
  const taken = new Set((await engine.containers.list()).map(({ name }) => name));
  const name = await input(l10n.t('Name of the container'), spec.name ?? '', {
    validateInput: (text) => {
      if (text === '') return undefined;
      if (taken.has(text)) return l10n.t('A container has this name already.');
      return isContainerName(text) ? undefined : l10n.t('Letters, digits, "_", "." and "-", at least two.');
    },
  });
  return name === undefined ? undefined : { name };
}

export async function askPorts({ engine }: Runnable, spec: ContainerSpec): Answer {
  const holder = await hostPortHolder(engine);
  const text = await input(l10n.t('Ports to publish'), spec.ports?.map(formatPort).join(', ') ?? '', {
    prompt: l10n.t('HOST:CONTAINER, for example 8080:80, 127.0.0.1:5432:5432 or 53:53/udp'),
    validateInput: (line) => portsProblem(line, holder),
  });
  return text === undefined ? undefined : { ports: items(text).flatMap((item) => parsePort(item) ?? []) };
}

async function portsProblem(line: string, holder: PortHolder): Promise<string | InputBoxValidationMessage | undefined> {
  const ports = items(line).map((item) => ({ item, port: parsePort(item) }));
  const bad = ports.find(({ port }) => !port);
  if (bad) return l10n.t('{0} is not a port: write HOST:CONTAINER.', bad.item);
  const chosen = await chooseHostPorts(
    ports.flatMap(({ port }) => port ?? []),
    holder,
  );
  const moved = chosen.find((choice) => choice.moved);
  if (!moved?.moved) return undefined;
  const { from, holder: who } = moved.moved;
  const free = moved.port.hostPort ?? 0;
  return {
    message: l10n.t('Port {0} is taken by {1}; {2} is free and will be used.', from, who, free),
    severity: InputBoxValidationSeverity.Warning,
  };
}

export async function askEnvironment(spec: ContainerSpec): Answer {
  const text = await input(l10n.t('Environment variables'), quoteWords(spec.env ?? []), {
    prompt: l10n.t('KEY=value KEY2="two words"; a KEY alone takes its value from this computer'),
    validateInput: (line) => {
      const words = splitWords(line)?.words;
      if (!words) return l10n.t('A quote is open.');
      const bad = words.find((word) => !/^[^=\s]+(=|$)/.test(word));
      return bad === undefined ? undefined : l10n.t('{0} is not a variable: write KEY=value.', bad);
    },
  });
  if (text === undefined) return undefined;
  return { env: (splitWords(text)?.words ?? []).flatMap(withValue) };
}

/** Adds the variables of a file; those that are set already stay, as `-e` goes before `--env-file`. */
export async function askEnvFile({ env = [] }: ContainerSpec): Answer {
  const title = l10n.t('Environment file');
  const [folder] = workspace.workspaceFolders ?? [];
  const [file] = (await window.showOpenDialog({ title, ...(folder && { defaultUri: folder.uri }) })) ?? [];
  if (!file) return undefined;
  const read = parseEnvFile(new TextDecoder().decode(await workspace.fs.readFile(file)));
  if ('badLine' in read) {
    const where = `${path.basename(file.path)}:${read.badLine}`;
    void showError(l10n.t('{0} is not a variable: write KEY=value.', where));
    return undefined;
  }
  const set = new Set(env.map(variableName));
  return { env: [...read.entries.flatMap(withValue).filter((entry) => !set.has(variableName(entry))), ...env] };
}

/** As `docker run -e KEY`: a variable that is not set here is left out. */
function withValue(entry: string): string[] {
  if (entry.includes('=')) return [entry];
  const value = process.env[entry];
  return value === undefined ? [] : [`${entry}=${value}`];
}

export async function askMounts(spec: ContainerSpec): Answer {
  const text = await input(
    l10n.t('Volumes and folders'),
    spec.mounts?.map(formatMount).map(quoteWord).join(' ') ?? '',
    {
      prompt: l10n.t('VOLUME:/path or FOLDER:/path, with :ro for read-only; a folder is one of the engine’s host'),
      validateInput: (line) => mountsProblem(splitWords(line)?.words),
    },
  );
  if (text === undefined) return undefined;
  return { mounts: (splitWords(text)?.words ?? []).flatMap((word) => parseMount(word) ?? []).map(absolute) };
}

function mountsProblem(words: readonly string[] | undefined): string | undefined {
  if (!words) return l10n.t('A quote is open.');
  for (const word of words) {
    const mount = parseMount(word);
    if (!mount) return l10n.t('{0} is not a mount: write SOURCE:/path.', word);
    if (mount.type === 'bind' && !workspace.isTrusted)
      return l10n.t('Folders cannot be mounted from a window that is not trusted.');
  }
  return undefined;
}

function absolute(mount: SpecMount): SpecMount {
  if (mount.type !== 'bind') return mount;
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? os.homedir();
  const source = mount.source.replace(/\$\{workspaceFolder\}/, folder).replace(/^~(?=$|[\\/])/, os.homedir());
  const isAbsolute = path.isAbsolute(source) || /^[A-Za-z]:[\\/]/.test(source);
  return { ...mount, source: isAbsolute ? source : path.resolve(folder, source) };
}

export async function askCommand(spec: ContainerSpec): Answer {
  const text = await input(l10n.t('Command'), quoteWords(spec.command ?? []), {
    prompt: l10n.t('Replaces the image’s CMD; empty keeps it'),
    validateInput: (line) => (splitWords(line) ? undefined : l10n.t('A quote is open.')),
  });
  if (text === undefined) return undefined;
  return { command: splitWords(text)?.words ?? [] };
}

function input(title: string, value: string, options: InputBoxOptions): Thenable<string | undefined> {
  return window.showInputBox({ title, value, ...options });
}

function items(line: string): string[] {
  return line.split(/[\s,]+/).filter((item) => item !== '');
}
