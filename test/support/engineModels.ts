import type { Container, Image } from '../../src/core/engine/models.js';

/** A running container with neutral fields, but for those given. */
export function makeContainer(fields: Partial<Container> = {}): Container {
  const name = fields.name ?? 'web';
  return {
    id: idFrom(name),
    name,
    image: 'nginx:1.25',
    imageId: `sha256:${idFrom('nginx:1.25')}`,
    command: "nginx -g 'daemon off;'",
    created: Date.UTC(2026, 10, 20, 5, 6, 7),
    state: 'running',
    health: 'none',
    status: 'Up 3 hours',
    ports: [],
    mounts: [],
    networks: [],
    labels: {},
    ...fields,
  };
}

/** A member of a Compose project. */
export function makeService(project: string, service: string, fields: Partial<Container> = {}): Container {
  return makeContainer({
    name: `${project}-${service}-1`,
    compose: { project, service, number: 1, workingDir: `/home/me/${project}`, configFiles: ['compose.yaml'] },
    ...fields,
  });
}

/** An image with one tag, but for the fields given. */
export function makeImage(fields: Partial<Image> = {}): Image {
  const tags = fields.tags ?? ['nginx:1.25'];
  return {
    id: `sha256:${idFrom(tags[0] ?? 'none')}`,
    tags,
    digests: [],
    parentId: '',
    created: Date.UTC(2026, 10, 20, 5, 6, 7),
    size: 72_800_000,
    labels: {},
    ...fields,
  };
}

export function mapById<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

/** 64 hexadecimal digits that depend on the text alone. */
export function idFrom(text: string): string {
  let hash = 2166136261;
  let id = '';
  while (id.length < 64) {
    for (const character of `${text}${id.length}`) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
    id += hash.toString(16).padStart(8, '0');
  }
  return id;
}
