import { object, type ProjectFacts, readJson, safeName } from '../project.js';

/** Where each tool puts the site that it builds, unless its settings name another folder. */
const folders: Readonly<Record<string, (facts: ProjectFacts) => string>> = {
  '@sveltejs/adapter-static': () => 'build',
  '@angular/cli': angularFolder,
  'react-scripts': () => 'build',
  '@docusaurus/core': () => 'build',
  '@11ty/eleventy': () => '_site',
  gatsby: () => 'public',
  '@vue/cli-service': () => 'dist',
  astro: () => 'dist',
  parcel: () => 'dist',
  vite: viteFolder,
  webpack: () => 'dist',
};

/** What answers requests itself; a site that is built beside it is its own affair. */
const servers =
  /^(?:express|fastify|koa|hono|next|nuxt|@nestjs\/core|@hapi\/hapi|@adonisjs\/core|@sveltejs\/adapter-(?:node|auto)|@remix-run\/node|@react-router\/node|@astrojs\/node|@solidjs\/start|@tanstack\/react-start)$/;

/** Starts a server for developing, which no image should run. */
const developing =
  /^(?:npx\s+)?(?:vite|ng|react-scripts|vue-cli-service|parcel|webpack|astro|gatsby|eleventy|docusaurus)\b/;

/** The folder of the site that a Node.js project builds and that any web server can serve; undefined for a program. */
export function siteFolder(facts: ProjectFacts): string | undefined {
  const manifest = readJson(facts, 'package.json');
  const scripts = object(manifest['scripts']);
  const packages = Object.keys({ ...object(manifest['dependencies']), ...object(manifest['devDependencies']) });
  if (!scripts['build'] || packages.some((name) => servers.test(name))) return undefined;
  if (scripts['start'] && !developing.test(String(scripts['start']))) return undefined;
  const tool = Object.keys(folders).find((name) => packages.includes(name));
  return tool === undefined ? undefined : folders[tool]?.(facts);
}

function viteFolder(facts: ProjectFacts): string {
  const settings = viteSettings.map((name) => facts.read(name) ?? '').join('\n');
  return safeName(/\boutDir:\s*['"](?:\.\/)?([^'"]+)['"]/.exec(settings)?.[1], 'dist');
}

export const viteSettings = ['vite.config.ts', 'vite.config.js', 'vite.config.mts', 'vite.config.mjs'];

/** The application builder has a folder for the browser in the one that the settings name. */
function angularFolder(facts: ProjectFacts): string {
  const [[name, project] = ['app', {}]] = Object.entries(object(readJson(facts, 'angular.json')['projects']));
  const build = object(object(object(object(project)['architect'])['build']));
  const output = object(build['options'])['outputPath'];
  const base = object(output)['base'] ?? output;
  const folder = safeName(typeof base === 'string' ? base : undefined, `dist/${safeName(name, 'app')}`);
  return String(build['builder']).endsWith(':browser') ? folder : `${folder}/browser`;
}
