/**
 * The last stage of a program that brings all it needs. Both images are of Debian 12: what is linked against its libraries
 * has to be built on it, as a newer glibc or libstdc++ is not there.
 */
export function distroless(image: 'static' | 'cc', port: number): string[] {
  return [
    `FROM gcr.io/distroless/${image}-debian12:nonroot AS final`,
    'COPY --from=build /out/app /app',
    'USER 65532:65532',
    `EXPOSE ${port}`,
    'ENTRYPOINT ["/app"]',
  ];
}
