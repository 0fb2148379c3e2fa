import { ReasonError } from '../base/errors.js';

export type UpdateErrorReason =
  /** Made of an id or a digest, which never means another image; the detail is what it was made of. */
  | 'fixed'
  /** `--rm`: its stop would leave nothing to go back to. */
  | 'removesItself'
  | 'paused'
  /** Other containers live in its network by its id; the detail is their names. */
  | 'sharesNetwork'
  /** An update was cut off before; the detail is the name of what it left. */
  | 'leftOver'
  /** The new container ended; the detail is its exit code. */
  | 'ended'
  | 'unhealthy'
  /** The health check came to no result in the time that it is given. */
  | 'undecided'
  /** All is done, but the old container could not be removed; the detail says why. */
  | 'oldNotRemoved'
  /** Nor could what was there be put back; the detail says why, the cause is what failed first. */
  | 'notPutBack';

/** What replacing a container throws beside an `EngineError`. After any but the last two all is as it was. */
export class UpdateError extends ReasonError<UpdateErrorReason> {
  override readonly name = 'UpdateError';

  constructor(
    reason: UpdateErrorReason,
    detail = '',
    options: { readonly cause?: unknown; readonly log?: string } = {},
  ) {
    super(reason, detail, options);
    this.log = options.log ?? '';
  }

  /** The last lines of the new container, which is gone. */
  readonly log: string;

  static is(error: unknown, ...reasons: UpdateErrorReason[]): error is UpdateError {
    return error instanceof UpdateError && (reasons.length === 0 || reasons.includes(error.reason));
  }
}
