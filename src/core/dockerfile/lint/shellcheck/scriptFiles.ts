import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Writes texts to files of a folder of their own, which is gone when the work with them ends, however it ends. */
export async function withScriptFiles<T>(
  texts: readonly string[],
  work: (folder: string, names: readonly string[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'longshore-scripts-'));
  try {
    const names = texts.map((_, index) => `script-${index}`);
    await Promise.all(texts.map((text, index) => writeFile(path.join(folder, `script-${index}`), text)));
    return await work(folder, names);
  } finally {
    // At once: an editor that ends waits for nothing.
    rmSync(folder, { recursive: true, force: true });
  }
}
