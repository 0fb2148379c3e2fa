import type { ProjectFacts, ProjectKind } from './project.js';
import { cppProject } from './projects/cpp.js';
import { dotnetProject } from './projects/dotnet.js';
import { goProject } from './projects/go.js';
import { javaProject } from './projects/java.js';
import { nodeProject } from './projects/node.js';
import { phpProject } from './projects/php.js';
import { pythonProject } from './projects/python.js';
import { rubyProject } from './projects/ruby.js';
import { rustProject } from './projects/rust.js';
import { staticProject } from './projects/static.js';

/** The kinds of projects that can be given Docker files. */
export const projectKinds: readonly ProjectKind[] = [
  nodeProject,
  pythonProject,
  goProject,
  rustProject,
  javaProject,
  dotnetProject,
  phpProject,
  rubyProject,
  cppProject,
  staticProject,
];

/** What a folder may be, the most likely first. */
export function detectKinds(facts: ProjectFacts): readonly ProjectKind[] {
  return projectKinds
    .map((kind) => ({ kind, score: kind.detect(facts) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ kind }) => kind);
}

export interface ScaffoldAnswers {
  readonly kind: ProjectKind;
  readonly port: number;
  /** One of the kind's programs; the likeliest where none is named. */
  readonly program?: string;
  /** Name of the compose service. */
  readonly name: string;
}

/** Texts of the files by name. */
export function scaffold(
  facts: ProjectFacts,
  { kind, port, name, program = kind.programs?.(facts)[0] ?? '' }: ScaffoldAnswers,
): Readonly<Record<ScaffoldFile, string>> {
  return {
    Dockerfile: text(['# syntax=docker/dockerfile:1', '', ...kind.dockerfile(facts, port, program)]),
    '.dockerignore': text([...commonIgnores, ...kind.ignores(facts)]),
    'compose.yaml': text([
      'services:',
      `  ${serviceName(name)}:`,
      '    build: .',
      // A program that is process 1 and handles no SIGTERM would be waited for and killed.
      '    init: true',
      '    ports:',
      `      - "${port}:${port}"`,
    ]),
  };
}

export const scaffoldFiles = ['Dockerfile', '.dockerignore', 'compose.yaml'] as const;

export type ScaffoldFile = (typeof scaffoldFiles)[number];

const commonIgnores: readonly string[] = [
  '.git',
  '.gitignore',
  '.vscode',
  '.idea',
  '**/.DS_Store',
  '**/.env',
  '**/.env.*',
  '**/*.pem',
  '**/*.key',
  'Dockerfile*',
  '.dockerignore',
  'compose*.y*ml',
  'docker-compose*.y*ml',
];

function serviceName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '');
  return name === '' ? 'app' : name;
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
