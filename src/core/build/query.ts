import type { BuildOptions } from './transport.js';

/**
 * The query of `POST /build` that both builders share.
 * Source: https://docs.docker.com/reference/api/engine/ (Build an image)
 */
export function buildQuery(options: BuildOptions): Record<string, string | readonly string[]> {
  return {
    ...(options.tags.length > 0 && { t: options.tags }),
    ...(options.target && { target: options.target }),
    ...(options.platform && { platform: options.platform }),
    ...(options.buildArgs && { buildargs: JSON.stringify(options.buildArgs) }),
    ...(options.labels && { labels: JSON.stringify(options.labels) }),
    ...(options.noCache && { nocache: '1' }),
    ...(options.pull && { pull: '1' }),
    // The API's default leaves the containers of steps behind.
    rm: '1',
    forcerm: '1',
  };
}
