import type { Range } from '../../range.js';

/** One offer of the completion list. */
export interface Completion {
  readonly label: string;
  readonly kind:
    | 'instruction'
    | 'flag'
    | 'option'
    | 'value'
    | 'stage'
    | 'variable'
    | 'image'
    | 'tag'
    | 'file'
    | 'folder'
    | 'rule'
    | 'directive';
  readonly insert: string;
  /** The insertion is in the editor's snippet syntax. */
  readonly isSnippet?: boolean;
  readonly detail?: string;
  /** Markdown, worked out when it is shown. */
  readonly documentation?: () => string | undefined;
  /** What it takes the place of. */
  readonly range: Range;
  /** Offers more at once when it was taken. */
  readonly goesOn?: boolean;
  readonly isDeprecated?: boolean;
  /** What typing is compared with, where that is not the label. */
  readonly filter?: string;
}

/** An offer before it is known what it takes the place of. */
export type Offer = Omit<Completion, 'range' | 'insert'> & { readonly insert?: string };
