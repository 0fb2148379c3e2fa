import { familiarName, parseImageReference } from '../../base/imageReference.js';
import type { DockerfileDocument } from '../document.js';
import { splitImageName } from '../imageName.js';
import type { Instruction } from '../instruction.js';
import type { Range } from '../range.js';
import { sourceReferencesOf } from './stageReferences.js';

/** A place that leads somewhere: to a page, or to a file of the build context. */
export type Link = { readonly range: Range } & ({ readonly url: string } | { readonly path: string });

/** Images lead to their registry's page, `# syntax` to its image, COPY sources to the files of the context. */
export function documentLinks(document: DockerfileDocument): readonly Link[] {
  return [...imageLinks(document), ...urlLinks(document), ...fileLinks(document)];
}

function* imageLinks(document: DockerfileDocument): Iterable<Link> {
  const syntax = document.directives.find(({ name }) => name === 'syntax');
  const page = syntax && imagePage(syntax.value);
  if (syntax && page) yield { range: syntax.valueRange, url: page };
  for (const { instruction, span, value, resolved, stage, use } of sourceReferencesOf(document)) {
    const isNumber = use !== 'base' && /^\d+$/.test(value);
    if (stage || isNumber) continue;
    const { name } = splitImageName(resolved.text);
    const url = name.includes('$') ? undefined : imagePage(name);
    if (url) yield { range: instruction.rangeOf(span), url };
  }
}

/** The web page of an image; undefined where the registry is known to have none, or is not known. */
export function imagePage(reference: string): string | undefined {
  const parsed = parseImageReference(reference);
  if (!parsed) return undefined;
  const { host, path } = parsed;
  switch (host) {
    case 'docker.io': {
      const name = familiarName(parsed);
      return name.includes('/') ? `https://hub.docker.com/r/${name}` : `https://hub.docker.com/_/${name}`;
    }
    case 'ghcr.io':
      return ghcrPage(path);
    case 'mcr.microsoft.com':
      return `https://mcr.microsoft.com/artifact/mar/${path}`;
    case 'quay.io':
      return `https://quay.io/repository/${path}`;
    case 'public.ecr.aws':
      return `https://gallery.ecr.aws/${path}`;
    case 'registry.gitlab.com':
      return `https://gitlab.com/${path}/container_registry`;
    case 'cgr.dev':
      return `https://images.chainguard.dev/directory/image/${path.split('/').at(-1)}/overview`;
    default:
      return /(^|\.)gcr\.io$|-docker\.pkg\.dev$/.test(host) ? `https://${host}/${path}` : undefined;
  }
}

function ghcrPage(path: string): string | undefined {
  const [owner, ...rest] = path.split('/');
  const name = rest.at(-1);
  return name && `https://github.com/${owner}/${rest[0]}/pkgs/container/${encodeURIComponent(rest.join('/'))}`;
}

function* urlLinks({ instructions }: DockerfileDocument): Iterable<Link> {
  for (const instruction of actual(instructions, 'ADD')) {
    for (const word of sourceWords(instruction)) {
      if (/^https?:\/\/[^$]+$/.test(word.value)) yield { range: instruction.rangeOf(word), url: word.value };
    }
  }
}

function* fileLinks({ instructions }: DockerfileDocument): Iterable<Link> {
  for (const instruction of actual(instructions, 'COPY', 'ADD')) {
    if (instruction.flag('from')) continue;
    for (const word of sourceWords(instruction)) {
      const path = word.value.replace(/^["']|["']$/g, '').replace(/^(?:\.?\/)+/, '');
      if (path !== '' && path !== '.' && !/[*?[\]$<]|:\/\/|^git@/.test(path))
        yield { range: instruction.rangeOf(word), path };
    }
  }
}

/** The words of a COPY or ADD that name what is copied. */
function sourceWords(instruction: Instruction) {
  const words = instruction.json?.items ?? instruction.args;
  return words.slice(0, -1);
}

function* actual(instructions: readonly Instruction[], ...keywords: readonly string[]): Iterable<Instruction> {
  for (const written of instructions) {
    const instruction = written.trigger ?? written;
    if (keywords.includes(instruction.keyword)) yield instruction;
  }
}
