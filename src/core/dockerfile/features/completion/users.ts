import type { Instruction } from '../../instruction.js';
import type { Invocation } from '../../shell/invocation.js';
import { scriptsOf } from '../../shell/script.js';
import { stageChain } from '../../stages.js';
import { users } from '../reference/names.js';
import type { Offer } from './completion.js';

/** For USER and --chown: those that the stage creates or uses, then those of common images; behind a colon its groups. */
export function userOffers(instruction: Instruction, word: string): Offer[] {
  const isGroup = word.includes(':');
  const creators = isGroup ? groupCreators : userCreators;
  const own = new Set<string>();
  for (const earlier of instructionsBefore(instruction)) {
    const used = earlier.keyword === 'USER' ? earlier.argsText.split(':')[isGroup ? 1 : 0] : undefined;
    if (used) own.add(isGroup ? used : earlier.argsText);
    for (const { invocations } of scriptsOf(earlier.syntax))
      for (const name of invocations.flatMap((invocation) => createdBy(invocation, creators))) own.add(name);
  }
  if (isGroup) return [...own, 'root'].map((name) => behindColon(word, name));
  const common = Object.entries(users).filter(([name]) => !own.has(name));
  return [...[...own].map((name) => [name, ''] as const), ...common].map(([label, detail]) => ({
    label,
    kind: 'value',
    detail,
  }));
}

function behindColon(word: string, label: string): Offer {
  const whole = word.replace(/:.*$/, `:${label}`);
  return { label, kind: 'value', insert: whole, filter: whole };
}

const userCreators = new Set(['useradd', 'adduser']);
/** A user has a group of its name. */
const groupCreators = new Set(['groupadd', 'addgroup', ...userCreators]);

/** Flags of these programs, on Debian, Red Hat and Alpine, that take a value. */
const valueFlags = [
  ...['b', 'c', 'd', 'e', 'f', 'g', 'G', 'h', 'k', 'K', 'p', 's', 'u'],
  ...['base-dir', 'comment', 'expiredate', 'firstuid', 'gecos', 'gid', 'group', 'groups', 'home', 'home-dir'],
  ...['inactive', 'ingroup', 'key', 'lastuid', 'password', 'shell', 'skel', 'uid'],
];

function createdBy(invocation: Invocation, creators: ReadonlySet<string>): string[] {
  if (!creators.has(invocation.name)) return [];
  const [name] = invocation.operands(...valueFlags);
  return name && /^[\w.-]+$/.test(name.text) ? [name.text] : [];
}

/** The instructions before one in its stage and those it is built on. */
function* instructionsBefore({ stage, index }: Instruction): Iterable<Instruction> {
  for (const { instructions } of stage ? stageChain(stage) : []) {
    for (const earlier of instructions) {
      if (earlier.index >= index) break;
      yield earlier;
    }
  }
}
