import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDockerfile } from '../core/dockerfile/document.js';
import { defaultLintConfig, isAtOrOver, type LintConfig, withAdded } from '../core/dockerfile/lint/config.js';
import { fixAll } from '../core/dockerfile/lint/fixAll.js';
import type { ReadConfig } from '../core/dockerfile/lint/hadolintConfig.js';
import { type Finding, type LintRequest, lint } from '../core/dockerfile/lint/lint.js';
import type { ReportedFinding } from '../core/dockerfile/lint/report/report.js';
import { configInvalid } from '../core/dockerfile/lint/rules/syntax/configInvalid.js';
import { contextOptions } from './contextOptions.js';
import { findConfig } from './findConfig.js';
import { findDockerfiles } from './findDockerfiles.js';
import { type LintCommandOptions, readOptions, UsageError, usage } from './options.js';
import { reporterFor } from './reporters.js';
import { shellcheckOnPath } from './shellcheck.js';

/** Lints what the arguments name and writes the report; returns the exit code. */
export async function runLint(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) process.stdout.write(usage);
    return options.help ? 0 : await lintPaths(options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\nSee longshore lint --help.\n`);
    return 2;
  }
}

async function lintPaths(options: LintCommandOptions): Promise<number> {
  const configs = new ConfigFiles(options);
  const ask = options.noShellcheck ? async () => undefined : await shellcheckOnPath();
  const findings: ReportedFinding[] = [];
  let fails = false;
  for (const file of await findDockerfiles(options.paths)) {
    const { config, noFail, own } = await configs.forFile(file);
    const text = await readText(file);
    const context = await contextOptions(file, text, options.context);
    const request = { config, options: context, ...(options.check !== undefined && { check: options.check }) };
    const document = parseDockerfile(withoutMark(options.fix ? await fixText(file, text, request) : text));
    const found = lint(document, { ...request, options: { ...context, shellcheck: await ask(document) } });
    findings.push(...own, ...found.map((finding) => ({ file, finding })));
    const threshold = options.threshold ?? config.failureThreshold;
    const isOver = [...own.map(({ finding }) => finding), ...found].some(({ severity }) =>
      isAtOrOver(severity, threshold),
    );
    if (isOver && !noFail && !options.noFail) fails = true;
  }
  const report = (await reporterFor(options))(findings);
  if (options.fix && options.paths.includes('-')) process.stderr.write(report);
  else process.stdout.write(report);
  return fails ? 1 : 0;
}

async function fixText(file: string, text: string, request: LintRequest): Promise<string> {
  const fixed = fixAll(text, request);
  if (file === '-') process.stdout.write(fixed);
  else if (fixed !== text) await writeFile(file, fixed);
  return fixed;
}

/** Columns of the first line count as editors show them. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

async function readText(file: string): Promise<string> {
  if (file !== '-') {
    return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`Cannot read "${file}": ${error.code ?? error.message}.`);
    });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

/** Configuration files, each read once; what is wrong in one is reported with the first file that uses it. */
class ConfigFiles {
  readonly #options: LintCommandOptions;
  readonly #read = new Map<string, ReadConfig>();

  constructor(options: LintCommandOptions) {
    this.#options = options;
  }

  async forFile(file: string): Promise<{ config: LintConfig; noFail: boolean; own: readonly ReportedFinding[] }> {
    const name = this.#options.config ?? findConfig(file);
    if (name === undefined) return { config: this.#withOptions(defaultLintConfig), noFail: false, own: [] };
    const known = this.#read.get(name);
    const read = known ?? (await this.#load(name));
    this.#read.set(name, read);
    const own = known ? [] : read.problems.map((problem) => ({ file: shown(name), finding: toFinding(problem) }));
    return { config: this.#withOptions(read.config), noFail: read.noFail, own };
  }

  async #load(name: string): Promise<ReadConfig> {
    const text = await readFile(name, 'utf8').catch(() => undefined);
    if (text === undefined) throw new UsageError(`Cannot read the configuration "${name}".`);
    const { readHadolintConfig } = await import('../core/dockerfile/lint/hadolintConfig.js');
    return readHadolintConfig(text);
  }

  #withOptions(config: LintConfig): LintConfig {
    return withAdded(config, this.#options.added);
  }
}

function shown(name: string): string {
  const relative = path.relative(process.cwd(), name);
  return relative.startsWith('..') ? name : relative;
}

function toFinding({ range, message }: ReadConfig['problems'][number]): Finding {
  const { id } = configInvalid;
  return {
    rule: configInvalid,
    code: id,
    aliases: [],
    severity: 'error',
    message,
    range,
    instructionLine: range.start.line,
    related: [],
    fix: () => undefined,
    alternatives: () => [],
  };
}
