import assert from 'node:assert/strict';
import { blobChunks } from '../../../../../src/core/registry/download.js';
import { type Bench, because, type Case, conforms, text } from '../../../../support/conformance.js';
import { digestOf, type Fault, send } from '../../../../support/fakeRegistry.js';

const content = 'x'.repeat(100_000);

async function download({ client }: Bench, digest: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of blobChunks(client, 'a', digest)) chunks.push(chunk);
  return text(Buffer.concat(chunks));
}

/** Breaks the first answer with a blob off in its middle. */
function breaksOff({ registry }: Bench): void {
  let isFirst = true;
  registry.faults.push(({ url }, response) => {
    if (!isFirst || !url.includes('/blobs/sha256:')) return false;
    isFirst = false;
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.slice(0, 40_000), () => setTimeout(() => response.destroy(), 20));
    return true;
  });
}
const rangesOf = ({ registry }: Bench) => registry.requests.flatMap(({ headers }) => headers['range'] ?? []);

/** Answers requests for a part of a blob. */
const answersRange =
  (status: number, contentRange: string): Fault =>
  ({ headers }, response) => {
    if (!headers['range']) return false;
    if (contentRange) response.setHeader('content-range', contentRange);
    send(response, status, content.slice(40_000));
    return true;
  };

const ranges: Record<string, Case> = {
  ...Object.fromEntries(
    Object.entries({ 'is sent (206)': true, 'is not known and all of it comes again (200)': false }).map(
      ([name, isKnown]) => [
        `a blob that breaks off, where the Range that is left ${name}`,
        {
          options: { ranges: isKnown },
          run: async (bench: Bench) => {
            breaksOff(bench);
            const { digest } = bench.registry.addBlob('a', content);
            assert.equal(await download(bench, digest), content);
            assert.deepEqual(rangesOf(bench), ['bytes=40000-']);
          },
        },
      ],
    ),
  ),
  'a blob of which only the end of the answer was lost (416)': {
    run: async (bench) => {
      breaksOff(bench);
      const { digest } = bench.registry.addBlob('a', content.slice(0, 40_000));
      assert.equal(await download(bench, digest), content.slice(0, 40_000));
    },
  },
  'a Range that was not asked for': {
    run: async (bench) => {
      for (const contentRange of ['bytes 50000-99999/100000', '']) {
        breaksOff(bench);
        bench.registry.faults.push(answersRange(206, contentRange));
        const { digest } = bench.registry.addBlob('a', content);
        await assert.rejects(download(bench, digest), because('badAnswer'));
        bench.registry.faults.length = 0;
      }
    },
  },
  'a blob that breaks off before anything of it came is not asked for again': {
    run: async (bench) => {
      bench.registry.faults.push((_request, response) => {
        response.writeHead(200, { 'content-length': content.length });
        response.flushHeaders();
        setTimeout(() => response.destroy(), 20);
        return true;
      });
      await assert.rejects(download(bench, digestOf(content)), because('unreachable'));
    },
  },
};

conforms('pull of a part', ranges);
