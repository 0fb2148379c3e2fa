import { has, object, type ProjectFacts, type ProjectKind, readJson, safeName } from '../project.js';

interface Packages {
  readonly copies: string;
  readonly setup: readonly string[];
  readonly cache: string;
  readonly install: string;
  readonly prune: string;
  readonly run: string;
}

function packagesOf(facts: ProjectFacts): Packages {
  if (has(facts, 'pnpm-lock.yaml'))
    return {
      copies: 'package.json pnpm-lock.yaml',
      setup: ['ENV PNPM_HOME=/pnpm PATH=/pnpm:$PATH', 'RUN corepack enable'],
      cache: '/pnpm/store',
      install: 'pnpm install --frozen-lockfile',
      prune: 'pnpm prune --prod',
      run: 'pnpm run',
    };
  if (has(facts, 'yarn.lock'))
    return {
      copies: 'package.json yarn.lock',
      setup: [],
      cache: '/usr/local/share/.cache/yarn',
      install: 'yarn install --frozen-lockfile',
      prune: 'yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline',
      run: 'yarn run',
    };
  const isLocked = has(facts, 'package-lock.json');
  return {
    copies: isLocked ? 'package.json package-lock.json' : 'package.json',
    setup: [],
    cache: '/root/.npm',
    install: isLocked ? 'npm ci' : 'npm install',
    prune: 'npm prune --omit=dev',
    run: 'npm run',
  };
}

export const nodeProject: ProjectKind = {
  id: 'node',
  title: 'Node.js',
  reads: ['package.json', '.nvmrc'],
  port: 3000,
  detect: (facts) => (has(facts, 'package.json') ? 3 : 0),
  dockerfile: (facts, port) => {
    const manifest = readJson(facts, 'package.json');
    const scripts = object(manifest['scripts']);
    const packages = packagesOf(facts);
    const mount = `--mount=type=cache,target=${packages.cache}`;
    const main = typeof manifest['main'] === 'string' ? safeName(manifest['main'].replace(/^\.\//, ''), '') : '';
    const start = main === '' && scripts['start'] ? '["npm", "start"]' : `["node", "${main || 'index.js'}"]`;
    return [
      `FROM node:${versionOf(facts, manifest)}-slim AS base`,
      'WORKDIR /app',
      ...packages.setup,
      '',
      'FROM base AS build',
      `COPY ${packages.copies} ./`,
      `RUN ${mount} ${packages.install}`,
      'COPY . .',
      ...(scripts['build'] ? [`RUN ${packages.run} build`] : []),
      `RUN ${mount} ${packages.prune}`,
      '',
      'FROM base AS final',
      'ENV NODE_ENV=production',
      'COPY --from=build --chown=1000:1000 /app ./',
      'USER 1000:1000',
      `EXPOSE ${port}`,
      `CMD ${start}`,
    ];
  },
  ignores: ['node_modules', 'npm-debug.log*', 'dist', 'build', 'coverage', '.next', '.cache'],
};

function versionOf(facts: ProjectFacts, manifest: Readonly<Record<string, unknown>>): string {
  const wanted = String(object(manifest['engines'])['node'] ?? facts.read('.nvmrc') ?? '');
  const major = Number(/\d+/.exec(wanted)?.[0] ?? 22);
  return String(major >= 18 && major < 100 ? major : 22);
}
