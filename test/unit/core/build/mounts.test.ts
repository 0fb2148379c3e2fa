import assert from 'node:assert/strict';
import { wantedMounts } from '../../../../src/core/build/mounts.js';
import { parseDockerfile } from '../../../../src/core/dockerfile/document.js';

const readMounts = (text: string) => wantedMounts(parseDockerfile(text));

describe('what the steps of a Dockerfile mount', () => {
  it('is read from the flags of RUN', () => {
    const text = [
      '# syntax=docker/dockerfile:1',
      'FROM a',
      'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=cache,target=/c npm ci',
      'RUN --network=none --mount=type=secret,required=true,dst=/run/secrets/token \\',
      '    --mount=type=ssh make',
      'RUN --mount=id="aws",type=secret,env=AWS aws s3 ls',
      'RUN --mount=type=secret,id=npmrc npm ci',
      'RUN --mount=type=ssh,id=github git clone',
      'RUN echo --mount=type=secret,id=word',
      '# RUN --mount=type=secret,id=comment',
    ].join('\n');
    assert.deepEqual(readMounts(text), { secrets: ['npmrc', 'token', 'aws'], ssh: ['default', 'github'] });
  });

  it('is nothing where nothing is mounted', () => {
    assert.deepEqual(readMounts('FROM a\nRUN --mount=type=bind,target=/x ls\nCOPY . .\n'), { secrets: [], ssh: [] });
  });
});
