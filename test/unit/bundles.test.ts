import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = path.resolve('dist');
const requiresCli = '"../cli.js"';

/** Runs a program in which `vscode` is what a Korean editor gives. */
function runInKorean(program: string): string {
  const editor = `{ l10n: { bundle: { 'One text': '텍스트' } } }`;
  const standIn = `const M = require('module'), load = M._load;
    M._load = (name, ...rest) => (name === 'vscode' ? ${editor} : load(name, ...rest));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', standIn + program], { cwd: dist, encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout;
}

describe('the bundles', () => {
  const parts = readdirSync(path.join(dist, 'parts')).map((file) => path.join(dist, 'parts', file));
  const takers = parts.filter((file) => readFileSync(file, 'utf8').includes(requiresCli));

  it('hold the linter once: one part takes it out of the command line', () => {
    assert.equal(takers.length, 1);
    const holds = (file: string) => /DockerfileParser\s*=/.test(readFileSync(file, 'utf8'));
    assert.deepEqual(parts.filter(holds), []);
    assert.ok(holds(path.join(dist, 'cli.js')));
  });

  it('start without the linter', async () => {
    const { loadedWith } = await import(pathToFileURL(path.resolve('scripts/lib/loadedWith.mjs')).href);
    const start: string[] = [...loadedWith(path.join(dist, 'extension.js'))];
    assert.ok(start.length > 1);
    assert.deepEqual(
      start.filter((file) => takers.includes(file)),
      [],
    );
  });

  it('give the linter the texts of the editor', () => {
    const part = parts.find((file) => path.basename(file).startsWith('buildForm-'));
    const program = `require(${JSON.stringify(part)}); console.log(require('./cli.js').texts.t('One text'));`;
    assert.equal(runInKorean(program), '텍스트\n');
  });
});
