/**
 * An error with a machine-readable reason. The message is English, for logs;
 * the edge (`vscode/base/reportError.ts`) turns the reason into a sentence in the user's language.
 */
export class ReasonError<R extends string> extends Error {
  /** @param detail what the other side said, or what was being looked for; shown to people as data */
  constructor(
    readonly reason: R,
    readonly detail = '',
    { cause, flaw }: { cause?: unknown; flaw?: string | undefined } = {},
  ) {
    super([reason, flaw, detail].filter(Boolean).join(': '), { cause });
    this.name = new.target.name;
  }
}

/** True for what an AbortSignal makes an operation throw. An abort is silence, never a dialog. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The text of anything that was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
