import { stat } from 'node:fs/promises';
import os from 'node:os';
import type { Surroundings } from '../surroundings.js';

/** Who may use a socket, and who this process is. */
export interface SocketRights {
  readonly path: string;
  /** Undefined when it is not there. */
  readonly file?: SocketFile;
  readonly user: string;
  /** True when the user databases put the user in the socket's group. */
  readonly isMember: boolean;
  /** True when this process has the group; it keeps those that it was started with. */
  readonly hasGroup: boolean;
  readonly mayUse: boolean;
}

export interface SocketFile {
  readonly isSocket: boolean;
  readonly owner: string;
  readonly group: string;
  /** `rw-rw----`. */
  readonly mode: string;
}

/** The numbers that tell one process and one file from others. */
export interface Identity {
  readonly uid: number;
  readonly name: string;
  readonly groups: readonly number[];
}

/** This process; undefined on systems without users and groups of that kind. */
export function ownIdentity(): Identity | undefined {
  const uid = process.getuid?.();
  if (uid === undefined) return undefined;
  const groups = [...(process.getgroups?.() ?? []), process.getegid?.() ?? -1];
  return { uid, name: nameOf(uid), groups };
}

function nameOf(uid: number): string {
  try {
    return os.userInfo().username;
  } catch {
    return String(uid);
  }
}

/** Looks at a unix socket as an identity that would connect to it. */
export async function socketRights(
  surroundings: Surroundings,
  path: string,
  identity: Identity,
): Promise<SocketRights> {
  const found = await stat(path).catch(() => undefined);
  const passwd = parseTable((await surroundings.readFile('/etc/passwd')) ?? '');
  const groups = parseTable((await surroundings.readFile('/etc/group')) ?? '');
  const me = passwd.find((line) => line.id === identity.uid);
  const user = me?.name ?? identity.name;
  if (!found) return { path, user, isMember: false, hasGroup: false, mayUse: false };
  const group = groups.find((line) => line.id === found.gid);
  const isListed = Number(me?.rest[0]) === found.gid || (group?.rest[0]?.split(',').includes(user) ?? false);
  const isMember = isListed || (await groupsOf(surroundings, user)).includes(found.gid);
  const hasGroup = identity.groups.includes(found.gid);
  return {
    path,
    user,
    isMember,
    hasGroup,
    mayUse: mayWrite(found.mode, { isOwner: found.uid === identity.uid, hasGroup, isRoot: identity.uid === 0 }),
    file: {
      isSocket: found.isSocket(),
      owner: passwd.find((line) => line.id === found.uid)?.name ?? String(found.uid),
      group: group?.name ?? String(found.gid),
      mode: formatMode(found.mode),
    },
  };
}

/** As every database of the system knows them, LDAP too. Numbers, since names of groups may hold spaces. */
async function groupsOf(surroundings: Surroundings, user: string): Promise<readonly number[]> {
  const printed = (await surroundings.run('id', ['-G', '--', user])) ?? '';
  return printed.split(/\s+/).filter(Boolean).map(Number);
}

interface TableLine {
  readonly name: string;
  readonly id: number;
  readonly rest: readonly string[];
}

/** `/etc/passwd` and `/etc/group` begin alike: name, password, number. */
function parseTable(text: string): TableLine[] {
  return text.split('\n').map((line) => {
    const [name = '', , id, ...rest] = line.split(':');
    return { name, id: id ? Number(id) : -1, rest };
  });
}

function mayWrite(mode: number, who: { isOwner: boolean; hasGroup: boolean; isRoot: boolean }): boolean {
  if (who.isRoot) return true;
  if (who.isOwner) return (mode & 0o200) !== 0;
  return (mode & (who.hasGroup ? 0o020 : 0o002)) !== 0;
}

function formatMode(mode: number): string {
  return [...'rwxrwxrwx'].map((letter, place) => (mode & (0o400 >> place) ? letter : '-')).join('');
}
