import { has, type ProjectKind, safeName, withEnding } from '../project.js';

const minimal = (image: string, port: number) => [
  `FROM gcr.io/distroless/${image}:nonroot AS final`,
  'COPY --from=build /out/app /app',
  'USER 65532:65532',
  `EXPOSE ${port}`,
  'ENTRYPOINT ["/app"]',
];

export const goProject: ProjectKind = {
  id: 'go',
  title: 'Go',
  reads: ['go.mod'],
  port: 8080,
  detect: (facts) => (has(facts, 'go.mod') ? 4 : 0),
  dockerfile: (facts, port) => {
    const version = /^go\s+(\d+\.\d+)/m.exec(facts.read('go.mod') ?? '')?.[1] ?? '1.25';
    const target = withEnding(facts, '.go') ? '.' : './cmd/...';
    const modules = '--mount=type=cache,target=/go/pkg/mod';
    return [
      `FROM golang:${version} AS build`,
      'WORKDIR /src',
      `COPY go.mod ${has(facts, 'go.sum') ? 'go.sum ' : ''}./`,
      `RUN ${modules} go mod download`,
      'COPY . .',
      `RUN ${modules} \\`,
      '    --mount=type=cache,target=/root/.cache/go-build \\',
      `    CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/${target === '.' ? 'app' : ''} ${target}`,
      '',
      ...minimal('static-debian12', port),
    ];
  },
  ignores: ['bin', 'vendor', '*.test', '*.out'],
};

export const rustProject: ProjectKind = {
  id: 'rust',
  title: 'Rust',
  reads: ['Cargo.toml'],
  port: 8080,
  detect: (facts) => (has(facts, 'Cargo.toml') ? 4 : 0),
  dockerfile: (facts, port) => {
    const name = /\[package\][^[]*?\bname\s*=\s*"([^"]+)"/.exec(facts.read('Cargo.toml') ?? '')?.[1];
    const locked = has(facts, 'Cargo.lock') ? ' --locked' : '';
    return [
      'FROM rust:1-slim AS build',
      'WORKDIR /src',
      'COPY . .',
      'RUN --mount=type=cache,target=/usr/local/cargo/registry \\',
      '    --mount=type=cache,target=/src/target \\',
      `    cargo build --release${locked} \\`,
      `    && install -D target/release/${safeName(name, 'app')} /out/app`,
      '',
      ...minimal('cc-debian12', port),
    ];
  },
  ignores: ['target'],
};

export const cppProject: ProjectKind = {
  id: 'cpp',
  title: 'C++',
  reads: ['CMakeLists.txt'],
  port: 8080,
  detect: (facts) =>
    has(facts, 'CMakeLists.txt') ? 3 : has(facts, 'Makefile') && withEnding(facts, '.cpp', '.cc', '.c') ? 2 : 0,
  dockerfile: (facts, port) => {
    const text = facts.read('CMakeLists.txt') ?? '';
    const name = safeName(
      /add_executable\s*\(\s*([\w.-]+)/i.exec(text)?.[1] ?? /project\s*\(\s*([\w.-]+)/i.exec(text)?.[1],
      'app',
    );
    const cmake = [
      '# The version of the build tools does not reach the image.',
      '# hadolint ignore=DL3008',
      'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\',
      '    --mount=type=cache,target=/var/lib/apt,sharing=locked \\',
      '    apt-get update && apt-get install -y --no-install-recommends cmake',
      'WORKDIR /src',
      'COPY . .',
      `RUN cmake -S . -B /build -DCMAKE_BUILD_TYPE=Release && cmake --build /build --parallel \\`,
      `    && install -D /build/${name} /out/app`,
    ];
    const make = ['WORKDIR /src', 'COPY . .', `RUN make && install -D ${name} /out/app`];
    return ['FROM gcc:14 AS build', ...(text === '' ? make : cmake), '', ...minimal('cc-debian12', port)];
  },
  ignores: ['build', 'cmake-build-*', '*.o', '*.a', '*.so'],
};
