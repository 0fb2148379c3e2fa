import { filesLike, folderOf, has, type ProjectFacts, type ProjectKind, runCached } from '../project.js';
import { distroless } from './distroless.js';

export const goProject: ProjectKind = {
  id: 'go',
  title: 'Go',
  reads: ['go.mod'],
  port: 8080,
  detect: (facts) => (has(facts, 'go.mod') ? 4 : 0),
  programs,
  dockerfile: (facts, port, program) => {
    const version = /^go\s+(\d+\.\d+)/m.exec(facts.read('go.mod') ?? '')?.[1] ?? '1.25';
    return [
      `FROM golang:${version} AS build`,
      'WORKDIR /src',
      `COPY go.mod ${has(facts, 'go.sum') ? 'go.sum ' : ''}./`,
      ...runCached([modules], 'go mod download'),
      'COPY . .',
      ...runCached(
        [modules, '/root/.cache/go-build'],
        `CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/app ${program || '.'}`,
      ),
      '',
      ...distroless('static', port),
    ];
  },
  ignores: () => ['bin', 'vendor', '**/*.test', '**/*.out'],
};

const modules = '/go/pkg/mod';

/** Folders of main packages by convention: with a `main.go`, or below `cmd`. */
function programs(facts: ProjectFacts): readonly string[] {
  const files = filesLike(facts, /(?:^|\/)main\.go$|^cmd\/[^/]+\/[^/]+\.go$/).filter((file) => !isTest.test(file));
  const folders = [...new Set(files.map((file) => (file.includes('/') ? `./${folderOf(file)}` : '.')))];
  const rank = (folder: string) => (folder === '.' ? 0 : folder.startsWith('./cmd/') ? 1 : 2);
  return folders.sort((a, b) => rank(a) - rank(b));
}

const isTest = /_test\.go$/;
