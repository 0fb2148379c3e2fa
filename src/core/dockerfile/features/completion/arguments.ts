import * as l10n from '@vscode/l10n';
import type { DockerfileDocument } from '../../document.js';
import type { Instruction } from '../../instruction.js';
import { dataDirectories, labels, ports, shells, signals, variables, workingDirectories } from '../reference/names.js';
import { workdirsBefore } from '../workdirs.js';
import type { Offer } from './completion.js';
import { flagOffers } from './flags.js';
import { inCaseOf } from './keywords.js';
import { stagePathOffers } from './stagePaths.js';
import { stageOffers } from './stages.js';
import { userOffers } from './users.js';
import { argumentNameOffers } from './variables.js';

/** The place in an instruction's arguments where something is offered. */
export interface ArgumentPlace {
  readonly document: DockerfileDocument;
  readonly instruction: Instruction;
  readonly keyword: string;
  /** Whole words before the current one, flags left out. */
  readonly words: readonly string[];
  readonly usedFlags: readonly string[];
  /** What is written of the current word, without the quote that opens it. */
  readonly word: string;
  /** True behind a quote that the word begins with. */
  readonly isQuoted: boolean;
  /** What stands behind the cursor on its line. */
  readonly rest: string;
}

/** What an instruction's next argument may be. */
export function argumentOffers(place: ArgumentPlace): Offer[] {
  const { keyword, words, usedFlags, word, isQuoted } = place;
  const isFirst = words.length === 0 && !isQuoted;
  const flags = isFirst && (word === '' || word.startsWith('-')) ? flagOffers(keyword, usedFlags) : [];
  if (word.startsWith('-')) return flags;
  if (word.startsWith('<')) return heredocs(place);
  return [...(byKeyword[keyword]?.(place) ?? []), ...flags];
}

const byKeyword: Readonly<Record<string, (place: ArgumentPlace) => Offer[]>> = {
  FROM: ({ document, instruction, words }) => {
    if (words.length === 0) return [...stageOffers(document, instruction), scratch()];
    if (words.length === 1) return [{ ...innerKeyword(instruction, 'AS '), goesOn: true }];
    return words.length === 2 ? values('build', 'base', 'deps', 'test', 'final') : [];
  },
  COPY: destinations,
  ADD: destinations,
  RUN: (place) => (place.words.length === 0 ? heredocs(place) : []),
  ARG: ({ document, instruction, word }) => (word.includes('=') ? [] : argumentNameOffers(document, instruction)),
  ENV: (place) => (isName(place) && !place.isQuoted ? values(...variables) : []),
  LABEL: (place) => (isName(place) ? labels.map((label) => labelOffer(label, place)) : []),
  EXPOSE: ({ word }) =>
    /\d\/\w*$/.test(word)
      ? values('tcp', 'udp').map((offer) => ({
          ...offer,
          filter: word.replace(/\w*$/, offer.label),
          insert: word.replace(/\w*$/, offer.label),
        }))
      : Object.entries(ports).map(([label, detail]) => ({ label, kind: 'value', detail })),
  STOPSIGNAL: ({ words }) => (words.length === 0 ? values(...signals) : []),
  USER: ({ instruction, words, word }) => (words.length === 0 ? userOffers(instruction, word) : []),
  WORKDIR: ({ words }) => (words.length === 0 ? values(...workingDirectories) : []),
  VOLUME: () => values(...dataDirectories),
  SHELL: wholeArrays,
  CMD: wholeArrays,
  ENTRYPOINT: wholeArrays,
  HEALTHCHECK: ({ instruction, words }) =>
    words.length > 0 ? [] : [{ ...innerKeyword(instruction, 'CMD '), goesOn: true }, innerKeyword(instruction, 'NONE')],
};

/** False in a value, also in that of the old form, `NAME value`. */
function isName({ words: [first = '='], word }: ArgumentPlace): boolean {
  return !word.includes('=') && first.includes('=');
}

function labelOffer(label: string, { isQuoted }: ArgumentPlace): Offer {
  return isQuoted ? { label, kind: 'option' } : { label, kind: 'option', insert: `${label}="$1"`, isSnippet: true };
}

function values(...list: readonly string[]): Offer[] {
  return list.map((label) => ({ label, kind: 'value' }));
}

function innerKeyword(instruction: Instruction, text: string): Offer {
  const insert = inCaseOf(instruction)(text);
  return { label: insert.trim(), kind: 'instruction', insert };
}

function scratch(): Offer {
  return { label: 'scratch', kind: 'image', detail: l10n.t('empty image') };
}

/** JSON arrays to begin with: those of common shells, or an empty one where nothing follows. */
export function wholeArrays({ keyword, words, word, rest }: ArgumentPlace): Offer[] {
  if (words.length > 0) return [];
  if (keyword === 'SHELL') return values(...shells);
  if (word !== '' || !/^"?\s*\]?\s*$/.test(rest)) return [];
  return [{ label: '["…"]', kind: 'value', insert: '["$1"$0]', isSnippet: true, filter: '[""]' }];
}

/** What a string of a JSON array may be. */
export function itemOffers(place: ArgumentPlace): Offer[] {
  if (place.keyword === 'VOLUME') return values(...dataDirectories);
  const isCopy = place.keyword === 'COPY' || place.keyword === 'ADD';
  return isCopy && place.words.length > 0 ? destinations(place) : [];
}

/** With a body where there is none yet. */
function heredocs({ keyword, instruction, rest, isQuoted }: ArgumentPlace): Offer[] {
  if (isQuoted) return [];
  const isAlone = rest.replace(/^\S*/, '').trim() !== '' || instruction.heredocs.some(({ terminator }) => terminator);
  if (isAlone) return values('<<EOF', "<<'EOF'");
  const snippets: Record<string, Record<string, string>> = {
    RUN: { '<<EOF': '<<EOF\nset -e\n$0\nEOF', '<<EOF bash': '<<EOF\n#!/usr/bin/env bash\nset -euo pipefail\n$0\nEOF' },
    COPY: { '<<EOF': '<<EOF ${1:/path}\n$0\nEOF', "<<'EOF'": "<<'EOF' ${1:/path}\n$0\nEOF" },
  };
  const offers = snippets[keyword === 'ADD' ? 'COPY' : keyword] ?? {};
  return Object.entries(offers).map(([label, insert]) => ({ label, kind: 'value', insert, isSnippet: true }));
}

/** The current directory and those that the stage made its working directory, once there is something to copy. */
function destinations(place: ArgumentPlace): Offer[] {
  const { document, instruction, words, word } = place;
  const from = instruction.flag('from')?.value;
  if (words.length === 0 && from !== undefined) return stagePathOffers(document, instruction, from);
  if (words.length === 0) return word === '' ? heredocs(place) : [];
  const known = new Set(['./']);
  for (const path of workdirsBefore(document, instruction)) known.add(path.endsWith('/') ? path : `${path}/`);
  return [...known].map((label) => ({ label, kind: 'folder' }));
}
