import * as l10n from '@vscode/l10n';
import { plainText } from '../../base/plainText.js';
import type { GraphEdge, GraphNode, StageGraph } from './stageGraph.js';

const width = 180;
const height = 46;
const gapX = 24;
const gapY = 44;
const margin = 16;

interface Placed extends GraphNode {
  readonly x: number;
  readonly y: number;
}

/** The graph as an SVG picture in the editor's colours; nodes of stages carry their line in `data-line`. */
export function renderStageGraph({ nodes, edges }: StageGraph): string {
  const placed = place(nodes);
  const byId = new Map(placed.map((node) => [node.id, node]));
  const right = Math.max(0, ...placed.map(({ x }) => x)) + width + margin;
  const bottom = Math.max(0, ...placed.map(({ y }) => y)) + height + margin;
  const lines = edges.map((edge) => drawEdge(edge, byId.get(edge.from), byId.get(edge.to)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${right}" height="${bottom}" viewBox="0 0 ${right} ${bottom}" role="img" aria-label="${escaped(l10n.t('Stages of the Dockerfile'))}">`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>',
    ...lines,
    ...placed.map(drawNode),
    '</svg>',
  ].join('\n');
}

/** Rows by depth, so that a narrow panel shows all; columns in the order of the file. */
function place(nodes: readonly GraphNode[]): Placed[] {
  const columns = new Map<number, number>();
  return nodes.map((node) => {
    const column = columns.get(node.depth) ?? 0;
    columns.set(node.depth, column + 1);
    return { ...node, x: margin + column * (width + gapX), y: margin + node.depth * (height + gapY) };
  });
}

function drawNode({ title, detail, line, isLast, x, y }: Placed): string {
  const kind = line === undefined ? 'image' : isLast ? 'stage last' : 'stage';
  const label = line === undefined ? l10n.t('Image {0}', title) : l10n.t('Stage {0}, line {1}', title, line + 1);
  const place = line === undefined ? '' : ` data-line="${line}" tabindex="0" role="button"`;
  const middle = detail === '' ? height / 2 + 4 : 20;
  return [
    `<g class="${kind}"${place} aria-label="${escaped(label)}"><title>${escaped(label)}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4"/>`,
    `<text x="${x + 10}" y="${y + middle}">${escaped(shortened(title))}</text>`,
    detail === '' ? '' : `<text class="detail" x="${x + 10}" y="${y + 36}">${escaped(shortened(detail))}</text>`,
    '</g>',
  ].join('');
}

function drawEdge({ use }: GraphEdge, from: Placed | undefined, to: Placed | undefined): string {
  if (!from || !to) return '';
  const path = from.x === to.x && to.depth > from.depth + 1 ? besideBoxes(from, to) : downwards(from, to);
  return `<path class="edge ${use}" marker-end="url(#arrow)" d="${path}"/>`;
}

function downwards(from: Placed, to: Placed): string {
  const [x1, y1, x2, y2] = [from.x + width / 2, from.y + height, to.x + width / 2, to.y];
  const bend = Math.max(20, (y2 - y1) / 2);
  return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`;
}

/** Through the gap between two columns, past the boxes that stand between. */
function besideBoxes(from: Placed, to: Placed): string {
  const x = from.x + width;
  const [y1, y2] = [from.y + height / 2, to.y + height / 2];
  return `M${x} ${y1}C${x + margin} ${y1} ${x + margin} ${y2} ${x} ${y2}`;
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

function escaped(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
