import { commands, type Disposable, Uri, workspace } from 'vscode';

const scheme = 'longshore-rule';

/** Gives the linter's rules their pages, which come with the extension in one file (`esbuild.mjs`). */
export function registerRulePages(home: Uri): Disposable {
  const file = Uri.joinPath(home, 'dist', 'rulePages.json');
  return workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async ({ path }) => {
      const pages = JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(file))) as Record<string, string>;
      return pages[path.slice(1)];
    },
  });
}

/** Shows the page of a rule. */
export async function openRulePage(id: string): Promise<void> {
  await commands.executeCommand('markdown.showPreview', Uri.from({ scheme, path: `/${id}.md` }));
}
