import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { DockerfileDocument } from '../../document.js';
import type { Instruction } from '../../instruction.js';
import { copyPaths } from '../../lint/rules/copy/copyPaths.js';
import { scriptsOf } from '../../shell/script.js';
import { type Stage, stageChain } from '../../stages.js';
import { sourceReferencesOf } from '../stageReferences.js';
import { expandAt } from '../variableValues.js';
import type { Offer } from './completion.js';

/** Flags that name what a program writes: `go build -o`, `dotnet publish -o`, `gcc -o`, `curl --output`. */
const outputFlags = ['o', 'output', 'outfile', 'out-dir', 'outDir', 'prefix', 'root', 'target-dir', 'dest-dir'];

/** What is often copied from images whose files nobody here knows. */
const commonPaths = ['/etc/ssl/certs/ca-certificates.crt', '/usr/share/zoneinfo', '/usr/local/bin/', '/etc/passwd'];

/** Paths in what a `from` of the instruction names: what the file tells of a stage, or what is often copied from an image. */
export function stagePathOffers(document: DockerfileDocument, instruction: Instruction, from: string): Offer[] {
  const reference = sourceReferencesOf(document).find(
    (found) => found.instruction === instruction && found.value === from,
  );
  if (!reference) return [];
  const { stage } = reference;
  if (!stage) return commonPaths.map((label) => toOffer(label, l10n.t('often copied')));
  const detail = l10n.t('stage {0}', stage.name?.value ?? String(stage.index));
  return [...pathsOf(document, stage)].map((label) => toOffer(label, detail));
}

function toOffer(label: string, detail: string): Offer {
  return { label, kind: label.endsWith('/') ? 'folder' : 'file', detail };
}

/** Absolute paths that the stage, and those it is built on, make; the last ones first. */
function pathsOf(document: DockerfileDocument, stage: Stage): ReadonlySet<string> {
  const found: string[] = [];
  // The base image's own working directory is not known here.
  let folder: string | undefined;
  for (const { instructions } of stageChain(stage).reverse()) {
    for (const instruction of instructions) {
      const expand = expander(document, instruction);
      if (instruction.keyword === 'WORKDIR') {
        folder = absolute(folder, expand(instruction.argsText));
        if (folder !== undefined) found.push(asFolder(folder));
      }
      for (const written of [...copiedTo(instruction), ...writtenBy(instruction)]) {
        const place = absolute(folder, expand(written));
        if (place !== undefined && place !== '/') found.push(place);
      }
    }
  }
  return new Set(found.reverse());
}

/** Undefined for values that nobody knows. */
function expander(document: DockerfileDocument, instruction: Instruction) {
  return (text: string): string | undefined => {
    const expanded = expandAt(document, instruction, text);
    return expanded.isComplete && expanded.text !== '' ? expanded.text : undefined;
  };
}

function absolute(folder: string | undefined, place: string | undefined): string | undefined {
  if (place === undefined || /[*?`]/.test(place)) return undefined;
  if (place.startsWith('/')) return path.posix.normalize(place);
  return folder === undefined ? undefined : path.posix.join(folder, place);
}

function asFolder(place: string): string {
  return place.endsWith('/') ? place : `${place}/`;
}

/** The target; inside a folder each source that is named as a file. */
function copiedTo(instruction: Instruction): string[] {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return [];
  const { sources, target } = copyPaths(instruction);
  const place = target?.value.replace(/^["'](.*)["']$/, '$1');
  if (place === undefined) return [];
  const isFolder = place.endsWith('/') || place === '.' || sources.length > 1;
  const files = isFolder ? sources.flatMap(({ value }) => fileName(value)) : [];
  return [...files.map((name) => `${asFolder(place)}${name}`), isFolder ? asFolder(place) : place];
}

function fileName(source: string): string[] {
  const name = path.posix.basename(source.replace(/["']/g, ''));
  return /^[\w-][\w.-]*\.\w+$/.test(name) ? [name] : [];
}

function writtenBy(instruction: Instruction): string[] {
  return instruction.syntax
    .keep(scriptsOf)
    .flatMap(({ invocations }) => invocations.flatMap((invocation) => invocation.valueOf(...outputFlags) ?? []))
    .filter((place) => !place.startsWith('-'));
}
