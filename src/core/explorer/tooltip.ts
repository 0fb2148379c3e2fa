import { codeSpan } from '../base/codeSpan.js';
import { plainText } from '../base/plainText.js';
import type { TooltipSection } from './row.js';

const maxValueLength = 300;

/** A tooltip as Markdown in which nothing foreign is markup: every value is a code span. */
export function tooltipMarkdown(heading: string, sections: readonly TooltipSection[]): string {
  return [`**${escapeMarkdown(plainText(heading))}**`, ...shown(sections).map(sectionMarkdown)].join('\n\n');
}

function sectionMarkdown({ title, facts }: TooltipSection): string {
  const lines = facts.map(
    ({ name, value }) => `${escapeMarkdown(shorten(plainText(name)))}: ${codeSpan(shorten(plainText(value)))}`,
  );
  return [...(title ? [`*${escapeMarkdown(title)}*`] : []), ...lines].join('  \n');
}

function shown(sections: readonly TooltipSection[]): TooltipSection[] {
  return sections
    .map((section) => ({ ...section, facts: section.facts.filter(({ value }) => plainText(value) !== '') }))
    .filter(({ facts }) => facts.length > 0);
}

function shorten(text: string): string {
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~|<>&$:@]/g, (character) => `\\${character}`);
}
