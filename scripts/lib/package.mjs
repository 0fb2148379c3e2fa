/** The VSIX. */
import { must } from './capture.mjs';
import { root } from './root.mjs';
import { bin } from './run.mjs';

/** Packages the extension into a file; a warning of vsce is an error. */
export async function packageExtension(file) {
  const [program, ...args] = [...bin('@vscode/vsce/vsce'), 'package', '--no-dependencies', '--out', file];
  const output = await must(program, args, { cwd: root });
  if (/warning/i.test(output)) throw new Error(`vsce package warned:\n${output}`);
  return { file, output };
}
