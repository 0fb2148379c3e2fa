import { isAbort } from '../base/errors.js';
import { buildWithBuildkit } from './buildkit.js';
import { buildClassic } from './classic.js';
import { BuildError } from './errors.js';
import type { BuildEvent } from './events.js';
import type { BuildOptions, BuildTransport } from './transport.js';

/**
 * Builds an image. The last event is `built`, or `error` when the build failed. An abort stops the build on the engine
 * and ends without either. Throws BuildErrors and what the transport throws.
 */
export async function* buildImage(
  transport: BuildTransport,
  options: BuildOptions,
  signal?: AbortSignal,
): AsyncGenerator<BuildEvent> {
  const build = options.builder === 'buildkit' ? buildWithBuildkit : buildClassic;
  const lent = Object.keys({ ...options.secrets, ...options.ssh });
  if (options.builder === 'classic' && lent.length > 0) throw new BuildError('buildkitMissing');
  try {
    for await (const event of build(transport, options, signal)) {
      if (signal?.aborted) return;
      yield event;
    }
  } catch (error) {
    // A destroyed stream reports the abort as a lost connection.
    if (signal?.aborted || isAbort(error)) return;
    throw error;
  }
}
