/**
 * dist/cli.js is a program and, where it is required, what it knows of Dockerfiles: so the linter and its packages exist
 * once, though the program can be copied anywhere (ARCHITECTURE.md, "The extension in parts").
 */
import path from 'node:path';
import { root } from './root.mjs';

const room = 'src/core/dockerfile/';
const parser = 'dockerfile-ast';
const namespace = 'command-line';

/** The modules that both may need, out of those that the command line is made of. */
export const shareable = (inputs) =>
  new Set(
    Object.keys(inputs)
      .filter((file) => file.startsWith(room))
      .concat(parser),
  );

/** Makes the parts of the extension take modules from the command line; those that they took are added to `taken`. */
export function takeFromCommandLine(modules, taken) {
  return {
    name: 'take-from-command-line',
    setup(context) {
      context.onResolve({ filter: new RegExp(`^\\.|^${parser}$`) }, (request) => {
        const module = moduleOf(request);
        if (!modules.has(module)) return undefined;
        // A part that is such a module itself would have no names to import.
        if (request.kind === 'dynamic-import')
          return { errors: [{ text: `${module} comes with a module of its own that imports it` }] };
        taken.add(module);
        return { path: module, namespace };
      });
      context.onResolve({ filter: /^command-line$/ }, ({ path }) => ({ path, namespace }));
      context.onLoad({ filter: /.*/, namespace }, ({ path }) => ({ contents: contentsOf(path), resolveDir: root }));
    },
  };
}

function moduleOf({ path: name, resolveDir }) {
  if (name === parser) return parser;
  return path.relative(root, path.join(resolveDir, name.replace(/\.js$/, '.ts'))).replaceAll('\\', '/');
}

/** The command line has texts of its own, which learn their language here. */
function contentsOf(module) {
  if (module !== namespace) return `module.exports = require('command-line')[${JSON.stringify(module)}];`;
  return `module.exports = require('../cli.js');
    const { bundle } = require('vscode').l10n;
    if (bundle) module.exports.texts.config({ contents: bundle });`;
}

/** The program, and beside it the modules, each under its name. */
export function entryWith(taken) {
  const modules = [...taken].sort().map((module) => {
    const source = module === parser ? parser : `./${module}`;
    return `export * as ${JSON.stringify(module)} from '${source}';`;
  });
  return ["import './src/cli/main.ts';", "export * as texts from '@vscode/l10n';", ...modules].join('\n');
}
