import type { Instruction } from '../instruction.js';
import { flagOptions } from '../words.js';

/** Where a RUN mounts a cache or a tmpfs, so that nothing written there gets into the image. */
export function cacheMountTargets({ flags }: Instruction): string[] {
  return flags.flatMap((flag) => {
    if (flag.name !== 'mount') return [];
    const options = new Map(flagOptions(flag).map(({ name, value }) => [name, value]));
    if (options.get('type') !== 'cache' && options.get('type') !== 'tmpfs') return [];
    return options.get('target') ?? options.get('dst') ?? options.get('destination') ?? [];
  });
}

/** True when a cache mount's target has this path in it. */
export function hasCacheMount(instruction: Instruction, ...paths: readonly string[]): boolean {
  return cacheMountTargets(instruction).some((target) => paths.some((path) => target.includes(path)));
}
