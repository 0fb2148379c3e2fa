import assert from 'node:assert/strict';
import { realSurroundings } from '../../../../src/core/engine/surroundings.js';

describe('the real surroundings', () => {
  const { run } = realSurroundings();
  const node = (script: string) => run(process.execPath, ['-e', script]);

  it('tell what a program prints', async () => {
    assert.equal(await run(process.execPath, ['-p', 'process.argv.slice(1).join("|")', '$HOME', 'a b']), '$HOME|a b\n');
  });

  it('know nothing of a program that is not there, fails or does not end', async () => {
    assert.equal(await run('no-such-program', []), undefined);
    assert.equal(await node('process.exit(3)'), undefined);
    assert.equal(await node('setInterval(() => {}, 1000)'), undefined);
  });
});
