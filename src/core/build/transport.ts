import type { Duplex, Readable } from 'node:stream';

/** The engine's build endpoints, as the builders need them; `Engine.build` fits without an adapter. */
export interface BuildTransport {
  /** `POST /build`; resolves when the answer's headers are in, the stream is the body. A list repeats its key. */
  build(
    query: Readonly<Record<string, string | readonly string[]>>,
    body: Readable | Uint8Array,
    options?: { readonly headers?: Readonly<Record<string, string>> },
    signal?: AbortSignal,
  ): Promise<Readable>;
  /** `POST /session` upgraded to h2c: the raw connection. */
  upgrade(
    path: '/session',
    headers: Readonly<Record<string, string | readonly string[]>>,
    signal?: AbortSignal,
  ): Promise<Duplex>;
}

/** A login for one registry; the engine's `RegistryAuth` fits. */
export type RegistryLogin =
  | { readonly username: string; readonly password: string }
  | { readonly identitytoken: string };

/** Looks up a login for a registry host, `docker.io` for Docker Hub; undefined means anonymous. */
export type Credentials = (host: string, signal?: AbortSignal) => Promise<RegistryLogin | undefined>;

/** What to build and how. Paths are absolute. */
export interface BuildOptions {
  /** `classic` for engines without BuildKit's session (Podman); `EngineVersion.buildkit` tells. */
  readonly builder: 'buildkit' | 'classic';
  readonly contextDir: string;
  /** May lie outside the context. */
  readonly dockerfile: string;
  readonly tags: readonly string[];
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly noCache?: boolean;
  /** Asks registries for newer base images. */
  readonly pull?: boolean;
  readonly credentials?: Credentials;
  /** Files by the id under which steps mount them: `RUN --mount=type=secret,id=…`. BuildKit only. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Addresses of SSH agents by the id under which steps mount them, `default` where they name none. BuildKit only. */
  readonly ssh?: Readonly<Record<string, string>>;
}
