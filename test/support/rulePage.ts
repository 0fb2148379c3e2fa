import { parseDockerfile } from '../../src/core/dockerfile/document.js';
import { readHadolintConfig } from '../../src/core/dockerfile/lint/hadolintConfig.js';
import { type Finding, type LintRequest, lint } from '../../src/core/dockerfile/lint/lint.js';
import type { BaseImageFacts } from '../../src/core/dockerfile/lint/options.js';

/** The page of a rule, `docs/rules/<id>.md`, as its test and the generator of its head read it. */
export interface RulePage {
  /** The example that breaks the rule; undefined where the rule is about another kind of file. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** With what the page's blocks give: `yaml` is a .hadolint.yaml, `dockerignore` that file, `text` lists the context, `json` facts about images. */
  readonly request: LintRequest;
}

/** Reads a page's examples and the configuration that they need. */
export function readRulePage(text: string): RulePage {
  const what = section(text, 'What');
  const yaml = block(what, 'yaml');
  const files = block(what, 'text')?.split('\n');
  const facts = JSON.parse(block(what, 'json') ?? '{}') as Record<string, BaseImageFacts>;
  return {
    before: block(section(text, 'Before'), 'dockerfile'),
    after: block(section(text, 'After'), 'dockerfile'),
    request: {
      ...(yaml !== undefined && { config: readHadolintConfig(yaml).config }),
      options: {
        dockerignore: block(what, 'dockerignore')?.split('\n'),
        contextSource: files && ((source) => (files.includes(source) ? 'there' : 'absent')),
        baseImage: (reference) => facts[reference],
      },
    },
  };
}

/** What the linter finds in an example of a page. */
export function findingsIn(example: string, { request }: RulePage): Finding[] {
  return lint(parseDockerfile(example), request);
}

/** The text below a heading, up to the next one. */
export function section(text: string, title: string): string {
  const [, rest = ''] = text.split(`\n## ${title}\n`);
  return rest.split(/^## /m, 1)[0] ?? '';
}

/** The first fenced block of a language. */
export function block(text: string, language: string): string | undefined {
  return new RegExp(`^\`\`\`${language}\\n(.*?)\`\`\`$`, 'ms').exec(text)?.[1]?.replace(/\n$/, '');
}
