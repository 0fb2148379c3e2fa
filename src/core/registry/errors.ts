import { ReasonError } from '../base/errors.js';

export type RegistryErrorReason =
  /** 401 with and without the login that is known. */
  | 'unauthorized'
  /** 401 or 403 with a login that ends by itself, and has. */
  | 'loginExpired'
  /** 403 */
  | 'denied'
  /** 404; private repositories look the same as missing ones. */
  | 'notFound'
  /** 429; see `retryAfter`. */
  | 'rateLimited'
  /** The registry does not offer what was asked: 405, UNSUPPORTED, deletes that are switched off. */
  | 'unsupported'
  /** Any other 4xx. */
  | 'rejected'
  /** 5xx */
  | 'serverFailed'
  | 'hostNotFound'
  | 'unreachable'
  | 'silent'
  /** The certificate is not trusted or the other side does not speak TLS. */
  | 'tls'
  /** Not what a registry says: HTML, other JSON, too much of it. */
  | 'badAnswer'
  | 'digestMismatch'
  /** A tag points elsewhere than when its fate was decided. */
  | 'tagMoved'
  /** Others need the digest, which is all that the registry could delete; the detail names them. */
  | 'digestShared'
  /** A tag could not be put back where it was; the detail says where that is. */
  | 'tagLost'
  /** A realm, redirect or next page that leads where no honest registry leads. */
  | 'unsafe'
  | 'addressInvalid'
  /** A credential helper is missing, failed, was silent or lied. */
  | 'helperFailed'
  | 'configUnreadable';

/** What is wrong in particular, where no other side has a text for it; the detail is then only what it is about. */
export type RegistryFlaw =
  /** Without a detail. */
  | 'noToken'
  | 'brokenOff'
  | 'schema1'
  /** ghcr.io lists repositories to some tokens only. */
  | 'scopeMissing'
  /** The detail is who answered so: a host or a credential helper. */
  | 'noApi'
  | 'notUrl'
  | 'notJson'
  /** The detail is the host behind the proxy. */
  | 'proxyRefused'
  | 'proxyLogin'
  /** The detail is the host and the field. */
  | 'notList'
  /** The detail is the text that is none. */
  | 'notReference'
  | 'notDigest'
  | 'notRepository'
  /** The detail is the media type, if there is one. */
  | 'notImage'
  /** The detail is the status. */
  | 'oddStatus'
  /** The detail is the limit. */
  | 'tooManyBytes'
  | 'tooManyReferrers'
  | 'tooManyRedirects'
  | 'emptyPages'
  | 'tooDeep'
  /** The detail is the place that was pointed to. */
  | 'pageElsewhere'
  | 'uploadElsewhere'
  | 'holdsLogin'
  | 'notHttp'
  | 'notEncrypted'
  | 'privateNetwork'
  /** The detail is the name of the credential helper. */
  | 'notName'
  | 'notInstalled'
  | 'silentHelper'
  | 'tooTalkative'
  | 'loginMissing'
  | 'loginOfOther'
  /** The detail is the helper's name and its exit code. */
  | 'exitCode';

/** As whom a registry was asked. */
export type Asker =
  /** There is no login. */
  | { readonly kind: 'nobody' }
  /** There is one that the registry refuses; what only reads goes on without it. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'user'; readonly name: string };

/** Facts beside the reason. */
export interface RegistryErrorFacts {
  readonly flaw?: RegistryFlaw | undefined;
  readonly cause?: unknown;
  /** HTTP status. */
  readonly status?: number;
  /** Codes of the answer's `errors` list: `MANIFEST_UNKNOWN`. */
  readonly codes?: readonly string[];
  /** Seconds until the registry wants to be asked again. */
  readonly retryAfter?: number;
  /** Absent where it has no name, as with a token, or does not matter. */
  readonly asker?: Asker | undefined;
}

/** What a call to a registry throws. `detail` is the registry's or the system's own text, or what the `flaw` is about; without secrets. */
export class RegistryError extends ReasonError<RegistryErrorReason> {
  constructor(
    reason: RegistryErrorReason,
    detail = '',
    private readonly facts: RegistryErrorFacts = {},
  ) {
    super(reason, detail, { cause: facts.cause, flaw: facts.flaw });
  }

  get flaw(): RegistryFlaw | undefined {
    return this.facts.flaw;
  }

  get status(): number | undefined {
    return this.facts.status;
  }

  get codes(): readonly string[] {
    return this.facts.codes ?? [];
  }

  get retryAfter(): number | undefined {
    return this.facts.retryAfter;
  }

  get asker(): Asker | undefined {
    return this.facts.asker;
  }

  /** The same error with some of it replaced. */
  with({ detail = this.detail, ...facts }: RegistryErrorFacts & { readonly detail?: string }): RegistryError {
    return new RegistryError(this.reason, detail, { ...this.facts, ...facts });
  }

  static is(error: unknown, ...reasons: RegistryErrorReason[]): error is RegistryError {
    return error instanceof RegistryError && (reasons.length === 0 || reasons.includes(error.reason));
  }
}

/** Undefined for what the registry does not have. */
export async function ifFound<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (RegistryError.is(error, 'notFound')) return undefined;
    throw error;
  }
}
