import assert from 'node:assert/strict';
import fc from 'fast-check';
import { demultiplex } from '../../../../src/core/engine/frames.js';

describe('demultiplex', () => {
  it('gives back what was framed, however the bytes are cut', async () => {
    const frame = fc.record({ type: fc.constantFrom(1, 2), data: fc.uint8Array({ minLength: 1, maxLength: 40 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(frame), fc.integer({ min: 1, max: 50 }), async (frames, cut) => {
        const joined = Buffer.concat(frames.map(({ type, data }) => framed(type, data)));
        const seen = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
        for await (const { stream, data } of demultiplex(pieces(joined, cut))) seen[stream].push(data);
        for (const [type, stream] of [
          [1, 'stdout'],
          [2, 'stderr'],
        ] as const) {
          const wanted = frames.filter((one) => one.type === type).map((one) => one.data);
          assert.deepEqual(Buffer.concat(seen[stream]), Buffer.concat(wanted));
        }
      }),
    );
  });

  it('takes many frames in one chunk without growing the stack', async () => {
    const line = framed(1, Buffer.from('x'.repeat(100)));
    let count = 0;
    for await (const _ of demultiplex(pieces(Buffer.concat(Array(50_000).fill(line)), 8_000_000))) count += 1;
    assert.equal(count, 50_000);
  });
});

function framed(type: number, data: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header[0] = type;
  header.writeUInt32BE(data.length, 4);
  return Buffer.concat([header, data]);
}

async function* pieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
