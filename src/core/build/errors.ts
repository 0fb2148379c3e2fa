import { ReasonError } from '../base/errors.js';

export type BuildErrorReason =
  /** The folder is not there; the detail is its path. */
  | 'contextMissing'
  /** A file or folder may not be read; the detail is its path. */
  | 'unreadable'
  /** A file name is not UTF-8; the detail is its path. */
  | 'nameInvalid'
  /** A line of the ignore file is no pattern; the detail is the line. */
  | 'patternInvalid'
  | 'dockerfileMissing'
  /** The file of a secret; the detail is its path. */
  | 'secretUnreadable'
  /** Nothing answers where the SSH agent should; the detail is its address. */
  | 'agentUnreachable'
  /** No SSH agent is known on this computer. */
  | 'agentMissing'
  /** Secrets and SSH agents reach the steps of BuildKit only. */
  | 'buildkitMissing'
  /** The engine's answer broke off: a build ends with an image or with an error. */
  | 'noResult';

/** What ends a build on this side: files that cannot be sent, an answer without an end. */
export class BuildError extends ReasonError<BuildErrorReason> {}

/** True for what the system throws with one of these codes. */
export function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
