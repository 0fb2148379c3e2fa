import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { stageGraph } from '../../../../../src/core/dockerfile/features/stageGraph.js';
import { renderStageGraph } from '../../../../../src/core/dockerfile/features/stageGraphSvg.js';

describe('stage graph', () => {
  const text = `FROM node:22 AS base
FROM base AS build
RUN --mount=type=bind,from=base,target=/x y
FROM scratch
COPY --from=build a b
COPY --from=build c d
COPY --from=nginx e f`;
  const graph = stageGraph(parseDockerfile(text));

  it('knows who uses whom, each use once', () =>
    assert.deepEqual(
      graph.edges.map(({ from, to, use }) => `${from} -${use}> ${to}`),
      [
        'image node:22 -base> stage 0',
        'stage 0 -base> stage 1',
        'stage 0 -mount> stage 1',
        'image scratch -base> stage 2',
        'stage 1 -copy> stage 2',
        'image nginx -copy> stage 2',
      ],
    ));
  it('leaves out a stage that names itself', () => {
    const { edges } = stageGraph(parseDockerfile('FROM a AS x\nCOPY --from=x a b'));
    assert.deepEqual(
      edges.map(({ from }) => from),
      ['image a'],
    );
  });
  it('says the sizes of what is here', () => {
    const sized = stageGraph(parseDockerfile(text), (node) =>
      'image' in node ? (node.image === 'nginx' ? 1000 : undefined) : node.isLast ? 2500 : undefined,
    );
    assert.deepEqual(
      sized.nodes.map(({ title, detail }) => `${title}: ${detail}`),
      ['node:22: ', 'scratch: ', 'nginx: 1kB', 'base: node:22', 'build: base', '2: 2.5kB · scratch'],
    );
  });
  it('names images as the build knows them, where the arguments are known', () => {
    const { nodes } = stageGraph(parseDockerfile('ARG V=22\nARG W\nFROM node:$V-slim AS a\nFROM node:$W'));
    assert.deepEqual(
      nodes.map(({ title, detail }) => `${title}: ${detail}`),
      ['node:22-slim: ', 'node:$W: ', 'a: node:22-slim', '1: node:$W'],
    );
  });
  it('leads an arrow past the boxes between its ends', () => {
    const picture = renderStageGraph(stageGraph(parseDockerfile('FROM a AS x\nFROM a\nCOPY --from=x f f')));
    const starts = [...picture.matchAll(/class="edge (\w+)".* d="M(\d+) (\d+)/g)].map(([, ...parts]) =>
      parts.join(' '),
    );
    assert.deepEqual(starts, ['base 106 62', 'base 196 39', 'copy 106 152']);
  });
  it('puts users behind what they use', () =>
    assert.deepEqual(
      graph.nodes
        .filter(({ line }) => line !== undefined)
        .map(({ title, depth, line, isLast }) => [title, depth, line, isLast]),
      [
        ['base', 1, 0, false],
        ['build', 2, 1, false],
        ['2', 3, 3, true],
      ],
    ));
  it('draws hostile names as text', () => {
    const picture = renderStageGraph(
      stageGraph(parseDockerfile('FROM "><script>alert(1)</script>\nCOPY --from=<img/onerror=x> a b')),
    );
    assert.ok(!/<script|<img/.test(picture), picture);
    assert.equal(picture.match(/data-line=/g)?.length, 1);
  });
  it('draws a file without stages', () => assert.match(renderStageGraph(stageGraph(parseDockerfile(''))), /^<svg/));
});
