import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import type { ProjectFacts } from '../../../../../src/core/dockerfile/features/scaffold/project.js';
import { detectKinds, projectKinds, scaffold } from '../../../../../src/core/dockerfile/features/scaffold/scaffold.js';
import { lint } from '../../../../../src/core/dockerfile/lint/lint.js';

function folder(files: Readonly<Record<string, string>>): ProjectFacts {
  return { names: Object.keys(files), read: (name) => files[name] };
}

/** Folders of each kind, plain and with all that changes its Dockerfile. */
const folders: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  node: [
    { 'package.json': '{"scripts":{"build":"x","start":"y"},"engines":{"node":">=20"}}', 'package-lock.json': '' },
    { 'package.json': '{"main":"./src/main.js"}', 'yarn.lock': '' },
    { 'package.json': 'broken', 'pnpm-lock.yaml': '' },
    { 'package.json': '{"main":"a b; rm"}' },
  ],
  python: [
    { 'requirements.txt': 'fastapi\n', 'main.py': '' },
    { 'requirements.txt': 'flask\ngunicorn', 'app.py': '' },
    { 'pyproject.toml': 'dependencies = ["flask"]', '.python-version': '3.12.1' },
    { 'manage.py': '', 'requirements.txt': 'django' },
  ],
  go: [
    { 'go.mod': 'module x\n\ngo 1.24.1', 'go.sum': '', 'main.go': '' },
    { 'go.mod': '', 'cmd/': '' },
  ],
  rust: [{ 'Cargo.toml': '[package]\nname = "tool"\n', 'Cargo.lock': '' }, { 'Cargo.toml': '' }],
  java: [{ 'pom.xml': '' }, { 'build.gradle.kts': '' }],
  dotnet: [
    { 'Web.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"><TargetFramework>net8.0</TargetFramework>' },
    { 'Tool.csproj': '<Project><AssemblyName>tool</AssemblyName>' },
  ],
  php: [{ 'composer.json': '{}', 'composer.lock': '', 'public/': '' }, { 'index.php': '' }],
  ruby: [{ Gemfile: "gem 'rails'", 'Gemfile.lock': '' }, { Gemfile: '' }],
  cpp: [{ 'CMakeLists.txt': 'project(tool)\nadd_executable(tool main.cpp)' }, { Makefile: '', 'main.c': '' }],
  static: [{ 'index.html': '' }, { 'public/': '' }],
};

describe('scaffold', () => {
  for (const kind of projectKinds) {
    it(`writes a ${kind.title} Dockerfile that the linter has nothing to say about`, () => {
      const samples = folders[kind.id] ?? [];
      assert.ok(samples.length > 0);
      for (const sample of samples) {
        const facts = folder(sample);
        assert.equal(detectKinds(facts)[0]?.id, kind.id);
        for (const port of [kind.port, 4321]) {
          const { Dockerfile: text } = scaffold(facts, { kind, port, name: 'x' });
          const document = parseDockerfile(text);
          assert.deepEqual(
            lint(document).map(({ code, message }) => `${code} ${message}`),
            [],
            text,
          );
          const last = document.stages.at(-1);
          const user = last?.instructions.find(({ keyword }) => keyword === 'USER');
          assert.match(user?.argsText ?? '', /^[1-9]\d*:[1-9]\d*$/, text);
        }
      }
    });
  }

  it('keeps secrets and histories out of the build', () => {
    const { '.dockerignore': text } = scaffold(folder({}), { kind: projectKinds[0]!, port: 1, name: 'x' });
    for (const pattern of ['.git', '.env', '*.pem', 'node_modules']) assert.ok(text.split('\n').includes(pattern));
  });

  it('names the service after the folder', () => {
    const compose = (name: string) => scaffold(folder({}), { kind: projectKinds[0]!, port: 80, name })['compose.yaml'];
    assert.equal(compose('My App!'), 'services:\n  my-app:\n    build: .\n    ports:\n      - "80:80"\n');
    assert.match(compose('한글'), / {2}app:/);
  });

  it('takes no names that would be more than a name', () => {
    const facts = folder({ 'Cargo.toml': '[package]\nname = "x && rm -rf /"' });
    const { Dockerfile: text } = scaffold(facts, { kind: projectKinds[3]!, port: 1, name: 'x' });
    assert.match(text, /target\/release\/app /);
  });
});
