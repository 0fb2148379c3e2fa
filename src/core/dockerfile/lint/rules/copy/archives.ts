const suffixes = '.tar .Z .bz2 .gz .lz .lzma .tZ .tb2 .tbz .tbz2 .tgz .tlz .tpz .txz .xz'.split(' ');

/** True for a file that ADD unpacks, by its name. */
export function isArchive(path: string): boolean {
  return suffixes.some((suffix) => path.endsWith(suffix));
}

/** A path's last part, quotes dropped. */
export function baseName(path: string): string {
  return path.replace(/["']/g, '').split(/[/\\]/).at(-1) ?? '';
}
