import {
  filesLike,
  has,
  installDebian,
  type ProjectFacts,
  type ProjectKind,
  safeName,
  withEnding,
} from '../project.js';
import { distroless } from './distroless.js';

export const cppProject: ProjectKind = {
  id: 'cpp',
  title: 'C++',
  reads: ['CMakeLists.txt', 'Makefile'],
  port: 8080,
  detect: (facts) => {
    if (has(facts, 'CMakeLists.txt')) return 3;
    return has(facts, 'Makefile') && withEnding(facts, '.cpp', '.cc', '.c') ? 2 : 0;
  },
  programs: (facts) =>
    filesLike(facts, /(?:^|\/)CMakeLists\.txt$/).flatMap((file) =>
      [...(facts.read(file) ?? '').matchAll(/^\s*add_executable\s*\(\s*([\w.-]+)/gim)]
        .map(([, name = '']) => name)
        .filter((name) => !/test|bench/i.test(name)),
    ),
  dockerfile: (facts, port, program) => [
    // The compiler of Debian, as that of the gcc image links against a libstdc++ that no other image has.
    'FROM debian:bookworm-slim AS build',
    ...(has(facts, 'CMakeLists.txt') ? cmake(facts, program) : make(facts)),
    '',
    ...distroless('cc', port),
  ],
  ignores: () => ['build', 'cmake-build-*', '**/*.o'],
};

function cmake(facts: ProjectFacts, program: string): string[] {
  const project = /^\s*project\s*\(\s*([\w.-]+)/im.exec(facts.read('CMakeLists.txt') ?? '')?.[1];
  return [
    ...installDebian('cmake', 'g++', 'make'),
    'WORKDIR /src',
    'COPY . .',
    'RUN cmake -S . -B /build -DCMAKE_BUILD_TYPE=Release \\',
    '    && cmake --build /build --parallel \\',
    // Projects have their own ideas of the folder for programs.
    `    && find /build . -type f -name ${program || safeName(project, 'app')} -perm /111 -exec install -D {} /out/app ";"`,
  ];
}

function make(facts: ProjectFacts): string[] {
  const text = facts.read('Makefile') ?? '';
  const name = /^(?:TARGET|PROGRAM|PROG|BIN|EXE|EXEC|NAME)\s*[:?]?=\s*(\S+)\s*$/m.exec(text)?.[1];
  return [
    ...installDebian('g++', 'make'),
    'WORKDIR /src',
    'COPY . .',
    `RUN make && install -D ${safeName(name, 'app')} /out/app`,
  ];
}
