/** What a file of variables holds: entries `KEY=value` or `KEY`, or the first line (from 1) that is neither. */
export type EnvFile = { readonly entries: readonly string[] } | { readonly badLine: number };

/**
 * Reads a file of variables as `docker run --env-file` does: quotes stay part of the value, `#` begins a comment only
 * at the start of a line. Source: https://docs.docker.com/reference/cli/docker/container/run/#env
 */
export function parseEnvFile(text: string): EnvFile {
  const lines = text.split(/\r?\n/).map((line) => line.trimStart());
  const isEntry = (line: string) => line !== '' && !line.startsWith('#');
  const bad = lines.findIndex((line) => isEntry(line) && !/^[^=\s]+(=|$)/.test(line));
  return bad >= 0 ? { badLine: bad + 1 } : { entries: lines.filter(isEntry) };
}

/** `KEY` of `KEY=value`. */
export function variableName(entry: string): string {
  return entry.split('=', 1)[0] ?? '';
}
