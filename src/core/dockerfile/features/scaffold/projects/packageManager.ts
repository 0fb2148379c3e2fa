import { has, type ProjectFacts } from '../project.js';

/** How a Node.js or Bun project gets its packages, and what runs it. */
export interface PackageManager {
  readonly runtime: 'node' | 'bun';
  /** Files that it reads. */
  readonly files: readonly string[];
  /** Lines that make it usable. */
  readonly setup: readonly string[];
  readonly cache: string;
  readonly install: string;
  /** Leaves what runs; undefined where it cannot. */
  readonly prune?: string;
  readonly run: string;
}

/** By the lock file that is there; settings beside it are read too. */
export function packageManagerOf(facts: ProjectFacts): PackageManager {
  const { files, ...manager } = lockedBy(facts);
  return { ...manager, files: [...files, ...['.npmrc', 'bunfig.toml'].filter((name) => has(facts, name))] };
}

function lockedBy(facts: ProjectFacts): PackageManager {
  if (has(facts, 'pnpm-lock.yaml')) return has(facts, 'pnpm-workspace.yaml') ? pnpmWorkspace : pnpm;
  if (has(facts, 'yarn.lock')) return has(facts, '.yarnrc.yml') ? yarn : yarnClassic;
  const bunLock = ['bun.lock', 'bun.lockb'].find((name) => has(facts, name));
  if (bunLock) return bun(bunLock);
  const isLocked = has(facts, 'package-lock.json');
  return {
    runtime: 'node',
    files: isLocked ? ['package.json', 'package-lock.json'] : ['package.json'],
    setup: [],
    cache: '/root/.npm',
    install: isLocked ? 'npm ci' : 'npm install',
    prune: 'npm prune --omit=dev',
    run: 'npm run',
  };
}

const pnpm: PackageManager = {
  runtime: 'node',
  files: ['package.json', 'pnpm-lock.yaml'],
  // Without CI, pnpm asks before it removes packages.
  setup: ['ENV CI=true PNPM_HOME=/pnpm PATH=/pnpm:$PATH', 'RUN corepack enable'],
  cache: '/pnpm/store',
  install: 'pnpm install --frozen-lockfile',
  prune: 'pnpm prune --prod --ignore-scripts',
  run: 'pnpm run',
};

/** Its `prune` would take what the packages of a workspace need. */
const { prune: _, ...pnpmWorkspace } = pnpm;

const yarnClassic: PackageManager = {
  runtime: 'node',
  files: ['package.json', 'yarn.lock'],
  setup: [],
  cache: '/usr/local/share/.cache/yarn',
  install: 'yarn install --frozen-lockfile',
  prune: 'yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline',
  run: 'yarn run',
};

/** Yarn 2 and newer; its packages stay in folders, as the last stage has no yarn. */
const yarn: PackageManager = {
  runtime: 'node',
  files: ['package.json', 'yarn.lock', '.yarnrc.yml'],
  setup: ['ENV YARN_NODE_LINKER=node-modules', 'RUN corepack enable'],
  cache: '/root/.yarn/berry/cache',
  install: 'yarn install --immutable',
  run: 'yarn run',
};

/** Its image answers to `node` too; it takes away no package that is there. */
function bun(lock: string): PackageManager {
  return {
    runtime: 'bun',
    files: ['package.json', lock],
    setup: [],
    cache: '/root/.bun/install/cache',
    install: 'bun install --frozen-lockfile',
    run: 'bun run',
  };
}
