import * as l10n from '@vscode/l10n';
import { byName } from '../../../base/record.js';

/** Build arguments that exist without ARG: Docker's reference, "Predefined ARGs" (table). */
export const predefinedArguments: readonly string[] = [
  'HTTP_PROXY',
  'http_proxy',
  'HTTPS_PROXY',
  'https_proxy',
  'FTP_PROXY',
  'ftp_proxy',
  'NO_PROXY',
  'no_proxy',
  'ALL_PROXY',
  'all_proxy',
];

/** Arguments that BuildKit sets: known in FROM, and in a stage that declares them (table). */
export const platformArguments: Readonly<Record<string, () => string>> = byName({
  TARGETPLATFORM: () => l10n.t('Platform of the result, such as linux/arm64.'),
  TARGETOS: () => l10n.t('Operating system of the result, such as linux.'),
  TARGETARCH: () => l10n.t('Architecture of the result, such as arm64.'),
  TARGETVARIANT: () => l10n.t('Variant of the result’s architecture, such as v7.'),
  BUILDPLATFORM: () => l10n.t('Platform of the machine that builds.'),
  BUILDOS: () => l10n.t('Operating system of the machine that builds.'),
  BUILDARCH: () => l10n.t('Architecture of the machine that builds.'),
  BUILDVARIANT: () => l10n.t('Variant of the building machine’s architecture.'),
});

/** True for names that exist without an ARG or ENV of the file. */
export function isPredefined(name: string): boolean {
  return Object.hasOwn(platformArguments, name) || predefinedArguments.includes(name);
}

/** Signals that Linux containers know, the useful ones first (table). */
export const signals: readonly string[] = [
  'SIGTERM',
  'SIGINT',
  'SIGQUIT',
  'SIGHUP',
  'SIGUSR1',
  'SIGUSR2',
  'SIGWINCH',
  'SIGKILL',
  'SIGABRT',
  'SIGALRM',
  'SIGCHLD',
  'SIGCONT',
  'SIGPIPE',
  'SIGSTOP',
  'SIGTSTP',
  'SIGRTMIN+3',
];

/** Ports that programs often listen on (table). */
export const ports: Readonly<Record<string, string>> = {
  '80': 'HTTP',
  '443': 'HTTPS',
  '3000': 'Node.js, Rails, Grafana',
  '5000': 'Flask, Registry',
  '8000': 'Django, FastAPI',
  '8080': 'HTTP, Tomcat, Spring',
  '9000': 'PHP-FPM',
  '9090': 'Prometheus',
  '5432': 'PostgreSQL',
  '3306': 'MySQL',
  '6379': 'Redis',
  '27017': 'MongoDB',
  '5672': 'RabbitMQ',
  '9092': 'Kafka',
  '50051': 'gRPC',
};

/** Users that common base images have (table). */
export const users: Readonly<Record<string, string>> = {
  '1000:1000': '',
  '65532:65532': 'nonroot, distroless',
  nobody: '',
  nonroot: 'distroless',
  node: 'node',
  'www-data': 'php, httpd',
  nginx: 'nginx',
  postgres: 'postgres',
  root: '',
};

/** Directories for WORKDIR and VOLUME (table). */
export const workingDirectories: readonly string[] = [
  '/app',
  '/src',
  '/usr/src/app',
  '/workspace',
  '/opt/app',
  '/home',
  '/tmp',
];
export const dataDirectories: readonly string[] = ['/data', '/var/lib', '/var/log', '/config', '/tmp'];

/** Variables that many images set, with their usual values (table). */
export const variables: readonly string[] = [
  'NODE_ENV=production',
  'PYTHONUNBUFFERED=1',
  'PYTHONDONTWRITEBYTECODE=1',
  'PATH=/opt/app/bin:$PATH',
  'LANG=C.UTF-8',
];

/** Shells for SHELL, each with what it needs to read one command (table). */
export const shells: readonly string[] = [
  '["/bin/bash", "-o", "pipefail", "-c"]',
  '["/bin/ash", "-eo", "pipefail", "-c"]',
  '["/bin/sh", "-c"]',
  '["pwsh", "-Command"]',
  '["powershell", "-Command"]',
  '["cmd", "/S", "/C"]',
];

/** Labels of the OCI image specification, annotations.md (table). */
export const labels: readonly string[] = [
  'title',
  'description',
  'source',
  'url',
  'documentation',
  'version',
  'revision',
  'created',
  'licenses',
  'authors',
  'vendor',
  'base.name',
  'base.digest',
  'ref.name',
].map((name) => `org.opencontainers.image.${name}`);

/** The checks of `docker build --check`, for `# check=skip=` (table). */
export const buildChecks: readonly string[] = [
  'ConsistentInstructionCasing',
  'CopyIgnoredFile',
  'DuplicateStageName',
  'ExposeInvalidFormat',
  'ExposeProtoCasing',
  'FromAsCasing',
  'FromPlatformFlagConstDisallowed',
  'InvalidBaseImagePlatform',
  'InvalidDefaultArgInFrom',
  'InvalidDefinitionDescription',
  'JSONArgsRecommended',
  'LegacyKeyValueFormat',
  'MaintainerDeprecated',
  'MultipleInstructionsDisallowed',
  'NoEmptyContinuation',
  'RedundantTargetPlatform',
  'ReservedStageName',
  'SecretsUsedInArgOrEnv',
  'StageNameCasing',
  'UndefinedArgInFrom',
  'UndefinedVar',
  'WorkdirRelativePath',
];
