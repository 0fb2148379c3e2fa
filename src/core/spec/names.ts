import { parseImageReference } from '../base/imageReference.js';

/** Source: https://github.com/moby/moby/blob/master/daemon/names/names.go */
const containerName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** True for a name that an engine takes for a container. */
export function isContainerName(text: string): boolean {
  return containerName.test(text);
}

/** A free name made of the image's last path part: `web`, then `web-2`, `web-3`; undefined where none can be made. */
export function suggestContainerName(imageReference: string, taken: ReadonlySet<string>): string | undefined {
  const base = parseImageReference(imageReference)?.path.split('/').at(-1);
  if (!base || !isContainerName(base)) return undefined;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(name)) return name;
  }
}
