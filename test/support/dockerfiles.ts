import fc from 'fast-check';

/** Dockerfiles as people write them: continuations, comments and blanks inside, heredocs, JSON, quotes, odd indents. */
export const dockerfiles = fc
  .record({
    mark: fc.constantFrom('', '', '', '\uFEFF'),
    directive: fc.constantFrom('', '# escape=`\n'),
    top: fc.constantFrom('', '# syntax=docker/dockerfile:1\n', '  # note\n\n', 'ARG V=1\n'),
    body: fc.array(
      fc.record({
        index: fc.nat(),
        indent: indents(),
        gap: fc.constantFrom('', '\n', '  \n', '# c\n', '\t# hadolint ignore=DL3006\n'),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    newline: fc.constantFrom('\n', '\n', '\r\n'),
    end: fc.constantFrom('', '\n'),
  })
  .map(({ mark, directive, top, body, newline, end }) => {
    const e = directive === '' ? '\\' : '`';
    const lines = body.map(({ index, indent, gap }) => gap + instruction(index, indent, e));
    const head = top.startsWith('# syntax') ? top + directive : directive + top;
    return `${mark}${head}FROM node:22 AS base\n${lines.join('\n')}${end}`.replaceAll('\n', newline);
  });

function indents() {
  return fc.constantFrom('', ' ', '    ', '\t', '\t\t ', '          ');
}

function instruction(index: number, i: string, e: string): string {
  const forms = [
    `RUN apt-get update ${e}\n${i}&& apt-get install -y ${e}\n${i}curl ${e}\n${i}# why\n${i}git`,
    `RUN echo "a ${e}\n${i}b" ${e}\n${i}c`,
    `RUN echo 'it' ${e}  \n\n${i}x`,
    `RUN a${e}\n${i}b`,
    `RUN a${e}\nb`,
    `RUN echo "$(cat "x ${e}\n${i}y")" ${e}\n${i}z`,
    `RUN x=\`date ${e}\n${i}-u\` ${e}\n${i}y`,
    `${i}ENV A=1 ${e}\n${i}B="x ${e}\n${i}y" ${e}\n${i}C=3`,
    `ENV legacy value  with ${e}\n${i}blanks  `,
    `LABEL a=b ${e}\n${i}"c d"='e f'`,
    `COPY ["a", ${e}\n${i}"b c", ${e}\n${i}"/d"]`,
    `${i}copy --from=base ${e}\n${i}--chown=1:1 a b`,
    `CMD [ "x", ${e}\n${i}"y" ]  `,
    `RUN <<EOF\n${i}echo hi  \n\n${i}# not a comment\nEOF`,
    `COPY <<-A <<'B' /x/\n\t${i}a\n\tA\n${i}b ${e}\nB`,
    `RUN --mount=type=cache,target=/x ${e}\n${i}npm ci`,
    `HEALTHCHECK --interval=5s ${e}\n${i}cmd curl x ${e}\n${i}|| exit 1`,
    `ONBUILD ${e}\n${i}run x ${e}\n${i}y`,
    `MAINTAINER a  b ${e}\n${i}c`,
    `from base as two`,
    `EXPOSE 80 ${e}\n${i}${e}\n${i}81`,
    `RUN echo \\\\ ${e}\n${i}x`,
    `WORKDIR "/a ${e}\n${i}b"`,
    `RUN x ${e}\n${i}`,
    `ARG V`,
    `ARG V=2 W`,
    `ENV W=$V ${e}\n${i}X="a\${V:-$W}"`,
    `RUN echo "$V" ${e}\n${i}\${W} '$X' && for f in a; do echo $f; done`,
    `FROM base AS three`,
    `COPY --from=base a $W/`,
    `RUN <<EOF\necho $V \${X}\nEOF`,
  ];
  return forms[index % forms.length] ?? '';
}
