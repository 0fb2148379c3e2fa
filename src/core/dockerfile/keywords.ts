/** The instructions of BuildKit's Dockerfile frontend. */
export const keywords: readonly string[] = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];

const known = new Set(keywords);

/** True for an upper-case keyword that BuildKit knows. */
export function isKnownKeyword(keyword: string): boolean {
  return known.has(keyword);
}
