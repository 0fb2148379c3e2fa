import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import { type TagProblem, tagProblem } from '../../core/build/tagName.js';

/** Asks for the name and tag of the image; undefined when the person gives up. */
export async function askTag(proposal: string): Promise<string | undefined> {
  const tag = await window.showInputBox({
    title: l10n.t('Build Image'),
    prompt: l10n.t('Name and tag of the image. It is remembered for this Dockerfile.'),
    value: proposal,
    ignoreFocusOut: true,
    validateInput: (text) => tagProblemText(text.trim()),
  });
  return tag?.trim();
}

/** What is wrong with a tag, in words; undefined when nothing is. */
export function tagProblemText(text: string): string | undefined {
  const problem = tagProblem(text);
  return problem && explain(problem);
}

function explain({ reason, suggestion = '' }: TagProblem): string {
  switch (reason) {
    case 'upperCase':
      return l10n.t('Image names are in lower case: {0}', suggestion);
    case 'digest':
      return l10n.t('A digest is the result of a build and cannot be chosen. Leave out what follows @.');
    case 'invalid':
      return l10n.t(
        'This is not an image name. Use lower-case letters, digits, ".", "_" and "-", parts divided by "/", and after ":" a tag: registry.example.com/team/web:1.0',
      );
  }
}
