/** A file of many stages, every instruction different; one line in its middle is another at each step. */
export function sample(lines, step) {
  const stage = (i) =>
    [
      `FROM debian:12.${i} AS stage${i}`,
      `ARG VERSION${i}=1.${i}`,
      `ENV HOME${i}="/srv/app" PATH=$PATH:/srv/bin${i}`,
      `WORKDIR /srv/app${i}`,
      `COPY --chown=1000:1000 package${i}.json lock.json ./`,
      'RUN --mount=type=cache,target=/root/.npm \\',
      `    apt-get update && apt-get install -y --no-install-recommends a${i}=1 b=2 \\`,
      '    # why',
      '    && rm -rf /var/lib/apt/lists/* \\',
      `    && for x in 1 2; do echo "$x" | tee "log${i}" || exit 1; done`,
      i > 0 ? `COPY --from=stage${i - 1} /srv/dist${i} ./dist` : 'COPY . .',
      `LABEL a.b${i}=c d="e f"`,
      `EXPOSE ${(i % 60000) + 1}/tcp`,
      'USER 1000',
      `CMD ["node", "app${i}.js"]`,
    ].join('\n');
  const stages = Array.from({ length: Math.max(1, Math.floor(lines / 15)) }, (_, i) => stage(i));
  stages.splice(Math.floor(stages.length / 2) + 1, 0, `LABEL step="${step}"`);
  return `${stages.join('\n')}\n`;
}
