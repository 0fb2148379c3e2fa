import { ReasonError } from '../base/errors.js';

export type EngineErrorReason =
  /** The socket file or pipe is not there: no engine is installed or running. */
  | 'socketMissing'
  | 'permissionDenied'
  | 'connectionRefused'
  | 'hostNotFound'
  /** Something accepts connections but does not answer in time. */
  | 'silent'
  /** What answers is not a Docker Engine. */
  | 'notAnEngine'
  | 'tlsFailed'
  /** The environment asks for TLS, and there is no ca.pem in the folder that the detail names. */
  | 'caMissing'
  | 'sshFailed'
  /** The detail is what the engine speaks (`1.12 – 1.38`), or its own sentence. */
  | 'apiVersionUnsupported'
  /** DOCKER_API_VERSION is no version, or one that Longshore or the engine does not speak. */
  | 'apiVersionPinned'
  | 'connectionLost'
  | 'contextMissing'
  /** The context has an endpoint for other programs only. */
  | 'contextIncomplete'
  | 'endpointInvalid'
  /** 404 */
  | 'notFound'
  /** 409 */
  | 'conflict'
  | 'portTaken'
  | 'nameTaken'
  /** 304 */
  | 'notModified'
  | 'unauthorized'
  | 'registryUnreachable'
  /** A registry lets nobody pull so often: 429, `toomanyrequests`. */
  | 'rateLimited'
  | 'logsUnreadable'
  | 'badRequest'
  /** 5xx and everything else: the detail is the engine's own sentence. */
  | 'engineFailed';

/** What an engine call throws. `detail` is the engine's or the system's own text. */
export class EngineError extends ReasonError<EngineErrorReason> {
  /** Survives minification. */
  override readonly name = 'EngineError';

  static is(error: unknown, ...reasons: EngineErrorReason[]): error is EngineError {
    return error instanceof EngineError && (reasons.length === 0 || reasons.includes(error.reason));
  }
}
