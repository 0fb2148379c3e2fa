import assert from 'node:assert/strict';
import type { Memento, Uri } from 'vscode';
import { BuildMemory } from '../../../../src/vscode/base/buildMemory.js';

describe('what is remembered of builds', () => {
  const kept = new Map<string, unknown>();
  const state = {
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
  const memory = new BuildMemory(state as Partial<Memento> as Memento);
  const dockerfile = { toString: () => 'file:///app/Dockerfile' } as Partial<Uri> as Uri;

  it('is told to those who look at contexts only where the context is another one', async () => {
    let told = 0;
    memory.onDidChangeContext(() => {
      told += 1;
    });
    await memory.remember(dockerfile, undefined, { tag: 'app' });
    assert.equal(told, 0);
    await memory.remember(dockerfile, undefined, { context: '/app' });
    await memory.remember(dockerfile, undefined, { context: '/app', tag: 'app:2' });
    assert.equal(told, 1);
    assert.deepEqual(memory.of(dockerfile), { tag: 'app:2', context: '/app' });
  });
});
