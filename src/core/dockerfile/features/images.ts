import * as l10n from '@vscode/l10n';
import { codeSpan } from '../../base/codeSpan.js';
import { formatAge, formatBytes } from '../../base/format.js';
import { familiarReference, type ImageReference, parseImageReference } from '../../base/imageReference.js';
import type { DockerfileDocument } from '../document.js';
import type { Instruction } from '../instruction.js';
import type { Span } from '../mappedText.js';
import { containsPosition, type Position, type Range } from '../range.js';
import { paragraphs } from './documentation.js';
import type { ImageFacts, LocalImage } from './imageCatalog.js';
import { type SourceReference, sourceReferencesOf } from './stageReferences.js';

/** An image that the file names. */
export interface ImagePlace {
  readonly instruction: Instruction;
  readonly span: Span;
  readonly range: Range;
  /** As written. */
  readonly written: string;
  /** With the defaults of its variables. */
  readonly reference: ImageReference;
}

/** The image named at a place; undefined for stages, scratch and names that a build must complete. */
export function imageAt(document: DockerfileDocument, position: Position): ImagePlace | undefined {
  const found = sourceReferencesOf(document).find(({ instruction, span }) =>
    containsPosition(instruction.rangeOf(span), position),
  );
  return found && placeOf(found);
}

/** The images that stages begin with, from top to bottom. */
export function baseImages(document: DockerfileDocument): readonly ImagePlace[] {
  return sourceReferencesOf(document).flatMap((source) => (source.use === 'base' && placeOf(source)) || []);
}

function placeOf({ instruction, span, value, resolved, stage, use }: SourceReference): ImagePlace | undefined {
  if (stage || resolved.text === 'scratch' || (use !== 'base' && /^\d+$/.test(value))) return undefined;
  const reference = resolved.isComplete ? parseImageReference(resolved.text) : undefined;
  return reference && { instruction, span, range: instruction.rangeOf(span), written: value, reference };
}

/** What is known of an image, in Markdown. */
export function imageDocumentation(
  { reference }: ImagePlace,
  facts: ImageFacts | undefined,
  local: LocalImage | undefined,
  now = Date.now(),
): string {
  return paragraphs(
    `**${codeSpan(familiarReference(reference))}**`,
    facts ? factLines(facts, reference, now) : l10n.t('Its registry told nothing about it.'),
    local ? localText(local, facts) : '',
  );
}

/** What the engine calls an image that a file names. */
export function localName({ reference: { host, path, tag = 'latest' } }: ImagePlace): string {
  return familiarReference({ host, path, tag });
}

function localText({ digests }: LocalImage, facts: ImageFacts | undefined): string {
  if (!facts) return l10n.t('The engine has an image of this name.');
  if (digests.some((digest) => digest.endsWith(`@${facts.digest}`)))
    return l10n.t('The engine has this image: it is what the registry means now.');
  return digests.length > 0
    ? l10n.t('The engine has another image of this name: the registry means a newer one by now, or another.')
    : l10n.t('The engine has an image of this name that comes from no registry.');
}

function factLines(facts: ImageFacts, { digest }: ImageReference, now: number): string {
  const list = (items: readonly string[] = [], most = 12) =>
    items.slice(0, most).map(codeSpan).join(' ') + (items.length > most ? ' …' : '');
  const rows: readonly (readonly [string, string])[] = [
    [l10n.t('Platforms'), list(facts.platforms)],
    [l10n.t('Size'), facts.size === undefined ? '' : formatBytes(facts.size)],
    [l10n.t('Created'), facts.created === undefined ? '' : formatAge(facts.created, now)],
    [l10n.t('User'), facts.user ? codeSpan(facts.user) : ''],
    [l10n.t('Working directory'), facts.workingDir ? codeSpan(facts.workingDir) : ''],
    [l10n.t('Entrypoint'), list(facts.entrypoint)],
    [l10n.t('Command'), list(facts.command)],
    [l10n.t('Ports'), list(facts.ports)],
    [l10n.t('Environment'), list(facts.env)],
    [
      l10n.t('Labels'),
      list(
        Object.entries(facts.labels ?? {}).map(([key, value]) => `${key}=${value}`),
        8,
      ),
    ],
    [l10n.t('Digest'), codeSpan(facts.digest)],
  ];
  const moved =
    digest !== undefined && digest !== facts.digest ? l10n.t('The tag has moved since this digest was written.') : '';
  const lines = rows.filter(([, value]) => value !== '').map(([title, value]) => `- ${title}: ${value}`);
  return paragraphs(lines.join('\n'), moved);
}
