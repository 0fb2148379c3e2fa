/** The engine's objects as Longshore sees them: tolerant, flat, times in milliseconds since 1970, sizes in bytes. */

export type ContainerState =
  | 'created'
  | 'running'
  | 'paused'
  | 'restarting'
  | 'removing'
  | 'exited'
  | 'dead'
  | 'unknown';

export type Health = 'none' | 'starting' | 'healthy' | 'unhealthy';

export interface Port {
  readonly containerPort: number;
  readonly protocol: string;
  /** Absent when the port is exposed but not published. */
  readonly hostPort?: number;
  readonly hostIp?: string;
}

export interface Mount {
  /** `bind`, `volume`, `tmpfs`, ... */
  readonly type: string;
  /** Volume name or path on the engine's host. */
  readonly source: string;
  readonly destination: string;
  readonly readOnly: boolean;
}

export interface NetworkAddress {
  readonly network: string;
  readonly ipAddress: string;
}

/** From the labels `com.docker.compose.*`. */
export interface ComposeMembership {
  readonly project: string;
  readonly service: string;
  readonly number: number;
  readonly workingDir?: string;
  readonly configFiles: readonly string[];
}

export interface Container {
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  /** As given at creation: a reference or an image id. */
  readonly image: string;
  readonly imageId: string;
  readonly command: string;
  readonly created: number;
  readonly state: ContainerState;
  readonly health: Health;
  /** The engine's own sentence: `Up 3 hours (healthy)`. */
  readonly status: string;
  /** Of the last run, where the status tells it. */
  readonly exitCode?: number;
  /** When it started, or ended if it runs no longer, as exactly as the status tells it. */
  readonly since?: number;
  readonly ports: readonly Port[];
  readonly mounts: readonly Mount[];
  readonly networks: readonly NetworkAddress[];
  readonly labels: Readonly<Record<string, string>>;
  readonly compose?: ComposeMembership;
  /** Bytes of the writable layer; only present when sizes were asked for. */
  readonly sizeRw?: number;
  /** What could not be read of this row; the rest of the fields then hold their neutral values. */
  readonly problem?: string;
}

export interface Image {
  readonly id: string;
  /** `repository:tag`; empty for a dangling image. Never holds `<none>:<none>`. */
  readonly tags: readonly string[];
  /** `repository@digest`. */
  readonly digests: readonly string[];
  readonly parentId: string;
  readonly created: number;
  readonly size: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly problem?: string;
}

/** Result of `GET /version` and the agreed API version. */
export interface EngineVersion {
  readonly version: string;
  /** Newest API version the engine speaks, `1.41`. */
  readonly apiVersion: string;
  readonly minApiVersion: string;
  /** The version that requests use. */
  readonly negotiated: string;
  readonly os: string;
  readonly arch: string;
  readonly kernel: string;
  /** `docker`, or `podman` for Podman's Docker-compatible API. */
  readonly product: 'docker' | 'podman';
  /** True where the engine has BuildKit's session endpoint. */
  readonly buildkit: boolean;
}

/** One message of `GET /events`. */
export interface EngineEvent {
  /** `container`, `image`, `network`, `volume`, `daemon`, ... */
  readonly type: string;
  /** `start`, `die`, `tag`, ...; what follows a colon (`exec_create: sh`, `health_status: healthy`) is in `detail`. */
  readonly action: string;
  readonly detail: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly time: number;
}

/** What a new container is made of; the subset of `POST /containers/create` that Longshore offers. */
export interface ContainerSpec {
  readonly image: string;
  readonly name?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  /** `KEY=value`. */
  readonly env?: readonly string[];
  /** `hostPort` 0 or absent asks the engine to choose one. */
  readonly ports?: readonly { containerPort: number; protocol: string; hostPort?: number; hostIp?: string }[];
  readonly mounts?: readonly { type: 'bind' | 'volume'; source: string; target: string; readOnly: boolean }[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly network?: string;
  readonly workingDir?: string;
  readonly user?: string;
  readonly platform?: string;
  readonly autoRemove?: boolean;
  /** Allocates a terminal and keeps standard input open. */
  readonly interactive?: boolean;
}

/** A login for one registry, in the shape that the engine's `X-Registry-Auth` header takes. */
export type RegistryAuth =
  | { readonly username: string; readonly password: string; readonly serveraddress: string }
  | { readonly identitytoken: string; readonly serveraddress: string };

/** One line of a pull or push. */
export interface TransferProgress {
  /** Layer id, or the tag for the lines that are about the whole. */
  readonly id?: string;
  readonly status: string;
  readonly current?: number;
  readonly total?: number;
}

export interface LogOptions {
  readonly follow: boolean;
  /** Number of last lines, or every line when absent. */
  readonly tail?: number;
  /** `seconds.nanoseconds` since 1970, inclusive; the only form every engine takes. */
  readonly since?: string;
  readonly until?: string;
  /** Puts an RFC 3339 time with nanoseconds before every line. */
  readonly timestamps?: boolean;
}

export type OutputStream = 'stdout' | 'stderr';

/** Raw bytes of a log or a process; chunks may split lines and characters. A TTY's output is all `stdout`. */
export interface OutputChunk {
  readonly stream: OutputStream;
  readonly data: Uint8Array;
}

export interface ExecSpec {
  readonly command: readonly string[];
  readonly tty: boolean;
  readonly user?: string;
  readonly workingDir?: string;
  readonly env?: readonly string[];
  readonly size?: TerminalSize;
}

export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

/** What `DELETE /images/{name}` reports. */
export interface ImageRemoval {
  readonly untagged: readonly string[];
  readonly deleted: readonly string[];
}

/** Parsed JSON of an inspect call, exactly as the engine sent it. */
export type InspectJson = Readonly<Record<string, unknown>>;
