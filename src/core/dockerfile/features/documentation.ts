import * as l10n from '@vscode/l10n';
import { directiveReferences, pragmaReferences } from './reference/directives.js';
import { flagReferences } from './reference/flags.js';
import { instructionReferences, referenceLink } from './reference/instructions.js';
import { mountKeyAliases, mountKeys, mountReferences } from './reference/mounts.js';

/** What an instruction is, in Markdown; undefined when there is none of that name. */
export function instructionDocumentation(keyword: string): string | undefined {
  const reference = instructionReferences[keyword];
  if (!reference) return undefined;
  const forms = `\`\`\`dockerfile\n${reference.forms.join('\n')}\n\`\`\``;
  return paragraphs(reference.summary(), forms, link(keyword.toLowerCase()));
}

export function flagDocumentation(keyword: string, name: string): string | undefined {
  const reference = flagReferences[keyword]?.[name];
  if (!reference) return undefined;
  const heading = [keyword.toLowerCase(), reference.heading ?? name].filter((part) => part !== '').join('---');
  const values = reference.values.map((value) => `\`${value}\``).join(', ');
  const examples = values === '' ? '' : l10n.t('For example: {0}', values);
  return paragraphs(`**\`--${name}\`** ${reference.summary()}`, examples, link(heading));
}

export function mountDocumentation(type: string): string | undefined {
  const reference = mountReferences[type];
  if (!reference) return undefined;
  const keys = reference.keys.map((key) => `\`${key}\``).join(', ');
  return paragraphs(
    `**\`type=${type}\`** ${reference.summary()}`,
    l10n.t('Takes: {0}', keys),
    link(`run---mounttype${type}`),
  );
}

export function mountKeyDocumentation(key: string): string | undefined {
  const reference = mountKeys[mountKeyAliases[key] ?? key];
  return reference && paragraphs(`**\`${key}\`** ${reference.summary()}`, link('run---mount'));
}

export function directiveDocumentation(name: string): string | undefined {
  const reference = directiveReferences[name];
  return reference && paragraphs(`**\`# ${name}=\`** ${reference.summary()}`, link(name));
}

export function pragmaDocumentation(name: string): string | undefined {
  const reference = pragmaReferences[name];
  return reference && `**\`# ${reference.text}\`** ${reference.summary()}`;
}

/** Markdown paragraphs without the empty ones. */
export function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function link(anchor: string): string {
  return `[${l10n.t('Reference')}](${referenceLink(anchor)})`;
}
