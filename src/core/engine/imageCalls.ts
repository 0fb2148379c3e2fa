import { familiarName, parseImageReference } from '../base/imageReference.js';
import { jsonHeader } from '../base/jsonHeader.js';
import { jsonLines } from '../base/jsonLines.js';
import { isRecord } from '../base/record.js';
import { inspectJson } from './containerCalls.js';
import type { ImageEngine } from './engine.js';
import { EngineError } from './errors.js';
import type { Image, ImageRemoval, RegistryAuth, TransferProgress } from './models.js';
import { normalizeImage, rowsOf } from './normalize.js';
import { Row } from './row.js';
import { segment, type Wire } from './wire.js';
import { inBandError } from './wireErrors.js';

/** The image calls of the Engine API over a wire. */
export function imageCalls(wire: Wire): ImageEngine {
  const at = (reference: string, call: string) => `/images/${segment(reference)}${call}`;
  const list = async (signal?: AbortSignal) =>
    rowsOf(await wire.json({ method: 'GET', path: '/images/json', signal }), normalizeImage);
  const inspect = async (reference: string, signal?: AbortSignal) =>
    inspectJson(await wire.json({ method: 'GET', path: at(reference, '/json'), signal }), wire.address);
  return {
    list,
    // The list has no filter by id, and with a filter by name it shows only the names that fit.
    find: async (id, signal): Promise<Image | undefined> => (await list(signal)).find((row) => row.id === id),
    inspect,
    history: async (reference, signal) => {
      const path = at(reference, '/history');
      return rowsOf(await wire.json({ method: 'GET', path, signal }), (row) => inspectJson(row, wire.address));
    },
    tag: async (reference, repository, tag, signal) => {
      await wire.text({ method: 'POST', path: at(reference, '/tag'), query: { repo: repository, tag }, signal });
    },
    remove: async (reference, { force } = {}, signal) => {
      return removalOf(await wire.json({ method: 'DELETE', path: at(reference, ''), query: { force }, signal }));
    },
    pull: (reference, options, signal) => pull(wire, reference, options, signal),
    push: (reference, options, signal) => push(wire, reference, options, signal),
  };
}

function removalOf(answer: unknown): ImageRemoval {
  const rows = rowsOf(answer, (row) => new Row(row));
  const texts = (field: string) => rows.map((row) => row.text(field)).filter((text) => text !== '');
  return { untagged: texts('Untagged'), deleted: texts('Deleted') };
}

async function* pull(
  wire: Wire,
  reference: string,
  { auth, platform }: { readonly auth?: RegistryAuth; readonly platform?: string },
  signal?: AbortSignal,
): AsyncIterable<TransferProgress> {
  const { name, tag } = nameAndTag(reference);
  const query = { fromImage: name, tag, platform };
  yield* transfer(wire, '/images/create', query, auth, signal);
}

async function* push(
  wire: Wire,
  reference: string,
  { auth }: { readonly auth?: RegistryAuth },
  signal?: AbortSignal,
): AsyncIterable<TransferProgress> {
  const { name, tag } = nameAndTag(reference);
  yield* transfer(wire, `/images/${segment(name)}/push`, { tag }, auth, signal);
}

/** Without a tag the engine would move every tag of the repository. */
function nameAndTag(reference: string): { name: string; tag: string } {
  const parsed = parseImageReference(reference);
  if (!parsed) throw new EngineError('badRequest', reference);
  return { name: familiarName(parsed), tag: parsed.digest ?? parsed.tag ?? 'latest' };
}

async function* transfer(
  wire: Wire,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  auth: RegistryAuth | undefined,
  signal?: AbortSignal,
): AsyncIterable<TransferProgress> {
  const headers = { 'X-Registry-Auth': jsonHeader(auth ?? {}) };
  const body = await wire.open({ method: 'POST', path, query, headers, signal });
  for await (const line of jsonLines(wire.bytes(body, signal))) {
    const failure = failureOf(line);
    if (failure !== undefined) throw inBandError(failure);
    const progress = progressOf(line);
    if (progress) yield progress;
  }
}

function failureOf(line: Readonly<Record<string, unknown>>): string | undefined {
  const detail = line['errorDetail'];
  if (isRecord(detail) && typeof detail['message'] === 'string') return detail['message'];
  return typeof line['error'] === 'string' ? line['error'] : undefined;
}

function progressOf(line: Readonly<Record<string, unknown>>): TransferProgress | undefined {
  const row = new Row(line);
  const status = row.text('status') || row.text('stream').trimEnd();
  if (status === '') return undefined;
  const detail = new Row(row.record('progressDetail'));
  const id = row.text('id');
  const current = detail.optionalNumber('current');
  const total = detail.optionalNumber('total');
  return {
    status,
    ...(id && { id }),
    ...(current !== undefined && { current }),
    ...(total !== undefined && { total }),
  };
}
