import assert from 'node:assert/strict';
import path from 'node:path';
import { Readable } from 'node:stream';
import { ReasonError } from '../../../../src/core/base/errors.js';
import { buildImage } from '../../../../src/core/build/build.js';
import { readBuildkitOutput } from '../../../../src/core/build/buildkit.js';
import { buildCommandLine } from '../../../../src/core/build/commandLine.js';
import type { BuildEvent } from '../../../../src/core/build/events.js';
import type { BuildOptions, BuildTransport } from '../../../../src/core/build/transport.js';
import { plant, uproot } from '../../../support/buildContexts.js';

describe('buildImage', () => {
  const folder = plant({ Dockerfile: 'FROM ghcr.io/a/b\nFROM scratch\nFROM c' });
  after(() => uproot(folder));
  const options: BuildOptions = {
    builder: 'classic',
    contextDir: folder,
    dockerfile: path.join(folder, 'Dockerfile'),
    tags: ['x'],
  };

  async function collect(build: BuildTransport['build'], more: Partial<BuildOptions> = {}, signal?: AbortSignal) {
    const transport: BuildTransport = { build, upgrade: () => Promise.reject(new Error('not asked for')) };
    const events: BuildEvent[] = [];
    for await (const event of buildImage(transport, { ...options, ...more }, signal)) events.push(event);
    return events;
  }

  it('ends silently when aborted, whatever the stream throws', async () => {
    const controller = new AbortController();
    const build = async () => {
      controller.abort();
      throw new Error('read ECONNRESET');
    };
    assert.deepEqual(await collect(build, {}, controller.signal), []);
  });

  it('lets the failure of the connection pass', async () => {
    await assert.rejects(
      collect(() => Promise.reject(new ReasonError('connectionLost'))),
      { message: 'connectionLost' },
    );
  });

  it('does not take an answer that breaks off for success', async () => {
    const brokenOff = { reason: 'noResult' };
    await assert.rejects(
      collect(async () => Readable.from([])),
      brokenOff,
    );
    await assert.rejects(readBuildkitOutput(Readable.from([])).next(), brokenOff);
  });

  it('takes a refused Dockerfile for a failed build', async () => {
    const refuse = () => Promise.reject(new ReasonError('badRequest', 'dockerfile parse error line 1: x'));
    assert.deepEqual(await collect(refuse), [{ type: 'error', message: 'dockerfile parse error line 1: x' }]);
  });

  it('refuses secrets and agents where the engine cannot give them to steps, before it builds', async () => {
    const unasked = () => Promise.reject(new Error('not asked for'));
    for (const lent of [{ secrets: { token: '/token' } }, { ssh: { default: '/agent' } }])
      await assert.rejects(collect(unasked, lent), { reason: 'buildkitMissing' });
  });

  it('gives the classic builder the logins of the base images', async () => {
    let header: string | undefined;
    await collect(
      async (_query, _body, sent) => {
        header = sent?.headers?.['X-Registry-Config'];
        return Readable.from([Buffer.from('{"aux":{"ID":"x"}}')]);
      },
      {
        credentials: async (host) => (host === 'docker.io' ? { identitytoken: 't' } : { username: 'u', password: 'p' }),
      },
    );
    assert.deepEqual(JSON.parse(Buffer.from(header ?? '', 'base64').toString()), {
      'ghcr.io': { username: 'u', password: 'p' },
      'https://index.docker.io/v1/': { identitytoken: 't' },
    });
  });

  it('packs no more once the engine has answered', async () => {
    const context = plant({ Dockerfile: 'FROM scratch', a: 'x'.repeat(3_000_000), b: 'y' });
    let body: unknown;
    await collect(
      async (_query, sent) => {
        body = sent;
        return Readable.from([Buffer.from('{"aux":{"ID":"x"}}')]);
      },
      { contextDir: context, dockerfile: path.join(context, 'Dockerfile') },
    );
    uproot(context);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert(body instanceof Readable);
    const reading = body.toArray();
    await assert.rejects(reading, 'the rest of the tar does not come');
  });

  it('tells the command line that does the same', () => {
    const words = buildCommandLine({
      ...options,
      dockerfile: path.join(folder, 'x.Dockerfile'),
      target: 't',
      buildArgs: { A: 'b c' },
      secrets: { token: '/home/me/token' },
      ssh: { default: '/run/agent' },
      noCache: true,
    });
    assert.deepEqual(words.slice(0, -1), [
      'docker',
      'build',
      '-t',
      'x',
      '-f',
      path.join(folder, 'x.Dockerfile'),
      '--target',
      't',
      '--build-arg',
      'A=b c',
      '--secret',
      'id=token,src=/home/me/token',
      '--ssh',
      'default',
      '--no-cache',
    ]);
    assert.equal(words.at(-1), folder);
  });
});
