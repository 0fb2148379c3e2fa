/** The extensions that are measured, packaged and installed as a user would. */
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { must } from '../../scripts/lib/capture.mjs';
import { installExtension } from '../../scripts/lib/hosts/vscodeServer.mjs';
import { packageExtension } from '../../scripts/lib/package.mjs';
import { root } from '../../scripts/lib/root.mjs';
import { bin } from '../../scripts/lib/run.mjs';

/** The least extension that shows the same rows. `others` of bench/ are installed beside it, here and below. */
export async function packedFloor(world, others = []) {
  return installed(world, { title: 'Floor', name: 'floor' }, [
    await packed(world, 'floor'),
    ...(await all(world, others)),
  ]);
}

/** The same extension, opened where it shows three views. */
export const floorOfThree = (floor) => ({ ...floor, title: 'Three' });

export async function packedLongshore(world, others = []) {
  const { file } = await packageExtension(path.join(world.folder, 'longshore.vsix'));
  console.log(
    `VSIX ${Math.round(statSync(file).size / 1024)} KB, extension.js ${size('dist/extension.js')} KB, its parts ${parts()} KB, cli.js ${size('dist/cli.js')} KB`,
  );
  return installed(world, { title: 'Longshore', name: 'Longshore: Docker' }, [file, ...(await all(world, others))]);
}

const all = (world, names) => Promise.all(names.map((name) => packed(world, name)));

async function packed(world, name) {
  const file = path.join(world.folder, `${name}.vsix`);
  const [program, ...args] = bin('@vscode/vsce/vsce');
  const options = ['package', '--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', file];
  await must(program, [...args, ...options], { cwd: path.join(root, 'bench', name) });
  return file;
}

async function installed(world, subject, files) {
  const extensions = path.join(world.folder, `extensions-${subject.title}`);
  mkdirSync(extensions);
  for (const file of files) {
    await installExtension(world.host, file, path.join(world.folder, `install-${subject.title}`), extensions);
  }
  return { ...subject, extensions };
}

const parts = () =>
  readdirSync(path.join(root, 'dist/parts')).reduce((sum, file) => sum + size(`dist/parts/${file}`), 0);
const size = (file) => Math.round(statSync(path.join(root, file)).size / 1024);
