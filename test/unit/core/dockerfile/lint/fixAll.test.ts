import assert from 'node:assert/strict';
import { fixAll } from '../../../../../src/core/dockerfile/lint/fixAll.js';

describe('fix all', () => {
  it('fixes in rounds what cannot be fixed at once', () => {
    const text = 'FROM a:1\nRUN apt-get update && apt-get install x=1\nMAINTAINER me\ncmd node app.js\n';
    assert.equal(
      fixAll(text),
      'FROM a:1\nRUN apt-get update && apt-get install -y --no-install-recommends x=1 && rm -rf /var/lib/apt/lists/*\nLABEL org.opencontainers.image.authors="me"\nCMD ["node", "app.js"]\n',
    );
  });

  it('keeps line breaks and the byte order mark', () => {
    assert.equal(fixAll('\uFEFFFROM a:1\r\nRUN x\r\nRUN y\r\n'), '\uFEFFFROM a:1\r\nRUN x \\\r\n    && y\r\n');
  });

  it('fixes some rules only', () => {
    assert.equal(
      fixAll('from a:1\nRUN x\nRUN apt-get install y', {}, new Set(['apt-unattended'])),
      'from a:1\nRUN x\nRUN apt-get install -y y',
    );
  });
});
