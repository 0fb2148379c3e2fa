import { formatBytes } from '../../base/format.js';
import type { DockerfileDocument } from '../document.js';
import type { Expansion } from '../expand.js';
import type { Stage } from '../stages.js';
import type { SourceReference } from './stageReferences.js';
import { sourceReferencesOf } from './stageReferences.js';

/** A stage, or an image that comes from elsewhere. */
export interface GraphNode {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** Line of its FROM, from zero; undefined for images from elsewhere. */
  readonly line: number | undefined;
  /** How many steps it stands behind the images it comes from. */
  readonly depth: number;
  /** What the build ends with when no target is chosen. */
  readonly isLast: boolean;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly use: SourceReference['use'];
}

/** Which stage builds on which and takes files from which. */
export interface StageGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Bytes of the image that a node is, or was built to; undefined where there is none here. */
export type SizeOf = (
  node: { readonly image: string } | { readonly stage: Stage; readonly isLast: boolean },
) => number | undefined;

/** The stages of a file as a graph, with sizes of what is here; edges lead from what is used to who uses it, each once. */
export function stageGraph(document: DockerfileDocument, sizeOf: SizeOf = () => undefined): StageGraph {
  const edges = new Map<string, GraphEdge>();
  const images = new Set<string>();
  for (const { instruction, value, resolved, stage, use } of sourceReferencesOf(document)) {
    const owner = instruction.stage;
    if (!owner || stage === owner) continue;
    const name = nameOf(resolved, value);
    const from = stage ? stageId(stage.index) : `image ${name}`;
    if (!stage) images.add(name);
    const edge = { from, to: stageId(owner.index), use };
    edges.set(`${edge.from} ${edge.to} ${use}`, edge);
  }
  const depths = new Map<string, number>();
  const list = [...edges.values()];
  const nodes: GraphNode[] = [...images].map((name) => ({
    id: `image ${name}`,
    title: name,
    detail: bytesText(sizeOf({ image: name })),
    line: undefined,
    depth: 0,
    isLast: false,
  }));
  const incoming = new Map<string, GraphEdge[]>();
  for (const edge of list) incoming.set(edge.to, [...(incoming.get(edge.to) ?? []), edge]);
  for (const stage of document.stages) {
    const { index, name, image, base, from } = stage;
    const id = stageId(index);
    const depth = Math.max(0, ...(incoming.get(id) ?? []).map((edge) => (depths.get(edge.from) ?? 0) + 1));
    depths.set(id, depth);
    const isLast = index === document.stages.length - 1;
    const size = bytesText(sizeOf({ stage, isLast }));
    const detail = [size, nameOf(base, image?.value ?? '')].filter((part) => part !== '').join(' · ');
    nodes.push({ id, title: name?.value ?? String(index), detail, line: from.line, depth, isLast });
  }
  return { nodes, edges: list };
}

/** With the values of its arguments where they are known. */
function nameOf({ text, isComplete }: Expansion, written: string): string {
  return isComplete ? text : written;
}

function bytesText(bytes: number | undefined): string {
  return bytes === undefined ? '' : formatBytes(bytes);
}

function stageId(index: number): string {
  return `stage ${index}`;
}
