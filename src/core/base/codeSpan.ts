import { plainText } from './plainText.js';

/** Foreign text as code in Markdown, its fence longer than any run of backticks inside. Source: https://spec.commonmark.org/0.31.2/#code-spans */
export function codeSpan(text: string): string {
  const plain = plainText(text);
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = plain.startsWith('`') || plain.endsWith('`') || plain === '' ? ' ' : '';
  return `${fence}${pad}${plain}${pad}${fence}`;
}
