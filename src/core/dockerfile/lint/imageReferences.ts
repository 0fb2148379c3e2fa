import { parseImageReference } from '../../base/imageReference.js';

/** True for what FROM and `--from` take as an image; 64 hexadecimal digits would be an image's id. */
export function isImageReference(text: string): boolean {
  return parseImageReference(text) !== undefined && !/^[0-9a-f]{64}$/.test(text);
}
