import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { complete } from '../../../../../src/core/dockerfile/features/completion/complete.js';
import { marked } from '../../../../support/markedText.js';

function paths(source: string): string[] {
  const { text, cursor } = marked(source);
  const offers = complete(parseDockerfile(text), cursor);
  return offers.filter(({ kind }) => kind === 'file' || kind === 'folder').map(({ label }) => label);
}

const build = `ARG OUT=/out
FROM base AS deps
COPY unknown .
WORKDIR /src
COPY go.mod go.sum ./
FROM deps AS build
ARG DIR=bin
COPY --chmod=755 tool /usr/bin/tool
RUN go build -o /go/bin/app . && curl --output=list.txt x && gcc -O2 -o "$DIR/c" c.c && tar -o "$UNKNOWN"
WORKDIR dist
FROM scratch
`;

describe('paths of COPY --from', () => {
  it('are those that the stage, and those it is built on, tell of, the last ones first', () => {
    assert.deepEqual(paths(`${build}COPY --from=build /|`), [
      '/src/dist/',
      '/src/bin/c',
      '/src/list.txt',
      '/go/bin/app',
      '/usr/bin/tool',
      '/src/',
      '/src/go.sum',
      '/src/go.mod',
    ]);
    assert.deepEqual(paths(`${build}COPY --from=0 --chown=1 |`), ['/src/', '/src/go.sum', '/src/go.mod']);
    assert.deepEqual(paths(`${build}ONBUILD COPY --from=0 |`), ['/src/', '/src/go.sum', '/src/go.mod']);
  });

  it('are offered for a mount from a stage too', () => {
    const sources = ['/src/', '/src/go.sum', '/src/go.mod'];
    assert.deepEqual(paths(`${build}RUN --mount=type=bind,from=deps,source=|`), sources);
    assert.deepEqual(paths(`${build}RUN --mount=from=build --mount=src=/|,from=deps,target=/x y`), sources);
    assert.deepEqual(paths(`${build}RUN --mount=type=bind,source=|`), []);
  });

  it('are common ones for images, and only those of a target behind the source', () => {
    assert.ok(paths('FROM a\nCOPY --from=alpine:3.20 |').includes('/etc/ssl/certs/ca-certificates.crt'));
    assert.deepEqual(paths(`${build}COPY --from=build /src |`), ['./']);
    assert.deepEqual(paths(`${build}COPY |`), []);
  });
});
