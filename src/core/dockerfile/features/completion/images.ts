import * as l10n from '@vscode/l10n';
import { formatAge, formatBytes } from '../../../base/format.js';
import { familiarName, parseImageReference } from '../../../base/imageReference.js';
import type { DockerfileDocument } from '../../document.js';
import { lineRange, type Position } from '../../range.js';
import { cursorAt } from '../cursor.js';
import { type Answer, type ImageCatalog, within } from '../imageCatalog.js';
import type { Completion, Offer } from './completion.js';

export interface ImageCompletions {
  readonly items: readonly Completion[];
  /** Resolves when more is known than is in `items`; undefined when that is all. */
  readonly more: Promise<unknown> | undefined;
}

/** Longest time in milliseconds that a list waits for a registry; what comes later is for the next keystroke. */
const patience = 120;

/** Names, tags and digests of images in FROM, `COPY --from` and mounts. */
export async function completeImages(
  document: DockerfileDocument,
  position: Position,
  catalog: ImageCatalog,
  now = Date.now(),
): Promise<ImageCompletions> {
  const written = imageBefore(document, position);
  if (written === undefined) return { items: [], more: undefined };
  const at = written.lastIndexOf('@');
  const colon = written.lastIndexOf(':');
  const isTag = colon > written.lastIndexOf('/');
  const { offers, replaced, more } =
    at >= 0
      ? await digests(catalog, written.slice(0, at), written.slice(at + 1))
      : isTag
        ? await tags(catalog, written.slice(0, colon), written.slice(colon + 1), now)
        : await names(catalog, written);
  const behind = /^[\w.:@/-]*/.exec(document.lines.textOf(position.line).slice(position.character))?.[0].length ?? 0;
  const { line, character } = position;
  const range = lineRange(line, character - replaced.length, character + behind);
  return { items: offers.map((offer) => ({ ...offer, insert: offer.insert ?? offer.label, range })), more };
}

/** What is written of an image before the cursor; undefined where no image goes. */
export function imageBefore(document: DockerfileDocument, position: Position): string | undefined {
  const cursor = cursorAt(document, position);
  if (cursor.kind !== 'arguments') return undefined;
  const { keyword, text } = cursor;
  const written =
    keyword === 'FROM'
      ? /^\s+(?:--\S+\s+)*(?!--)(\S*)$/.exec(text)?.[1]
      : keyword === 'COPY'
        ? /(?:^|\s)--from=(\S*)$/.exec(text)?.[1]
        : keyword === 'RUN'
          ? /(?:^|\s)--mount=(?:\S*,)?from=([^\s,]*)$/.exec(text)?.[1]
          : undefined;
  return written === undefined || /[$"']/.test(written) ? undefined : written;
}

interface Found {
  readonly offers: readonly Offer[];
  readonly replaced: string;
  readonly more?: Promise<unknown> | undefined;
}

/** Local images first, then registries by host, then what a search finds. */
async function names(catalog: ImageCatalog, written: string): Promise<Found> {
  const slash = written.indexOf('/');
  const first = written.slice(0, Math.max(slash, 0));
  const host = /[.:]|^localhost$/.test(first) ? first : 'docker.io';
  const term = host === first ? written.slice(slash + 1) : written;
  const answer = term.length >= 2 || host !== 'docker.io' ? catalog.search(host, term) : undefined;
  const found = answer && (await within(answer, patience));
  const local = catalog
    .local()
    .map((reference): Offer => ({ label: reference, kind: 'image', detail: l10n.t('local image') }));
  const seen = new Set(local.map(({ label }) => label));
  const remote = (found ?? [])
    .filter(({ name }) => !seen.has(name))
    .map(
      ({ name, description }): Offer => ({
        label: name,
        kind: 'image',
        ...(description && { documentation: () => description }),
      }),
    );
  const hosts = slash < 0 ? catalog.hosts().filter((known) => known !== 'docker.io') : [];
  const registries = hosts.map(
    (known): Offer => ({ label: `${known}/`, kind: 'folder', goesOn: true, detail: l10n.t('registry') }),
  );
  return { offers: [...local, ...remote, ...registries], replaced: written, more: rest(answer, found) };
}

async function tags(catalog: ImageCatalog, name: string, written: string, now: number): Promise<Found> {
  const parsed = parseImageReference(name);
  if (!parsed) return { offers: [], replaced: written };
  const answer = catalog.tags(parsed.host, parsed.path);
  const found = await within(answer, patience);
  const prefix = `${familiarName(parsed)}:`;
  const here = catalog
    .local()
    .flatMap((reference) => (reference.startsWith(prefix) ? [reference.slice(prefix.length)] : []));
  const offers = (found ?? []).map(({ name: tag, size, pushed }): Offer => {
    const details = [
      ...(here.includes(tag) ? [l10n.t('local image')] : []),
      ...(size === undefined ? [] : [formatBytes(size)]),
      ...(pushed === undefined ? [] : [formatAge(pushed, now)]),
    ];
    return { label: tag, kind: 'tag', detail: details.join(', ') };
  });
  const known = new Set(offers.map(({ label }) => label));
  const onlyHere = here.filter((tag) => !known.has(tag));
  const local = onlyHere.map((tag): Offer => ({ label: tag, kind: 'tag', detail: l10n.t('local image') }));
  return { offers: [...local, ...offers], replaced: written, more: rest(answer, found) };
}

async function digests(catalog: ImageCatalog, name: string, written: string): Promise<Found> {
  const parsed = parseImageReference(name);
  if (!parsed) return { offers: [], replaced: written };
  const answer = catalog.facts(parsed.host, parsed.path, parsed.tag ?? 'latest');
  const found = await within(answer, patience);
  const offers: Offer[] = found ? [{ label: found.digest, kind: 'value', detail: parsed.tag ?? 'latest' }] : [];
  return { offers, replaced: written, more: rest(answer, found) };
}

function rest<T>(answer: Answer<T> | undefined, found: T | undefined): Promise<unknown> | undefined {
  return answer && found === undefined && 'coming' in answer ? answer.coming : undefined;
}
