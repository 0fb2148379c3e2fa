import assert from 'node:assert/strict';
import { extensions } from 'vscode';

describe('activation', () => {
  it('goes without errors', async () => {
    const extension = extensions.getExtension('longshore.longshore');
    assert(extension, 'VS Code does not know the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
