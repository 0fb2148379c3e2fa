import assert from 'node:assert/strict';
import { scaffold } from '../../../../../src/core/dockerfile/features/scaffold/scaffold.js';
import { dockerfileOf, type Files, folder, kindOf } from '../../../../support/scaffoldFolder.js';

describe('scaffold of Node.js projects', () => {
  const manifest = (content: unknown, more: Files = {}) =>
    dockerfileOf('node', { 'package.json': JSON.stringify(content), ...more });
  it('serves the site that a bundler builds', () => {
    const vite = { scripts: { dev: 'vite', build: 'vite build' }, devDependencies: { vite: '7' } };
    const text = manifest(vite, { 'vite.config.ts': "export default { build: { outDir: './out' } }" });
    assert.match(text, /^RUN npm run build /m);
    assert.match(text, /^FROM nginxinc.*AS final$/m);
    assert.match(text, /^COPY --from=build \/app\/out \/usr\/share\/nginx\/html$/m);
    assert.match(text, /listen 4321;/);
    const react = { scripts: { start: 'react-scripts start', build: 'x' }, dependencies: { 'react-scripts': '5' } };
    assert.match(manifest(react), /\/app\/build \/usr/);
    const angular = { scripts: { start: 'ng serve', build: 'ng build' }, devDependencies: { '@angular/cli': '20' } };
    const settings = '{"projects":{"shop":{"architect":{"build":{"builder":"@angular/build:application"}}}}}';
    assert.match(manifest(angular, { 'angular.json': settings }), /\/app\/dist\/shop\/browser \/usr/);
  });
  it('starts what answers itself', () => {
    const both = { scripts: { build: 'vite build' }, dependencies: { express: '5' }, devDependencies: { vite: '7' } };
    assert.match(manifest(both, { 'server.js': '' }), /^CMD \["node", "server\.js"\]$/m);
    const own = { scripts: { build: 'vite build', start: 'node serve.js' }, devDependencies: { vite: '7' } };
    assert.match(manifest(own), /^CMD \["npm", "start"\]$/m);
  });
  it('runs what Bun locked with Bun', () => {
    const text = manifest({ module: 'index.ts', scripts: { build: 'tsc' } }, { 'bun.lockb': '', 'index.ts': '' });
    assert.match(text, /^FROM oven\/bun:1-slim AS build$/m);
    assert.match(text, /^COPY package\.json bun\.lockb \.\/$/m);
    assert.match(text, /^ {4}bun install --frozen-lockfile\nCOPY \. \.\nRUN bun run build$/m);
    assert.match(text, /^CMD \["bun", "index\.ts"\]$/m);
    assert.match(manifest({ scripts: { start: 'x' } }, { 'bun.lock': '' }), /^CMD \["bun", "run", "start"\]$/m);
    assert.match(manifest({}, { 'bun.lock': '', 'src/index.ts': '' }), /^CMD \["bun", "src\/index\.ts"\]$/m);
  });
  it('keeps a folder whose scripts build', () => {
    const ignores = (build: string) =>
      scaffold(folder({ 'package.json': JSON.stringify({ scripts: { build } }) }), {
        kind: kindOf('node'),
        port: 1,
        name: 'x',
      })['.dockerignore'].split('\n');
    assert.ok(!ignores('node ./build/make.mjs && cp x dist/').includes('build'));
    assert.ok(ignores('node ./build/make.mjs && cp x dist/').includes('dist'));
  });
  it('installs with the settings of the package manager', () => {
    const files = { 'package-lock.json': '', '.npmrc': 'legacy-peer-deps=true' };
    assert.match(manifest({}, files), /^COPY package\.json package-lock\.json \.npmrc \.\/$/m);
    for (const name of ['.yarn/releases/yarn.cjs', 'patches/ms.patch', '.pnpmfile.cjs'])
      assert.match(
        manifest({}, { 'yarn.lock': '', '.yarnrc.yml': '', [name]: '' }),
        /COPY \. \.\nRUN .*\n +yarn install/,
      );
  });
  it('leaves a pnpm workspace what its packages need', () => {
    const files = { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '' };
    assert.doesNotMatch(manifest({}, files), /prune/);
    assert.match(manifest({}, { 'pnpm-lock.yaml': '' }), /pnpm prune --prod/);
  });
  it('installs with all files where scripts or workspaces need them', () => {
    for (const content of [{ workspaces: ['a'] }, { scripts: { postinstall: 'prisma generate' } }])
      assert.match(manifest(content), /COPY \. \.\nRUN --mount=.*\n {4}npm install/);
    assert.match(manifest({}), /COPY package\.json \.\/\nRUN --mount=.*\n {4}npm install\nCOPY \. \./);
  });
});
