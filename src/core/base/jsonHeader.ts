/**
 * A value as the engine reads it from `X-Registry-Auth` and `X-Registry-Config`: JSON in URL-safe base64 with its
 * padding, which Go's decoder insists on; an unpadded one is taken for no login at all.
 */
export function jsonHeader(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
