import {
  execForm,
  has,
  object,
  type ProjectFacts,
  type ProjectKind,
  readJson,
  runCached,
  safeName,
} from '../project.js';
import { siteFolder, viteSettings } from './frontend.js';
import { packageManagerOf } from './packageManager.js';
import { compress, webServer } from './webServer.js';

export const nodeProject: ProjectKind = {
  id: 'node',
  title: 'Node.js / Bun',
  reads: ['package.json', '.nvmrc', '.node-version', 'angular.json', ...viteSettings],
  port: 3000,
  detect: (facts) => (has(facts, 'package.json') ? 3 : 0),
  dockerfile: (facts, port) => {
    const site = siteFolder(facts);
    const { prune, cache, run, runtime } = packageManagerOf(facts);
    const image = `FROM ${runtime === 'bun' ? 'oven/bun:1-slim' : `node:${versionOf(facts)}-slim`}`;
    if (site !== undefined)
      return [
        `${image} AS build`,
        'WORKDIR /app',
        ...install(facts),
        `RUN ${run} build \\`,
        `    && ${compress(site)}`,
        '',
        ...webServer(`/app/${site}`, port, '/index.html'),
      ];
    const pruned = prune === undefined ? [] : [prune];
    return [
      `${image} AS build`,
      'WORKDIR /app',
      ...(hasScript(facts, 'build')
        ? [...install(facts), `RUN ${run} build`, ...pruned.flatMap((line) => runCached([cache], line))]
        : install(facts, pruned)),
      '',
      `${image} AS final`,
      'WORKDIR /app',
      `ENV NODE_ENV=production PORT=${port}`,
      'COPY --from=build --chown=1000:1000 /app ./',
      'USER 1000:1000',
      `EXPOSE ${port}`,
      `CMD ${execForm(...start(facts))}`,
    ];
  },
  // What nothing in the image builds has to come from the folder.
  ignores: (facts) => [
    '**/node_modules',
    'npm-debug.log*',
    ...(hasScript(facts, 'build') ? ['dist', 'build', '.next'].filter((name) => !isUsed(facts, name)) : []),
    'coverage',
    '.cache',
  ],
};

/** Installs the packages and goes on from there; scripts that run meanwhile may need any file. */
function install(facts: ProjectFacts, further: readonly string[] = []): string[] {
  const { files, setup, cache, install: command } = packageManagerOf(facts);
  const needsAll =
    readJson(facts, 'package.json')['workspaces'] !== undefined ||
    has(facts, 'pnpm-workspace.yaml', '.pnpmfile.cjs', '.yarn/', 'patches/') ||
    ['preinstall', 'install', 'postinstall', 'prepare'].some((name) => hasScript(facts, name));
  if (needsAll) return [...setup, 'COPY . .', ...runCached([cache], command, ...further.map((line) => `&& ${line}`))];
  const last = further.flatMap((line) => runCached([cache], line));
  return [...setup, `COPY ${files.join(' ')} ./`, ...runCached([cache], command), 'COPY . .', ...last];
}

/** True for a folder out of which a script runs something, so that it is no result. */
function isUsed(facts: ProjectFacts, folder: string): boolean {
  const build = String(object(readJson(facts, 'package.json')['scripts'])['build']);
  return new RegExp(`(?:^|\\s)(?:\\./)?${folder.replace('.', '\\.')}/\\S+\\.(?:[cm]?[jt]s|sh)\\b`).test(build);
}

function hasScript(facts: ProjectFacts, name: string): boolean {
  return Boolean(object(readJson(facts, 'package.json')['scripts'])[name]);
}

function start(facts: ProjectFacts): string[] {
  const manifest = readJson(facts, 'package.json');
  const packages = object(manifest['dependencies']);
  const { runtime } = packageManagerOf(facts);
  if (hasScript(facts, 'start')) return runtime === 'bun' ? ['bun', 'run', 'start'] : ['npm', 'start'];
  if (packages['nuxt']) return [runtime, '.output/server/index.mjs'];
  if (object(manifest['devDependencies'])['@sveltejs/adapter-node']) return [runtime, 'build'];
  const named = manifest['main'] ?? (runtime === 'bun' ? manifest['module'] : undefined);
  const main = typeof named === 'string' ? safeName(named.replace(/^\.\//, ''), '') : '';
  const usual = ['index', 'server', 'app', 'main', 'src/index', 'src/server'].flatMap((name) =>
    runtime === 'bun' ? [`${name}.ts`, `${name}.js`] : [`${name}.js`],
  );
  return [runtime, main || usual.find((name) => has(facts, name)) || 'index.js'];
}

/** The line with long support that the project names, or the one of today. */
function versionOf(facts: ProjectFacts): number {
  const engines = object(readJson(facts, 'package.json')['engines']);
  const wanted = String(engines['node'] ?? facts.read('.nvmrc') ?? facts.read('.node-version') ?? '');
  const major = Number(/\d+/.exec(wanted)?.[0] ?? 22);
  return major >= 18 && major < 100 ? major : 22;
}
