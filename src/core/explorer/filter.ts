import type { Container, Image } from '../engine/models.js';
import { publishedPorts } from './ports.js';

/** A filter as typed: words and `qualifier:value` terms that must all hold; `-` before a term turns it round, `*` matches anything. */
export type Filter<T> = (item: T) => boolean;

type Matcher<T> = (item: T, value: string) => boolean;

const termPattern = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S*))/gi;

/** Reads a filter; `names` are the words before the colon that mean something, anything else is searched as text. */
function parseFilter<T>(text: string, names: Readonly<Record<string, Matcher<T>>>, plain: Matcher<T>): Filter<T> {
  const terms = [...text.matchAll(termPattern)].map(([whole, minus, qualifier = '', quoted, bare]) => {
    const value = quoted ?? bare ?? '';
    const named = Object.hasOwn(names, qualifier.toLowerCase()) ? names[qualifier.toLowerCase()] : undefined;
    const searched = named || !qualifier ? value : whole.slice(minus?.length ?? 0);
    const matches = searched === '' ? () => minus !== '-' : (named ?? plain);
    return (item: T) => matches(item, searched.toLowerCase()) !== (minus === '-');
  });
  return (item) => terms.every((term) => term(item));
}

/** True when the text holds the value, or is the value where it has wildcards. Both are compared in lower case. */
export function holds(text: string, value: string): boolean {
  const lower = text.toLowerCase();
  if (!value.includes('*')) return lower.includes(value);
  const parts = value.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(lower);
}

function holdsLabel(labels: Readonly<Record<string, string>>, value: string): boolean {
  return Object.entries(labels).some(([name, text]) => holds(name, value) || holds(`${name}=${text}`, value));
}

const startsId = (id: string, value: string) => value !== '' && id.replace(/^sha256:/, '').startsWith(value);

const containerTerms: Record<string, Matcher<Container>> = {
  name: ({ name }, value) => holds(name, value),
  image: ({ image }, value) => holds(image, value),
  status: ({ state }, value) => state.startsWith(value),
  health: ({ health }, value) => health.startsWith(value),
  label: ({ labels }, value) => holdsLabel(labels, value),
  project: ({ compose }, value) => compose !== undefined && holds(compose.project, value),
  port: ({ ports }, value) => ports.some((port) => [port.hostPort, port.containerPort].map(String).includes(value)),
  id: ({ id }, value) => startsId(id, value),
};

/** Reads a filter of containers, as `web status:exited -image:postgres`. */
export function parseContainerFilter(text: string): Filter<Container> {
  return parseFilter(
    text,
    containerTerms,
    (container, value) =>
      [
        container.name,
        container.image,
        container.state,
        container.compose?.project ?? '',
        ...publishedPorts(container.ports),
      ].some((part) => holds(part, value)) || startsId(container.id, value),
  );
}

/** What the filter of images sees: one row. */
export interface ImageCandidate {
  readonly image: Image;
  readonly repository: string;
  readonly tag: string;
  readonly used: boolean;
}

const imageStates: Record<string, (candidate: ImageCandidate) => boolean> = {
  used: ({ used }) => used,
  unused: ({ used }) => !used,
  dangling: ({ image }) => image.tags.length === 0,
  tagged: ({ image }) => image.tags.length > 0,
};

const imageTerms: Record<string, Matcher<ImageCandidate>> = {
  repo: ({ repository }, value) => holds(repository, value),
  name: ({ repository }, value) => holds(repository, value),
  image: (candidate, value) => holds(referenceOf(candidate), value),
  reference: (candidate, value) => holds(referenceOf(candidate), value),
  tag: ({ tag }, value) => holds(tag, value),
  label: ({ image }, value) => holdsLabel(image.labels, value),
  id: ({ image }, value) => startsId(image.id, value),
  status: (candidate, value) => imageState(candidate, value),
  is: (candidate, value) => imageState(candidate, value),
};

function imageState(candidate: ImageCandidate, value: string): boolean {
  return Object.entries(imageStates).some(([name, holdsFor]) => name.startsWith(value) && holdsFor(candidate));
}

function referenceOf({ repository, tag }: ImageCandidate): string {
  return tag === '' ? repository : `${repository}:${tag}`;
}

/** Reads a filter of images, as `repo:web* is:unused`. */
export function parseImageFilter(text: string): Filter<ImageCandidate> {
  return parseFilter(
    text,
    imageTerms,
    (candidate, value) => holds(referenceOf(candidate), value) || startsId(candidate.image.id, value),
  );
}
