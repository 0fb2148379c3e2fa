import { ReasonError } from '../base/errors.js';

export type BuildContextErrorReason =
  /** The folder is not there; the detail is its path. */
  | 'contextMissing'
  /** A file or folder may not be read; the detail is its path. */
  | 'unreadable'
  /** A file name is not UTF-8; the detail is its path. */
  | 'nameInvalid'
  /** A line of the ignore file is no pattern; the detail is the line. */
  | 'patternInvalid'
  | 'dockerfileMissing';

/** What keeps the build context from being read. */
export class BuildContextError extends ReasonError<BuildContextErrorReason> {}
