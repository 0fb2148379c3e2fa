/** How one row of a tree looks, as plain data. */
export interface Row {
  readonly label: string;
  readonly description: string;
  readonly icon: RowIcon;
  /** From `contextValue()`. */
  readonly contextValue: string;
  /** What a screen reader says: the row in words, without relying on its icon. */
  readonly accessibleLabel: string;
  /** Absent on rows that have no children. */
  readonly children?: 'collapsed' | 'expanded';
  /** Run with the node when the row is clicked; without the prefix `longshore.`. */
  readonly command?: string;
}

export interface RowIcon {
  /** A codicon, without `$()`. */
  readonly id: string;
  /** A theme colour, as `charts.green`. */
  readonly color?: string;
}

/** One block of a tooltip. */
export interface TooltipSection {
  readonly title?: string;
  readonly facts: readonly TooltipFact[];
}

/** A line of a tooltip; values may be text from an engine or a registry and are shown as data. */
export interface TooltipFact {
  readonly name: string;
  readonly value: string;
}
