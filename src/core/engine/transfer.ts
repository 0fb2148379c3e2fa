import type { TransferProgress } from './models.js';

/** What is known of a pull or push so far. */
export interface Transfer {
  readonly layers: ReadonlyMap<string, Layer>;
  /** `sha256:...` of what was moved, once the engine has said it. */
  readonly digest?: string;
  /** False when the engine said that all was there already. */
  readonly changed: boolean;
}

interface Layer {
  readonly current: number;
  readonly total: number;
  readonly done: boolean;
}

export const noTransfer: Transfer = { layers: new Map(), changed: true };

const finished = /^(Pull complete|Already exists|Download complete|Pushed|Layer already exists|Mounted from )/;
const whole = /^[0-9a-f]{12,64}$/;
const saysDigest = /\bdigest:\s*(sha256:[0-9a-f]{64})/i;

/** Adds one line of the engine's stream. */
export function addTransfer(transfer: Transfer, line: TransferProgress): Transfer {
  const digest = saysDigest.exec(line.status)?.[1] ?? transfer.digest;
  const changed = transfer.changed && !/^Status: Image is up to date/.test(line.status);
  const known = { layers: transfer.layers, changed, ...(digest !== undefined && { digest }) };
  if (line.id === undefined || !whole.test(line.id)) return known;
  const before = transfer.layers.get(line.id) ?? { current: 0, total: 0, done: false };
  return { ...known, layers: new Map(transfer.layers).set(line.id, nextLayer(before, line)) };
}

function nextLayer(before: Layer, { status, current, total }: TransferProgress): Layer {
  if (finished.test(status)) return { current: before.total, total: before.total, done: true };
  // Unpacking counts from zero again; the bytes that travelled stay the measure.
  if (status === 'Extracting' || total === undefined || total <= 0) return before;
  return { current: Math.min(current ?? 0, total), total, done: before.done };
}

/** Sums over the layers; bytes count only what the engine has measured. */
export function transferTotals({ layers }: Transfer): { done: number; layers: number; current: number; total: number } {
  const all = [...layers.values()];
  return {
    done: all.filter((layer) => layer.done).length,
    layers: all.length,
    current: all.reduce((sum, layer) => sum + layer.current, 0),
    total: all.reduce((sum, layer) => sum + layer.total, 0),
  };
}
