import type { DockerfileDocument } from '../../document.js';
import type { Instruction } from '../../instruction.js';
import { flagDocumentation, mountDocumentation, mountKeyDocumentation } from '../documentation.js';
import { flagReferences } from '../reference/flags.js';
import { mountKeyAliases, mountKeys, mountReferences } from '../reference/mounts.js';
import type { Offer } from './completion.js';
import { stagePathOffers } from './stagePaths.js';
import { numberedStageOffers, stageOffers } from './stages.js';
import { userOffers } from './users.js';

/** Flags that the instruction does not have yet. */
export function flagOffers(keyword: string, used: readonly string[]): Offer[] {
  return Object.entries(flagReferences[keyword] ?? {})
    .filter(([name, { repeats }]) => repeats || !used.includes(name))
    .map(([name, { isSwitch }]) => ({
      label: `--${name}${isSwitch ? '' : '='}`,
      kind: 'flag',
      documentation: () => flagDocumentation(keyword, name),
      goesOn: !isSwitch,
    }));
}

/** A `--name=` that is being given its value. */
export interface FlagPlace {
  readonly document: DockerfileDocument;
  readonly instruction: Instruction;
  readonly keyword: string;
  readonly name: string;
  /** What is written of the value. */
  readonly written: string;
  /** What follows behind the cursor up to the next blank. */
  readonly rest: string;
}

/** Values of a flag; for a mount, what may stand at the end of the text written so far. */
export function flagValueOffers(place: FlagPlace): Offer[] {
  const { document, instruction, keyword, name, written } = place;
  if (name === 'from' && keyword === 'COPY') return numberedStageOffers(document, instruction);
  if (name === 'mount') return mountOffers(place);
  const values = flagReferences[keyword]?.[name]?.values ?? [];
  const offers = values.map(
    (label): Offer => ({ label, kind: 'value', documentation: () => flagDocumentation(keyword, name) }),
  );
  if (name !== 'chown') return offers;
  const users = userOffers(instruction, written);
  return [...users, ...offers.filter(({ label }) => !users.some((user) => user.label === label))];
}

function mountOffers({ document, instruction, written, rest }: FlagPlace): Offer[] {
  const parts = written.split(',');
  const current = parts.pop() ?? '';
  const others = [...parts, ...rest.split(',').slice(1)];
  const used = others.map((part) => part.split('=')[0] ?? '').map((key) => mountKeyAliases[key] ?? key);
  const option = (name: string) => others.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const type = option('type') ?? 'bind';
  const [key = '', value] = current.split('=');
  if (value === undefined) {
    const keys = others.length === 0 ? ['type'] : ['type', ...(mountReferences[type]?.keys ?? [])];
    return keys
      .filter((name) => !used.includes(name))
      .map((name) => ({
        label: `${name}=`,
        kind: 'option',
        documentation: () => mountKeyDocumentation(name),
        goesOn: true,
      }));
  }
  const canonical = mountKeyAliases[key] ?? key;
  if (canonical === 'type') {
    return Object.entries(mountReferences).map(([name, { snippet }]) => ({
      label: name,
      kind: 'value',
      insert: others.length > 0 ? name : snippet,
      isSnippet: others.length === 0,
      documentation: () => mountDocumentation(name),
    }));
  }
  if (canonical === 'from') return stageOffers(document, instruction);
  const from = option('from');
  if (canonical === 'source' && from !== undefined) return stagePathOffers(document, instruction, from);
  return (mountKeys[canonical]?.values ?? []).map((name) => ({ label: name, kind: 'value' }));
}
