import type { DockerfileDocument } from '../../document.js';
import type { Cursor } from '../cursor.js';
import { directiveDocumentation, pragmaDocumentation } from '../documentation.js';
import { directiveReferences, pragmaReferences } from '../reference/directives.js';
import { buildChecks } from '../reference/names.js';
import type { Offer } from './completion.js';

/** A rule by a code that comments may name. */
export interface RuleName {
  readonly code: string;
  readonly summary: () => string;
}

/** What may follow in a comment: directives, pragmas, rules. */
export function commentOffers(
  document: DockerfileDocument,
  { text, isDirectivePlace }: Extract<Cursor, { kind: 'comment' }>,
  line: number,
  rules: readonly RuleName[],
): Offer[] {
  const content = text.replace(/^\s*#\s*/, '');
  if (/^hadolint\s+(?:(?:stage|global)\s+)?ignore\s*=/.test(content)) return rules.map(ruleOffer);
  if (/^check\s*=\s*(?:.*;)?\s*(?:skip|experimental)\s*=[^;]*$/.test(content))
    return ['all', ...buildChecks].map(checkOffer(rules));
  if (/^check\s*=\s*(?:.*;)?\s*error\s*=[^;]*$/.test(content)) return values('true', 'false');
  if (/^hadolint\s+shell\s*=/.test(content))
    return values('bash', 'ash', 'sh', 'dash', 'zsh', 'pwsh', 'powershell', 'cmd');
  const directive = /^(syntax|escape|check)\s*=(?:.*;)?\s*\S*$/i.exec(content)?.[1]?.toLowerCase();
  if (directive && isDirectivePlace) return values(...(directiveReferences[directive]?.values ?? []));
  if (!/^(?:[a-z]*|hadolint [a-z ]*)$/i.test(content)) return [];
  const used = document.directives.filter(({ range }) => range.start.line !== line).map(({ name }) => name);
  const directives = isDirectivePlace ? Object.keys(directiveReferences).filter((name) => !used.includes(name)) : [];
  return [
    ...directives.map(
      (name): Offer => ({
        label: `${name}=`,
        kind: 'directive',
        documentation: () => directiveDocumentation(name),
        goesOn: true,
      }),
    ),
    ...Object.entries(pragmaReferences)
      .filter(([name]) => name !== 'check' || !directives.includes('check'))
      .map(
        ([name, pragma]): Offer => ({
          label: pragma.text,
          kind: 'directive',
          documentation: () => pragmaDocumentation(name),
          goesOn: true,
        }),
      ),
  ];
}

function ruleOffer({ code, summary }: RuleName): Offer {
  return { label: code, kind: 'rule', documentation: summary };
}

function checkOffer(rules: readonly RuleName[]): (name: string) => Offer {
  const byCode = new Map(rules.map((rule) => [rule.code, rule]));
  return (name) => {
    const rule = byCode.get(name);
    return rule ? ruleOffer(rule) : { label: name, kind: 'rule' };
  };
}

function values(...list: readonly string[]): Offer[] {
  return list.map((label) => ({ label, kind: 'value' }));
}
