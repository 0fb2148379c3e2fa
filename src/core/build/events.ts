export type BuildOutput = 'stdout' | 'stderr';

/** Where a step stands. */
export interface StepPosition {
  /**
   * What is counted: `layers` are BuildKit's (FROM of an image, RUN, COPY, ADD, WORKDIR of one stage),
   * `instructions` the classic builder's (every instruction of the file), `stageInstructions` Podman's.
   */
  readonly counts: 'layers' | 'instructions' | 'stageInstructions';
  /** Name in lower case, or `stage-2` for the third stage; absent in a file with one stage. */
  readonly stage?: string;
  readonly index: number;
  readonly total: number;
}

/** What happens during a build. Both builders produce it. Times are milliseconds since 1970. */
export type BuildEvent =
  | {
      readonly type: 'stepStarted';
      readonly step: string;
      /** `[build 2/4] RUN make`, as the builder writes it. */
      readonly name: string;
      readonly position?: StepPosition;
      readonly time: number;
    }
  | { readonly type: 'stepFinished'; readonly step: string; readonly cached: boolean; readonly time: number }
  | { readonly type: 'stepFailed'; readonly step: string; readonly message: string; readonly time: number }
  /** Stopped because another step failed. */
  | { readonly type: 'stepCanceled'; readonly step: string; readonly time: number }
  | {
      readonly type: 'log';
      readonly step: string;
      readonly output: BuildOutput;
      /** Raw bytes; chunks may split lines and characters. */
      readonly data: Uint8Array;
      readonly time: number;
    }
  | {
      readonly type: 'transfer';
      readonly step: string;
      /** `transferring context:`, `sha256:…`, `exporting layers`. */
      readonly name: string;
      /** Bytes where the builder counts them, else 0. */
      readonly current: number;
      readonly total: number;
      /** Since the transfer began. */
      readonly milliseconds: number;
      readonly done: boolean;
    }
  | BuildWarning
  | { readonly type: 'built'; readonly imageId: string }
  /** The last event of a build that failed. */
  | { readonly type: 'error'; readonly message: string };

/** A finding of BuildKit's own checks (Engine 27 and newer). Lines start at 1. */
export interface BuildWarning {
  readonly type: 'warning';
  readonly message: string;
  readonly detail: string;
  readonly url?: string;
  readonly lines?: { readonly start: number; readonly end: number };
}
