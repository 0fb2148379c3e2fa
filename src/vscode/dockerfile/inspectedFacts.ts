import type { BaseImageFacts } from '../../core/dockerfile/lint/options.js';
import type { InspectJson } from '../../core/engine/models.js';

/**
 * What the engine says of an image. One that was pulled may exist for other platforms than the one that is here,
 * so only one that never saw a registry tells its platform.
 */
export function inspectedFacts(inspect: InspectJson, isPulled: boolean): BaseImageFacts {
  const config = inspect['Config'] as { readonly Env?: readonly unknown[] | null } | null | undefined;
  const env = (config?.Env ?? []).map((pair) => String(pair).split('=', 1)[0] ?? '');
  const parts = [inspect['Os'], inspect['Architecture'], inspect['Variant']];
  const platform = parts.filter((part) => typeof part === 'string' && part !== '').join('/');
  return isPulled || platform === '' ? { env } : { env, platforms: [platform] };
}
