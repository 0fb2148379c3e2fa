import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Compares text with `test/fixtures/golden/<name>.txt`; a missing file fails, UPDATE_GOLDEN=1 writes it. */
export function assertGolden(name: string, actual: string): void {
  const file = path.resolve('test/fixtures/golden', `${name}.txt`);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${actual}\n`);
    return;
  }
  assert.equal(actual, read(file).trimEnd(), `${name}: differs from ${file}; UPDATE_GOLDEN=1 rewrites it`);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new assert.AssertionError({ message: `${file} is missing; UPDATE_GOLDEN=1 writes it` });
  }
}
