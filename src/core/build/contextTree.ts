import { BuildContext, type ContextEntry } from './context.js';
import { type Hazard, type HazardMatch, hazardOf, isPrivateKey } from './contextHazards.js';
import { readIgnorePatterns } from './dockerfiles.js';

/** A file or folder that is sent to the builder. */
export interface ContextNode {
  readonly name: string;
  /** Relative to the context, `/` between the parts; empty for the context itself. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Of a folder: of everything in it. */
  readonly bytes: number;
  /** Files and links in it, itself counted. */
  readonly files: number;
  /** The largest first. */
  readonly children: readonly ContextNode[];
}

/** Something in the context that is usually a mistake. */
export interface ContextWarning {
  readonly node: ContextNode;
  readonly hazard: Hazard;
  /** The line that keeps it out when it is added to the ignore file. */
  readonly pattern: string;
}

/** What a build that copies everything would send. */
export interface ContextTree {
  readonly root: ContextNode;
  /** The largest first; nothing that lies in another one. */
  readonly warnings: readonly ContextWarning[];
  /** The ignore file in force is the Dockerfile's own, `<Dockerfile>.dockerignore`. */
  readonly isOwnIgnoreFile: boolean;
}

interface Growing extends ContextNode {
  bytes: number;
  files: number;
  readonly children: Growing[];
}

interface Suspect {
  readonly entry: ContextEntry;
  readonly node: Growing;
  readonly match: HazardMatch;
}

/** Reads the context as builds do. Throws BuildErrors. */
export async function readContextTree(
  contextDir: string,
  dockerfile: string,
  signal?: AbortSignal,
): Promise<ContextTree> {
  const { patterns, isOwn } = await readIgnorePatterns(contextDir, dockerfile);
  const context = new BuildContext(contextDir);
  const root = growing('', '', true);
  const folders = new Map([['', root]]);
  const suspects: Suspect[] = [];
  for await (const batch of context.walk({ exclude: patterns }, signal)) {
    for (const entry of batch) {
      const node = plant(entry, folders);
      const match = hazardOf(entry);
      if (match) suspects.push({ entry, node, match });
    }
  }
  add(root);
  const warnings = await warningsOf(context, suspects, signal);
  return { root, warnings: warnings.sort((a, b) => bySize(a.node, b.node)), isOwnIgnoreFile: isOwn };
}

/** True when two readings found the same. */
export function isSameTree(a: ContextTree, b: ContextTree): boolean {
  const isSameWarning = ({ node, pattern }: ContextWarning, index: number) =>
    node.path === b.warnings[index]?.node.path && pattern === b.warnings[index]?.pattern;
  const areAlike = a.isOwnIgnoreFile === b.isOwnIgnoreFile && a.warnings.length === b.warnings.length;
  return areAlike && a.warnings.every(isSameWarning) && isSameNode(a.root, b.root);
}

function isSameNode(a: ContextNode, b: ContextNode | undefined): boolean {
  if (a.name !== b?.name || a.isFolder !== b.isFolder || a.bytes !== b.bytes || a.files !== b.files) return false;
  return a.children.length === b.children.length && a.children.every((child, i) => isSameNode(child, b.children[i]));
}

function growing(path: string, name: string, isFolder: boolean, bytes = 0): Growing {
  return { name, path, isFolder, bytes, files: isFolder ? 0 : 1, children: [] };
}

/** Folders are listed before their content. */
function plant({ path, type, size }: ContextEntry, folders: Map<string, Growing>): Growing {
  const slash = path.lastIndexOf('/');
  const isFolder = type === 'directory';
  const node = growing(path, path.slice(slash + 1), isFolder, size);
  folders.get(slash === -1 ? '' : path.slice(0, slash))?.children.push(node);
  if (isFolder) folders.set(path, node);
  return node;
}

/** Sums up from the leaves and sorts. */
function add(node: Growing): void {
  for (const child of node.children) {
    if (child.isFolder) add(child);
    node.bytes += child.bytes;
    node.files += child.files;
  }
  node.children.sort(bySize);
}

function bySize(a: ContextNode, b: ContextNode): number {
  return b.bytes - a.bytes || b.files - a.files || (a.path < b.path ? -1 : 1);
}

async function warningsOf(
  context: BuildContext,
  suspects: readonly Suspect[],
  signal?: AbortSignal,
): Promise<ContextWarning[]> {
  const warnings: ContextWarning[] = [];
  let covered: string | undefined;
  for (const { entry, node, match } of suspects) {
    if (covered !== undefined && node.path.startsWith(covered)) continue;
    if (match.isUnsure && !(await holdsPrivateKey(context, entry, signal))) continue;
    warnings.push({ node, hazard: match.hazard, pattern: match.pattern });
    if (node.isFolder) covered = `${node.path}/`;
  }
  return warnings;
}

async function holdsPrivateKey(context: BuildContext, entry: ContextEntry, signal?: AbortSignal): Promise<boolean> {
  if (entry.type !== 'file') return false;
  for await (const chunk of context.read({ ...entry, size: Math.min(entry.size, keyBytes) }, signal))
    return isPrivateKey(chunk);
  return false;
}

/** Some keys begin with attributes in words. */
const keyBytes = 8192;
