import type { OutputChunk } from './models.js';

const headerLength = 8;

/**
 * Splits a multiplexed log or attach stream into its two streams: frames of type, three zeros, and length (big-endian).
 * Nothing is read ahead: who iterates slowly slows the sender down.
 * Source: https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
 */
export async function* demultiplex(bytes: AsyncIterable<Uint8Array>): AsyncIterable<OutputChunk> {
  const header = Buffer.alloc(headerLength);
  let headerFill = 0;
  let missing = 0;
  let stream: OutputChunk['stream'] = 'stdout';
  for await (const chunk of bytes) {
    let position = 0;
    while (position < chunk.length) {
      if (missing === 0) {
        const taken = chunk.subarray(position, position + headerLength - headerFill);
        header.set(taken, headerFill);
        position += taken.length;
        headerFill += taken.length;
        if (headerFill < headerLength) break;
        headerFill = 0;
        stream = header[0] === 2 ? 'stderr' : 'stdout';
        missing = header.readUInt32BE(4);
        continue;
      }
      const data = chunk.subarray(position, position + missing);
      position += data.length;
      missing -= data.length;
      yield { stream, data };
    }
  }
}

/** The output of a terminal: one stream, no frames. */
export async function* unframed(bytes: AsyncIterable<Uint8Array>): AsyncIterable<OutputChunk> {
  for await (const data of bytes) yield { stream: 'stdout', data };
}
