import type { LintConfig, Threshold } from '../core/dockerfile/lint/config.js';
import { type LabelType, labelTypeNamed, labelTypes } from '../core/dockerfile/lint/options.js';
import { parseCheckOptions } from '../core/dockerfile/lint/pragmaComments.js';

/** The formats of a report. */
export const formats = ['text', 'json', 'sarif', 'github', 'checkstyle', 'junit', 'gitlab'] as const;
export type Format = (typeof formats)[number];

/** What `longshore lint` was asked to do. */
export interface LintCommandOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly config: string | undefined;
  /** Folder in which sources of COPY and ADD are looked up. */
  readonly context: string | undefined;
  readonly check: string | undefined;
  readonly threshold: Threshold | undefined;
  /** What comes on top of the configuration. */
  readonly added: Omit<LintConfig, 'failureThreshold'>;
  readonly fix: boolean;
  readonly noFail: boolean;
  readonly noColor: boolean;
  readonly noShellcheck: boolean;
  readonly help: boolean;
}

export const usage = `Usage: longshore lint [OPTIONS] PATH...

Finds problems in Dockerfiles. A PATH is a file, a folder, a pattern like "**/Dockerfile*", or - for standard input.

  -f, --format FORMAT             ${formats.join(', ')} (default: text)
  -c, --config FILE               a .hadolint.yaml; otherwise searched here, upward from each file, and at home
      --context FOLDER            the build context: its .dockerignore counts, and COPY of what it lacks is a finding
  -t, --threshold LEVEL           exit with 1 at error, warning, info, style or worse; none never (default: info)
      --check OPTIONS             BuildKit's check options, like "skip=all;error=true"
      --ignore CODE               ignore a rule by any of its names; like the next ones it may be given several times
      --error CODE                give a rule this severity; also --warning, --info and --style
      --trusted-registry HOST     a registry that images may come from
      --require-label NAME:TYPE   a label that images have; one of ${labelTypes.join(', ')}
      --strict-labels             no other labels
      --disable-ignore-pragma     do not obey comments like # hadolint ignore=CODE
      --fix                       fix what can be fixed; with - the fixed text goes to standard output
      --no-fail                   exit with 0 whatever is found
      --no-color                  no colours
      --no-shellcheck             do not use the shellcheck on the PATH
  -h, --help                      this text

Exits with 0 when nothing is at or over the threshold, 1 with findings, 2 when it could not run.
`;

/** A mistake on the command line, told in one sentence. */
export class UsageError extends Error {}

const shortNames: Readonly<Record<string, string>> = { f: 'format', c: 'config', t: 'threshold', h: 'help' };
const severities = ['error', 'warning', 'info', 'style'] as const;
const valueNames = new Set([
  ...['format', 'config', 'context', 'threshold', 'check', 'ignore', 'trusted-registry', 'require-label'],
  ...severities,
]);
const switchNames = new Set('fix no-fail no-color no-shellcheck strict-labels disable-ignore-pragma help'.split(' '));
const thresholds: readonly Threshold[] = ['error', 'warning', 'info', 'style', 'ignore', 'none'];

/** Reads the words after `lint`; throws a UsageError. */
export function readOptions(args: readonly string[]): LintCommandOptions {
  const paths: string[] = [];
  const values = new Map<string, string[]>();
  const switches = new Set<string>();
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      paths.push(...args.slice(at + 1));
      break;
    }
    const { name, value } = splitOption(arg);
    if (name === undefined) paths.push(arg);
    else if (switchNames.has(name) && value === undefined) switches.add(name);
    else if (valueNames.has(name)) {
      const given = value ?? args[++at];
      if (given === undefined) throw new UsageError(`--${name} needs a value.`);
      values.set(name, [...(values.get(name) ?? []), given]);
    } else throw new UsageError(`Unknown option "${arg}".`);
  }
  return toOptions(paths, values, switches);
}

function splitOption(arg: string): { name: string | undefined; value?: string } {
  if (arg === '-' || !arg.startsWith('-')) return { name: undefined };
  const equals = arg.indexOf('=');
  const word = equals === -1 ? arg : arg.slice(0, equals);
  const name = word.startsWith('--') ? word.slice(2) : (shortNames[word.slice(1)] ?? word);
  return equals === -1 ? { name } : { name, value: arg.slice(equals + 1) };
}

function toOptions(
  paths: readonly string[],
  values: ReadonlyMap<string, readonly string[]>,
  switches: ReadonlySet<string>,
): LintCommandOptions {
  const last = (name: string) => values.get(name)?.at(-1);
  const help = switches.has('help');
  if (paths.length === 0 && !help) throw new UsageError('No path is given.');
  return {
    paths,
    help,
    format: oneOf('format', formats, last('format') ?? 'text'),
    threshold: last('threshold') === undefined ? undefined : oneOf('threshold', thresholds, last('threshold') ?? ''),
    config: last('config'),
    context: last('context'),
    check: checkOptions(last('check')),
    added: addedConfig(values, switches),
    fix: switches.has('fix'),
    noFail: switches.has('no-fail'),
    noColor: switches.has('no-color'),
    noShellcheck: switches.has('no-shellcheck'),
  };
}

function addedConfig(
  values: ReadonlyMap<string, readonly string[]>,
  switches: ReadonlySet<string>,
): LintCommandOptions['added'] {
  const codes = (name: string) => (values.get(name) ?? []).flatMap((given) => given.split(','));
  return {
    ignored: new Set(codes('ignore')),
    severities: new Map(severities.flatMap((severity) => codes(severity).map((code) => [code, severity] as const))),
    disableIgnorePragma: switches.has('disable-ignore-pragma'),
    options: {
      trustedRegistries: codes('trusted-registry'),
      labelSchema: new Map(codes('require-label').map(requiredLabel)),
      strictLabels: switches.has('strict-labels'),
    },
  };
}

function requiredLabel(given: string): readonly [string, LabelType] {
  const colon = given.lastIndexOf(':');
  const type = labelTypeNamed(given.slice(colon + 1));
  if (colon < 1 || !type) throw new UsageError(`--require-label is a name and one of ${labelTypes.join(', ')}.`);
  return [given.slice(0, colon), type];
}

function checkOptions(given: string | undefined): string | undefined {
  const [unknown] = parseCheckOptions(given ?? '').unknown;
  if (unknown !== undefined) throw new UsageError(`--check has no option "${unknown}".`);
  return given;
}

function oneOf<T extends string>(name: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`--${name} is one of ${allowed.join(', ')}, not "${value}".`);
  return found;
}
