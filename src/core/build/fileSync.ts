import type { BuildContext, ContextEntry, ContextFilter } from './context.js';
import { type GrpcCall, GrpcError, type GrpcMethod } from './grpc.js';
import { MessageWriter, readFields } from './protobuf.js';

/**
 * Sends folders to BuildKit, which asks only for the files that it lacks.
 * Source: https://github.com/tonistiigi/fsutil (send.go, types/wire.proto, types/stat.proto) and
 * https://github.com/moby/buildkit/blob/master/session/filesync/filesync.go
 */
const packetType = { stat: 0, request: 1, data: 2, fin: 3, error: 4 } as const;

interface Packet {
  readonly type: number;
  /** Place of the file in the list that was sent. */
  readonly id: number;
  readonly data: Uint8Array;
}

/** Files whose content is on its way at the same time: hides the latency of opening small files. */
const parallelFiles = 6;

/** `FileSync/DiffCopy` for the folders that BuildKit knows by name: `context` and `dockerfile`. */
export function diffCopy(folders: Readonly<Record<string, BuildContext>>): GrpcMethod {
  return async (call, signal) => {
    const folder = folders[call.metadata('dir-name')[0] ?? ''];
    if (!folder) throw new GrpcError('notFound', 'no such folder in this session');
    await new Sender(call, folder, signal).send(filterOf(call));
  };
}

class Sender {
  private readonly entries: ContextEntry[] = [];
  private readonly requested: number[] = [];
  private readonly workers = new Set<Promise<void>>();
  private readonly failure = new AbortController();

  constructor(
    private readonly call: GrpcCall,
    private readonly folder: BuildContext,
    private readonly signal: AbortSignal,
  ) {}

  async send(filter: ContextFilter): Promise<void> {
    const failed = new Promise<never>((_, reject) => {
      this.failure.signal.addEventListener('abort', () => reject(this.failure.signal.reason));
    });
    await Promise.race([Promise.all([this.sendList(filter), this.serveRequests()]), failed]);
  }

  private async sendList(filter: ContextFilter): Promise<void> {
    for await (const batch of this.folder.walk(filter, this.signal)) {
      this.entries.push(...batch);
      await this.call.send(batch.map(statPacket));
    }
    // A packet without a stat ends the list.
    await this.call.send([new Uint8Array(0)]);
  }

  private async serveRequests(): Promise<void> {
    for await (const message of this.call.messages) {
      const packet = readPacket(message);
      if (packet.type === packetType.fin) {
        await Promise.all(this.workers);
        return this.call.send([new MessageWriter().uint(packetField.type, packetType.fin).finish()]);
      }
      if (packet.type === packetType.error) throw new GrpcError('unknown', Buffer.from(packet.data).toString());
      if (packet.type === packetType.request) this.enqueue(packet.id);
    }
  }

  private enqueue(id: number): void {
    this.requested.push(id);
    if (this.workers.size >= parallelFiles) return;
    const worker = this.work()
      .catch((error) => this.failure.abort(error))
      .finally(() => this.workers.delete(worker));
    this.workers.add(worker);
  }

  private async work(): Promise<void> {
    for (let id = this.requested.shift(); id !== undefined; id = this.requested.shift()) {
      const entry = this.entries[id];
      if (!entry) throw new GrpcError('unknown', `file ${id} was asked for but never listed`);
      let packets: Buffer[] = [];
      for await (const chunk of this.folder.read(entry, this.signal)) {
        if (packets.length > 0) await this.call.send(packets);
        packets = [dataPacket(id, chunk)];
      }
      // An empty packet ends the file; it travels with the last chunk.
      await this.call.send([...packets, dataPacket(id)]);
    }
  }
}

const packetField = { type: 1, stat: 2, id: 3, data: 4 } as const;

function readPacket(message: Uint8Array): Packet {
  const packet = { type: 0, id: 0, data: new Uint8Array(0) as Uint8Array };
  for (const field of readFields(message)) {
    if (field.number === packetField.type) packet.type = Number(field.varint);
    else if (field.number === packetField.id) packet.id = Number(field.varint);
    else if (field.number === packetField.data) packet.data = field.bytes;
  }
  return packet;
}

function dataPacket(id: number, data?: Uint8Array): Buffer {
  const packet = new MessageWriter().uint(packetField.type, packetType.data).uint(packetField.id, id);
  return (data ? packet.bytes(packetField.data, data) : packet).finish();
}

/** Owner and group stay 0, as the docker CLI sends them. */
function statPacket(entry: ContextEntry): Buffer {
  const stat = new MessageWriter()
    .text(1, entry.path)
    .uint(2, goFileMode(entry))
    .uint(5, entry.size)
    .uint(6, entry.modified)
    .text(7, entry.link ?? '');
  return new MessageWriter().bytes(packetField.stat, stat.finish()).finish();
}

const goTypeBits = { file: 0, directory: 2 ** 31, symlink: 2 ** 27, fifo: 2 ** 25 };

/** Go's `fs.FileMode`: nine permission bits, the rest in bits of its own. Source: https://pkg.go.dev/io/fs#FileMode */
function goFileMode({ type, mode }: ContextEntry): number {
  const setuid = mode & 0o4000 ? 2 ** 23 : 0;
  const setgid = mode & 0o2000 ? 2 ** 22 : 0;
  const sticky = mode & 0o1000 ? 2 ** 20 : 0;
  return goTypeBits[type] + setuid + setgid + sticky + (mode & 0o777);
}

function filterOf(call: GrpcCall): ContextFilter {
  const values = (key: string) => decodeMetadata(call.metadata(key), call.metadata(`${key}-encoded`)[0]);
  const overridden = call.metadata('override-excludes')[0] === 'true';
  return {
    exclude: overridden ? [] : values('exclude-patterns'),
    include: values('include-patterns'),
    follow: values('followpaths'),
  };
}

/** BuildKit query-escapes lists that hold more than ASCII, and says so in a key beside them. */
function decodeMetadata(values: readonly string[], encoded: string | undefined): string[] {
  if (encoded === '1' || encoded === 'true') {
    return values.map((value) => decodeURIComponent(value.replaceAll('+', ' ')));
  }
  // Older ones write UTF-8 as it is; HTTP/2 headers are read as Latin-1.
  return values.map((value) => Buffer.from(value, 'latin1').toString());
}
