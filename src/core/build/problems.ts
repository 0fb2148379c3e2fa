import { parseImageReference } from '../base/imageReference.js';
import { type DockerfileDocument, instructionAt, parseDockerfile } from '../dockerfile/document.js';
import type { Range } from '../dockerfile/range.js';
import type { Stage } from '../dockerfile/stages.js';
import type { BuildWarning, StepPosition } from './events.js';

/** Something that a build said about a place in the Dockerfile. */
export interface BuildProblem {
  readonly severity: 'error' | 'warning';
  /** The builder's own words. */
  readonly message: string;
  /** Undefined when the build did not tell what it is about. */
  readonly range?: Range;
}

/** A build that failed, as the state tells it. */
export interface BuildFailure {
  readonly message: string;
  /** The step that failed; absent for syntax errors and the like. */
  readonly step?: { readonly name: string; readonly message: string; readonly position?: StepPosition };
}

/** Instructions that BuildKit counts. Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go */
const layerKeywords = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** Where in the Dockerfile a build failed. */
export function failureProblem(text: string, { message, step }: BuildFailure): BuildProblem {
  const file = parseDockerfile(text);
  const range =
    (step?.position && rangeOfStep(file, step.position)) ??
    (step && rangeOfImage(file, step.name)) ??
    rangeOfSyntaxError(file, message);
  return { severity: 'error', message: step?.message || message, ...(range && { range }) };
}

/** Where in the Dockerfile a warning belongs. */
export function warningProblem(text: string, { message, lines }: BuildWarning): BuildProblem {
  const range = lines && lineRange(text, lines.start - 1, lines.end - 1);
  return { severity: 'warning', message, ...(range && { range }) };
}

function rangeOfStep({ stages, instructions }: DockerfileDocument, position: StepPosition): Range | undefined {
  const index = position.index - 1;
  if (position.counts === 'instructions') return instructions[index]?.fullRange;
  const stage = findStage(stages, position.stage);
  if (!stage) return undefined;
  const { from, base, parent, instructions: body } = stage;
  if (position.counts === 'stageInstructions') return [from, ...body][index]?.fullRange;
  const isFromCounted = base.text !== 'scratch' && !parent;
  const layers = body.filter(({ keyword }) => layerKeywords.has(keyword));
  const counted = isFromCounted ? [from, ...layers] : layers;
  // What ONBUILD of the base image adds runs right after FROM.
  const added = Math.max(0, position.total - counted.length);
  const firstAdded = isFromCounted ? 1 : 0;
  if (added === 0 || index < firstAdded) return counted[index]?.fullRange;
  return index < firstAdded + added ? from.range : counted[index - added]?.fullRange;
}

function findStage(stages: readonly Stage[], name: string | undefined): Stage | undefined {
  if (name === undefined) return stages.at(-1);
  const named = stages.findLast((stage) => stage.name?.value.toLowerCase() === name);
  return named ?? stages[Number(/^stage-(\d+)$/.exec(name)?.[1] ?? -1)];
}

/** `[internal] load metadata for docker.io/library/nosuch:latest` is about the FROM of that image. */
function rangeOfImage({ stages }: DockerfileDocument, stepName: string): Range | undefined {
  const image = /load metadata for (\S+)/.exec(stepName)?.[1];
  if (!image) return undefined;
  const stage = stages.find(({ base }) => canonical(base.text) === canonical(image));
  return (stage ?? (stages.length === 1 ? stages[0] : undefined))?.from.range;
}

function canonical(image: string): string {
  const { host, path, tag = 'latest', digest } = parseImageReference(image) ?? { host: '', path: image };
  return `${host}/${path}${digest ? `@${digest}` : `:${tag}`}`;
}

/** The builder's parser names a line; the words around it differ by version. */
function rangeOfSyntaxError(file: DockerfileDocument, message: string): Range | undefined {
  const line = Number(/parse error (?:on )?line (\d+)/.exec(message)?.[1] ?? 0) - 1;
  if (line < 0) return undefined;
  return instructionAt(file, line)?.fullRange ?? lineRange(file.text, line, line);
}

function lineRange(text: string, first: number, last: number): Range | undefined {
  const lines = text.split(/\r?\n/);
  const [start, end] = [lines[first], lines[Math.max(first, last)]];
  if (start === undefined || end === undefined) return undefined;
  return {
    start: { line: first, character: start.length - start.trimStart().length },
    end: { line: Math.max(first, last), character: end.length },
  };
}
