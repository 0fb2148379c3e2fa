import { posix } from 'node:path';
import { filesLike, folderOf, has, type ProjectFacts, type ProjectKind, runCached, safeName } from '../project.js';
import { distroless } from './distroless.js';

export const goProject: ProjectKind = {
  id: 'go',
  title: 'Go',
  reads: ['go.mod', 'go.work'],
  port: 8080,
  detect: (facts) => (has(facts, 'go.mod', 'go.work') ? 4 : 0),
  programs,
  dockerfile: (facts, port, program) => {
    const folders = moduleFolders(facts);
    const texts = folders.map((folder) => facts.read(`${folder}go.mod`) ?? '');
    const version = /^go\s+(\d+\.\d+)/m.exec(facts.read('go.work') ?? texts[0] ?? '')?.[1] ?? '1.25';
    const main = program || `./${folders[0] ?? ''}`.replace(/\/$/, '');
    const needsC = texts.some((text) => cModules.test(text));
    return [
      `FROM golang:${version}${needsC ? '-bookworm' : ''} AS build`,
      'WORKDIR /src',
      ...(isVendored(facts) ? [] : [...copyModules(facts, folders), ...runCached([modules], 'go mod download')]),
      'COPY . .',
      ...runCached(
        [modules, '/root/.cache/go-build'],
        `CGO_ENABLED=${needsC ? 1 : 0} go build -trimpath -ldflags="-s -w" -o /out/app ${main}`,
      ),
      '',
      ...distroless(needsC ? 'cc' : 'static', port),
    ];
  },
  ignores: () => ['bin', '**/*.test', '**/*.out'],
};

const modules = '/go/pkg/mod';

/** Widely used modules that do nothing without a C compiler, and need no more than that. */
const cModules = /\b(?:mattn\/go-sqlite3|confluentinc\/confluent-kafka-go|marcboeker\/go-duckdb|duckdb\/duckdb-go)\b/;

/** Folders of the modules, with a `/` behind them: those that a workspace uses, or the one on top. */
function moduleFolders(facts: ProjectFacts): readonly string[] {
  const work = facts.read('go.work');
  if (work === undefined) return [''];
  const used = [...work.matchAll(/^\s*(?:use\s+)?(\.(?:\/\S*)?)\s*(?:\/\/.*)?$/gm)].map(([, path = '']) =>
    path.replace(/^\.\/?/, '').replace(/([^/])$/, '$1/'),
  );
  return used.filter((folder) => folder === '' || safeName(folder, '') !== '');
}

/** Go takes packages from `vendor` where that is kept beside the code, and loads none. */
function isVendored(facts: ProjectFacts): boolean {
  return has(facts, 'vendor/');
}

/** Folders inside the project that stand for modules, as `replace` says. */
function replacements(facts: ProjectFacts, folder: string): readonly string[] {
  const text = facts.read(`${folder}go.mod`) ?? '';
  return [...text.matchAll(/=>\s*(\.{1,2}\/\S+)/g)]
    .map(([, path = '']) => posix.join(folder, path, '/'))
    .filter((path) => has(facts, `${path}go.mod`) && safeName(path, '') !== '');
}

/** What `go mod download` reads, each file in its folder. */
function copyModules(facts: ProjectFacts, folders: readonly string[]): string[] {
  const existing = (folder: string, ...names: readonly string[]) =>
    names.map((name) => folder + name).filter((name) => has(facts, name));
  const work = existing('', 'go.work', 'go.work.sum');
  const all = [...new Set([...folders, ...folders.flatMap((folder) => replacements(facts, folder))])];
  return [
    ...(work.length > 0 ? [`COPY ${work.join(' ')} ./`] : []),
    ...all.map((folder) => `COPY ${[`${folder}go.mod`, ...existing(folder, 'go.sum')].join(' ')} ./${folder}`),
  ];
}

/** Folders of main packages by convention: with a `main.go`, or below `cmd`. */
function programs(facts: ProjectFacts): readonly string[] {
  const files = filesLike(facts, /(?:^|\/)main\.go$|^cmd\/[^/]+\/[^/]+\.go$/).filter((file) => !isTest.test(file));
  const folders = [...new Set(files.map((file) => (file.includes('/') ? `./${folderOf(file)}` : '.')))];
  const rank = (folder: string) => (folder === '.' ? 0 : folder.startsWith('./cmd/') ? 1 : 2);
  return folders.sort((a, b) => rank(a) - rank(b));
}

const isTest = /_test\.go$/;
