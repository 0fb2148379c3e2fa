/** The image calls of a fake engine. */
import type { FakeCall } from './fakeEngine.js';
import { type FakeImage, FakeRefusal, sendJson } from './fakeEngineState.js';

export const imageRoutes: readonly { method: string; pattern: RegExp; handle(call: FakeCall): void }[] = [
  { method: 'GET', pattern: /^\/images\/json$/, handle: listImages },
  { method: 'POST', pattern: /^\/images\/create$/, handle: pull },
  { method: 'GET', pattern: /^\/images\/(.+)\/json$/, handle: (call) => sendJson(call.response, imageJson(call)) },
  { method: 'GET', pattern: /^\/images\/(.+)\/history$/, handle: history },
  { method: 'POST', pattern: /^\/images\/(.+)\/tag$/, handle: tag },
  { method: 'DELETE', pattern: /^\/images\/(.+)$/, handle: removeImage },
];

function imageRow({ id, tags, created, size }: FakeImage) {
  const isDangling = tags.length === 0;
  return {
    Id: id,
    ParentId: '',
    RepoTags: isDangling ? ['<none>:<none>'] : tags,
    RepoDigests: isDangling ? ['<none>@<none>'] : null,
    Created: Math.floor(created / 1000),
    Size: size,
    VirtualSize: size,
    Labels: null,
    Containers: -1,
  };
}

function listImages({ state, query, response }: FakeCall): void {
  const { dangling } = JSON.parse(query.get('filters') || '{}') as { dangling?: string[] };
  const rows = [...state.images.values()].filter(({ tags }) => !dangling || tags.length === 0).map(imageRow);
  sendJson(response, rows);
}

function imageJson({ state, parts }: FakeCall) {
  const { id, tags, created, size } = state.image(parts[0] ?? '');
  return {
    Id: id,
    RepoTags: tags,
    RepoDigests: [],
    Parent: '',
    Created: new Date(created).toISOString(),
    Size: size,
    Config: {},
  };
}

function history({ state, parts, response }: FakeCall): void {
  const { id, tags, created, size } = state.image(parts[0] ?? '');
  sendJson(response, [
    { Id: id, Created: Math.floor(created / 1000), CreatedBy: '', Tags: tags, Size: size, Comment: '' },
  ]);
}

function tag({ state, parts, query, response }: FakeCall): void {
  const image = state.image(parts[0] ?? '');
  const name = `${query.get('repo')}:${query.get('tag')}`;
  if (/[A-Z]/.test(query.get('repo') ?? ''))
    throw new FakeRefusal(500, 'invalid reference format: repository name must be lowercase');
  for (const other of state.images.values())
    if (other.tags.includes(name)) other.tags.splice(other.tags.indexOf(name), 1);
  image.tags.push(name);
  state.emit('image', 'tag', image.id, { name });
  sendJson(response, undefined, 201);
}

function removeImage({ state, parts, query, response }: FakeCall): void {
  const name = parts[0] ?? '';
  const image = state.image(name);
  const force = query.get('force') === 'true';
  const byId = image.id === name;
  const short = image.id.slice(7, 19);
  const lost = byId ? image.tags : image.tags.filter((one) => one === (name.includes(':') ? name : `${name}:latest`));
  if (byId && image.tags.length > 1 && !force)
    throw new FakeRefusal(
      409,
      `conflict: unable to delete ${short} (must be forced) - image is referenced in multiple repositories`,
    );
  const isLast = lost.length === image.tags.length;
  const user = [...state.containers.values()].find((one) => one.imageId === image.id);
  if (isLast && user && (!force || user.process))
    throw new FakeRefusal(
      409,
      `conflict: unable to ${byId ? 'delete' : `remove repository reference "${name}"`} (must force) - container ${user.id.slice(0, 12)} is using its referenced image ${short}`,
    );
  const untagged = lost.map((one) => ({ Untagged: one }));
  for (const _ of lost) state.emit('image', 'untag', image.id, { name: image.id });
  image.tags.splice(0, image.tags.length, ...image.tags.filter((one) => !lost.includes(one)));
  if (isLast) state.images.delete(image.id);
  if (isLast) state.emit('image', 'delete', image.id, { name: image.id });
  sendJson(response, [...untagged, ...(isLast ? [{ Deleted: image.id }] : [])]);
}

/** Nothing can be pulled here: no registry answers. */
function pull({ query }: FakeCall): void {
  const [host] = (query.get('fromImage') ?? '').split('/');
  throw new FakeRefusal(500, `Get "http://${host}/v2/": dial tcp ${host}: connect: connection refused`);
}
