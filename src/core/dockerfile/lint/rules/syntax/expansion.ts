import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import type { Span } from '../../../mappedText.js';
import { findVariables, type VariableUse } from '../../../variables.js';
import { defineRule } from '../../rule.js';
import { expandedWords } from './expandedWords.js';

export const unclosedQuote = defineRule({
  id: 'unclosed-quote',
  aliases: ['DL1000', 'SYNTAX_MISSING_SINGLE_QUOTE', 'SYNTAX_MISSING_DOUBLE_QUOTE'],
  severity: 'error',
  summary: { en: 'Every quote is closed.', ko: '모든 따옴표는 닫혀 있습니다.' },
  *check({ document, withTriggers }) {
    for (const instruction of withTriggers.filter(({ text }) => /["']/.test(text))) {
      for (const span of expandedWords(instruction)) {
        const quote = unclosedQuoteIn(instruction.textOf(span), document.escapeCharacter);
        if (quote === undefined) continue;
        yield {
          range: instruction.rangeOf(span),
          message: l10n.t('The quote {0} is not closed in this word.', quote),
          codes: ['DL1000', quote === '"' ? 'SYNTAX_MISSING_DOUBLE_QUOTE' : 'SYNTAX_MISSING_SINGLE_QUOTE'],
        };
        break;
      }
    }
  },
});

function unclosedQuoteIn(text: string, escapeCharacter: string): string | undefined {
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === escapeCharacter && quote !== "'") at++;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
  }
  return quote === '' ? undefined : quote;
}

export const variableSyntax = defineRule({
  id: 'variable-syntax',
  aliases: ['DL1000', 'UNSUPPORTED_MODIFIER'],
  severity: 'error',
  summary: {
    en: 'Every ${…} is one that BuildKit can expand.',
    ko: '모든 ${…}는 BuildKit이 확장할 수 있는 형태입니다.',
  },
  *check({ document, withTriggers }) {
    for (const instruction of withTriggers.filter(({ text }) => text.includes('${'))) {
      for (const span of expandedWords(instruction)) {
        let end = span.start;
        for (const use of findVariables(instruction.text, span, document.escapeCharacter)) {
          // Inside of one that cannot be expanded nothing is.
          if (!use.problem || use.start < end) continue;
          end = use.end;
          yield {
            range: instruction.rangeOf(use),
            message: messageOf(use, instruction, use),
            codes: use.problem === 'unsupportedModifier' ? this.aliases : ['DL1000'],
          };
        }
      }
    }
  },
});

function messageOf({ problem, modifier }: VariableUse, instruction: Instruction, span: Span): string {
  const text = instruction.textOf(span);
  if (problem === 'unclosed') return l10n.t('"{0}" is never closed.', text);
  if (problem === 'badSubstitution') return l10n.t('"{0}" does not name a variable.', text);
  return l10n.t('"{0}" cannot be expanded. The modifier "{1}" is not supported.', text, modifier.slice(0, 2));
}
