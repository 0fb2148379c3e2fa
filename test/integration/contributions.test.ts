import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';

/** Commands that VS Code itself adds for each view. */
const ofViews = /\.(focus|open|resetViewLocation|removeView|toggleVisibility)$/;

describe('contributions', () => {
  const extension = extensions.getExtension('longshore.longshore');
  const declared: string[] = extension?.packageJSON.contributes.commands.map(({ command }: Named) => command);
  let registered: string[];

  before(async () => {
    await extension?.activate();
    registered = (await commands.getCommands(true)).filter((id) => id.startsWith('longshore.') && !ofViews.test(id));
  });

  it('has a handler for each command of the manifest', () => {
    assert.deepEqual(
      declared.filter((id) => !registered.includes(id)),
      [],
    );
  });

  it('registers no command that the manifest does not know', () => {
    assert.deepEqual(
      registered.filter((id) => !declared.includes(id)),
      [],
    );
  });
});

interface Named {
  readonly command: string;
}
