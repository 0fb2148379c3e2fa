import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { PatternMatcher, parseIgnoreFile } from '../../../../../src/core/build/patterns.js';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { detectKinds, projectKinds, scaffold } from '../../../../../src/core/dockerfile/features/scaffold/scaffold.js';
import { lint } from '../../../../../src/core/dockerfile/lint/lint.js';
import { dockerfileOf, type Files, folder, kindOf } from '../../../../support/scaffoldFolder.js';

/** Folders of each kind, plain and with all that changes its Dockerfile. */
const folders: Readonly<Record<string, readonly Files[]>> = {
  node: [
    { 'package.json': '{"scripts":{"build":"x","start":"y"},"engines":{"node":">=20"}}', 'package-lock.json': '' },
    { 'package.json': '{"main":"./src/main.js"}', 'yarn.lock': '' },
    { 'package.json': '{"workspaces":["a"]}', 'package-lock.json': '' },
    { 'package.json': '{"workspaces":["a"]}', 'yarn.lock': '', '.yarnrc.yml': '' },
    { 'package.json': 'broken', 'pnpm-lock.yaml': '' },
    { 'package.json': '{"main":"a b; rm"}' },
    { 'package.json': '{"module":"index.ts"}', 'bun.lock': '' },
    { 'package.json': '{"scripts":{"build":"vite build"},"devDependencies":{"vite":"7"}}' },
    { 'package.json': '{"scripts":{"build":"ng build","start":"ng serve"},"devDependencies":{"@angular/cli":"20"}}' },
  ],
  python: [
    { 'requirements.txt': 'fastapi\n', 'main.py': '' },
    { 'requirements.txt': 'flask\ngunicorn', 'app.py': '' },
    { 'pyproject.toml': '[project]\ndependencies = ["flask"]', '.python-version': '3.12.1' },
    { 'pyproject.toml': '[project]', 'uv.lock': '', 'src/shop/__main__.py': '' },
    { 'pyproject.toml': '[tool.poetry]', 'poetry.lock': '', 'src/shop/main.py': '' },
    { 'manage.py': '', 'requirements.txt': 'django\ngunicorn', 'shop/wsgi.py': '' },
  ],
  go: [
    { 'go.mod': 'module x\n\ngo 1.24.1', 'go.sum': '', 'main.go': '' },
    { 'go.mod': '', 'cmd/api/main.go': '', 'cmd/worker/worker.go': '' },
    { 'go.work': 'go 1.24\n\nuse (\n\t./api\n\t./lib\n)', 'api/go.mod': '', 'api/main.go': '', 'lib/go.mod': '' },
    { 'go.mod': 'require github.com/mattn/go-sqlite3 v1.14.24', 'main.go': '' },
  ],
  rust: [
    { 'Cargo.toml': '[package]\nname = "tool"\n', 'Cargo.lock': '', 'src/main.rs': '' },
    { 'Cargo.toml': '[workspace]', 'crates/api/Cargo.toml': '[package]\nname = "api"', 'crates/api/src/main.rs': '' },
    { 'Cargo.toml': '' },
  ],
  java: [
    { 'pom.xml': '', 'src/': '' },
    { 'pom.xml': '<modules>', mvnw: '', 'api/pom.xml': '', 'api/src/main/': '' },
    { 'build.gradle.kts': '', gradlew: '', 'src/': '' },
    { 'settings.gradle': '', 'app/build.gradle': 'id "io.quarkus"', 'app/src/main/': '' },
  ],
  dotnet: [
    { 'Web.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"><TargetFramework>net8.0</TargetFramework>' },
    { 'Tool.csproj': '<Project><AssemblyName>tool</AssemblyName>' },
    { 'App.sln': '', 'src/Web/Web.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web">', 'src/Core/Core.csproj': '' },
  ],
  php: [
    { 'composer.json': '{"require":{"ext-pdo_mysql":"*"}}', 'composer.lock': '', 'public/index.php': '' },
    { 'index.php': '' },
  ],
  ruby: [
    { Gemfile: "gem 'rails'\ngem 'pg'", 'Gemfile.lock': '', 'app/assets/x.css': '' },
    { Gemfile: '', 'config.ru': '' },
    { Gemfile: '' },
  ],
  cpp: [
    { 'CMakeLists.txt': 'project(tool)\nadd_executable(tool main.cpp)' },
    { Makefile: 'TARGET = tool', 'main.c': '' },
  ],
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
          const { Dockerfile: text, 'compose.yaml': compose } = scaffold(facts, { kind, port, name: 'x' });
          const document = parseDockerfile(text);
          assert.deepEqual(
            lint(document).map(({ code, message }) => `${code} ${message}`),
            [],
            text,
          );
          const last = document.stages.at(-1);
          const user = last?.instructions.find(({ keyword }) => keyword === 'USER');
          assert.match(user?.argsText ?? '', /^[1-9]\d*:[1-9]\d*$/, text);
          assert.ok(document.stages.length > 1, text);
          assert.deepEqual(parse(compose), { services: { x: { build: '.', init: true, ports: [`${port}:${port}`] } } });
        }
      }
    });
  }

  it('keeps what a package manager loads in a cache', () => {
    for (const [id, samples] of Object.entries(folders)) {
      if (id === 'static') continue;
      for (const sample of samples) {
        if (id === 'php' && !('composer.json' in sample)) continue;
        assert.match(dockerfileOf(id, sample), /--mount=type=cache,target=\//, id);
      }
    }
  });

  it('keeps secrets, histories and results out of the build', () => {
    const ignored: Readonly<Record<string, readonly string[]>> = {
      node: ['.git/HEAD', '.env', 'packages/a/.env.local', 'certs/a.pem', 'packages/a/node_modules/x.js'],
      dotnet: ['src/Web/bin/x.dll', 'src/Web/obj/x.json'],
      python: ['shop/__pycache__/x.pyc', '.venv/x'],
      java: ['target/x.jar', 'api/target/x.jar'],
      ruby: ['config/master.key'],
    };
    for (const [id, paths] of Object.entries(ignored)) {
      const { '.dockerignore': text } = scaffold(folder({}), { kind: kindOf(id), port: 1, name: 'x' });
      const matcher = new PatternMatcher(parseIgnoreFile(text));
      for (const path of paths) assert.ok(isIgnored(matcher, path), `${id}: ${path}`);
      for (const path of ['README.md', 'src/main.x', 'src/main/java/build/A.java'])
        assert.ok(!isIgnored(matcher, path), `${id}: ${path}`);
    }
  });

  it('sends what was built before where nothing builds it', () => {
    const ignores = (scripts: string) =>
      scaffold(folder({ 'package.json': `{"scripts":${scripts}}` }), { kind: kindOf('node'), port: 1, name: 'x' })[
        '.dockerignore'
      ].split('\n');
    assert.ok(ignores('{"build":"tsc"}').includes('dist'));
    assert.ok(!ignores('{}').includes('dist'));
  });

  it('names the service after the folder', () => {
    const compose = (name: string) => scaffold(folder({}), { kind: kindOf('node'), port: 80, name })['compose.yaml'];
    assert.equal(
      compose('My App!'),
      'services:\n  my-app:\n    build: .\n    init: true\n    ports:\n      - "80:80"\n',
    );
    assert.match(compose('한글'), / {2}app:/);
  });

  it('takes no names that would be more than a name', () => {
    const text = dockerfileOf('rust', { 'Cargo.toml': '[package]\nname = "x && rm -rf /"' });
    assert.match(text, /target\/release\/app /);
    assert.deepEqual(kindOf('go').programs?.(folder({ 'cmd/a b/main.go': '', 'cmd/$x/main.go': '' })), []);
  });
});

describe('scaffold of compiled programs', () => {
  it('builds what is linked against a library on the Debian that runs it', () => {
    for (const id of ['rust', 'cpp']) {
      const { stages } = parseDockerfile(dockerfileOf(id, folders[id]?.[0] ?? {}));
      const [build = '', run = ''] = stages.map(({ image }) => image?.value ?? '');
      assert.match(build, /bookworm/);
      assert.match(run, /debian12/);
    }
  });
  it('chooses among the main packages of a Go module', () => {
    const files = { 'go.mod': '', 'lib.go': '', 'hack/main.go': '', 'cmd/api/main.go': '', 'cmd/api/main_test.go': '' };
    assert.deepEqual(kindOf('go').programs?.(folder(files)), ['./cmd/api', './hack']);
    assert.match(dockerfileOf('go', files), /go build .* -o \/out\/app \.\/cmd\/api$/m);
    assert.match(dockerfileOf('go', files, './hack'), /-o \/out\/app \.\/hack$/m);
    assert.match(dockerfileOf('go', { 'go.mod': '', 'main.go': '' }), /-o \/out\/app \.$/m);
  });
  it('copies the modules that a Go workspace uses', () => {
    const files = {
      'go.work': 'go 1.24.1\n\nuse ./lib // shared\nuse (\n\t.\n\t./svc/api\n)\nreplace x => ./y',
      'go.work.sum': '',
      'go.mod': '',
      'lib/go.mod': '',
      'svc/api/go.mod': '',
      'svc/api/go.sum': '',
      'svc/api/main.go': '',
    };
    const text = dockerfileOf('go', files);
    assert.match(text, /^FROM golang:1\.24 AS build$/m);
    const copies = [
      'go.work go.work.sum ./',
      'lib/go.mod ./lib/',
      'go.mod ./',
      'svc/api/go.mod svc/api/go.sum ./svc/api/',
    ];
    assert.ok(text.includes(copies.map((words) => `COPY ${words}\n`).join('')), text);
    assert.match(text, / \.\/svc\/api$/m);
    assert.match(dockerfileOf('go', { 'go.work': 'use ./a', 'a/go.mod': '' }), / -o \/out\/app \.\/a$/m);
  });
  it('copies the modules that stand for others in a Go module', () => {
    const replaced = { 'go.mod': 'replace example.com/a => ./a\nreplace b => ../b', 'a/go.mod': '', 'a/go.sum': '' };
    assert.match(dockerfileOf('go', replaced), /^COPY go\.mod \.\/\nCOPY a\/go\.mod a\/go\.sum \.\/a\/\nRUN /m);
    const files = { 'go.work': 'use ./svc', 'svc/go.mod': 'replace (\n\tx v1.0.0 => ../lib\n)', 'lib/go.mod': '' };
    assert.match(dockerfileOf('go', files), /^COPY lib\/go\.mod \.\/lib\/$/m);
  });
  it('builds with the packages that a Go project keeps', () => {
    const files = { 'go.mod': '', 'main.go': '', 'vendor/modules.txt': '' };
    const { Dockerfile: text, '.dockerignore': ignored } = scaffold(folder(files), {
      kind: kindOf('go'),
      port: 1,
      name: 'x',
    });
    assert.match(text, /WORKDIR \/src\nCOPY \. \.\n/);
    assert.doesNotMatch(ignored, /vendor/);
  });
  it('compiles C where a Go module needs it', () => {
    const text = dockerfileOf('go', { 'go.mod': 'go 1.24\nrequire github.com/mattn/go-sqlite3 v1.14.24' });
    assert.match(text, /^FROM golang:1\.24-bookworm AS build$[\s\S]*CGO_ENABLED=1 [\s\S]*distroless\/cc-debian12/m);
    assert.match(dockerfileOf('go', { 'go.mod': '' }), /CGO_ENABLED=0 [\s\S]* \.\n[\s\S]*distroless\/static-debian12/);
  });
  it('chooses among the binaries of a Cargo workspace', () => {
    const files = {
      'Cargo.toml': '[workspace]\nmembers = ["crates/*"]',
      'crates/api/Cargo.toml': '[package]\nname = "shop-api"',
      'crates/api/src/main.rs': '',
      'crates/api/src/bin/seed.rs': '',
      'crates/web/Cargo.toml': '[package]\nname = "web"\n[[bin]]\nname = "site"\npath = "src/main.rs"',
      'crates/web/src/main.rs': '',
    };
    assert.deepEqual(kindOf('rust').programs?.(folder(files)), ['shop-api', 'seed', 'site']);
    assert.match(dockerfileOf('rust', files), /--workspace --bin shop-api .*\n.*release\/shop-api \/out\/app/);
  });
  it('builds a Rust program from its own sources, whatever the cache holds', () => {
    const text = dockerfileOf('rust', { 'Cargo.toml': '[package]\nname = "tool"', 'src/main.rs': '' });
    assert.match(
      text,
      /target=\/src\/target \\\n.*-path \.\/target -prune .* -exec touch \{\} \+ \\\n +&& cargo build/,
    );
  });
  it('knows the Rust binaries that have a path of their own', () => {
    const files = {
      'Cargo.toml': '[package]\nname = "tool"\n[[bin]]\nname = "api"\npath = "src/api.rs"',
      'src/api.rs': '',
    };
    assert.deepEqual(kindOf('rust').programs?.(folder(files)), ['api']);
    assert.match(dockerfileOf('rust', files), /--bin api /);
  });
  it('takes the executables of CMake, wherever they are declared', () => {
    const files = {
      'CMakeLists.txt': 'project(shop)\nadd_subdirectory(src)',
      'src/CMakeLists.txt': 'add_executable(server main.cpp)\nadd_executable(server_tests t.cpp)',
    };
    assert.deepEqual(kindOf('cpp').programs?.(folder(files)), ['server']);
    assert.match(dockerfileOf('cpp', files), /find \/build \. -type f -name server .*-exec install -D \{\} \/out\/app/);
  });
  it('sends the libraries that a C++ project keeps', () => {
    const { '.dockerignore': text } = scaffold(folder({ Makefile: '' }), { kind: kindOf('cpp'), port: 1, name: 'x' });
    assert.ok(!isIgnored(new PatternMatcher(parseIgnoreFile(text)), 'lib/libx.a'));
  });
});

describe('scaffold of other projects', () => {
  it('publishes a project of a solution in its own folder', () => {
    const files = {
      'App.sln': '',
      'Directory.Build.props': '<TargetFramework>net8.0</TargetFramework>',
      'src/Core/Core.csproj': '<Project Sdk="Microsoft.NET.Sdk">',
      'src/Web/Web.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web">',
      'test/Web.Tests/Web.Tests.csproj': '<OutputType>Exe',
    };
    assert.deepEqual(kindOf('dotnet').programs?.(folder(files)), ['src/Web/Web.csproj']);
    const text = dockerfileOf('dotnet', files);
    assert.match(text, /^COPY Directory\.Build\.props \.\/$/m);
    assert.match(text, /^COPY src\/Core\/Core\.csproj src\/Core\/$/m);
    assert.match(text, /dotnet publish src\/Web\/Web\.csproj /);
    assert.match(text, /^FROM mcr\.microsoft\.com\/dotnet\/aspnet:8\.0 AS final$/m);
    assert.match(text, /^ENTRYPOINT \["dotnet", "Web\.dll"\]$/m);
  });
  it('installs Python packages by the lock file', () => {
    const project = { 'pyproject.toml': '[project]\nrequires-python = ">=3.10,<3.13"' };
    assert.match(dockerfileOf('python', { ...project, 'uv.lock': '' }), /python:3\.12-slim[\s\S]*uv sync --locked/);
    const poetry = dockerfileOf('python', { 'pyproject.toml': '[tool.poetry]', 'poetry.lock': '', 'src/a/b.py': '' });
    assert.match(poetry, /poetry install --only main --no-root\nCOPY \. \.\n/);
    const built = { 'pyproject.toml': `${project['pyproject.toml']}\n[build-system]` };
    assert.match(dockerfileOf('python', built), /pip install \.$/m);
    assert.doesNotMatch(dockerfileOf('python', { 'pyproject.toml': '[tool.ruff]', 'main.py': '' }), /pip install/);
  });
  it('installs what a Python project that is no package depends on', () => {
    const text = dockerfileOf('python', { 'pyproject.toml': '[project]\ndependencies = ["flask"]', 'app.py': '' });
    assert.match(text, /^COPY pyproject\.toml \.\/\nRUN .*\n.*tomllib.*\n.*pip install -r \/tmp\/requirements\.txt$/m);
    const old = dockerfileOf('python', {
      'pyproject.toml': '[project]\nrequires-python = ">=3.9,<3.11"',
      'app.py': '',
    });
    assert.match(old, /COPY \. \.\nRUN .*\n +pip install \.$/m);
  });
  it('starts the module of a Python package', () => {
    const start = (files: Files) => /^CMD (.*)$/m.exec(dockerfileOf('python', files))?.[1];
    assert.equal(
      start({ 'requirements.txt': 'fastapi[standard]', 'app/main.py': '' }),
      '["python", "-m", "uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "4321"]',
    );
    assert.equal(start({ 'uv.lock': '', 'src/shop/__main__.py': '' }), '["python", "-m", "shop"]');
    assert.match(
      start({ 'manage.py': '', 'requirements.txt': 'django\ngunicorn', 'shop/wsgi.py': '' }) ?? '',
      /"shop\.wsgi:application"/,
    );
  });
  it('builds one module of a Java project with its wrapper and its Java', () => {
    const files = {
      'pom.xml': '<modules><java.version>17</java.version>',
      mvnw: '',
      'api/pom.xml': '',
      'api/src/A': '',
    };
    const text = dockerfileOf('java', files);
    assert.match(text, /^FROM eclipse-temurin:17-jdk AS build$/m);
    assert.match(text, /sh mvnw .* --projects api --also-make package/);
    assert.match(text, /find api\/target /);
    const gradle = dockerfileOf('java', { 'settings.gradle': '', 'a/build.gradle': 'jvmToolchain(22)', 'a/src/A': '' });
    assert.match(gradle, /^FROM gradle:jdk25 AS build$[\s\S]*gradle --no-daemon :a:assemble/m);
  });
  it('takes the jar that runs, and none that is made beside it', () => {
    const text = dockerfileOf('java', { 'pom.xml': '', 'src/A.java': '' });
    for (const name of ['*-sources', '*-javadoc', '*-tests', 'original-*'])
      assert.ok(text.includes(`! -name "${name}.jar"`));
  });
  it('starts what the application plugin of Gradle puts together', () => {
    const files = { 'settings.gradle.kts': '', 'app/src/A.java': '' };
    const build = 'plugins { application }\napplication { mainClass.set("shop.App") }';
    const text = dockerfileOf('java', { ...files, 'app/build.gradle.kts': build });
    assert.match(text, /:app:installDist \\\n +&& cp -R app\/build\/install\/\*\/lib \/out$/m);
    assert.match(text, /^ENTRYPOINT \["java", "-cp", "\/app\/\*", "shop\.App"\]$/m);
    const boot = dockerfileOf('java', { ...files, 'app/build.gradle.kts': `id("org.springframework.boot")\n${build}` });
    assert.match(boot, /:app:assemble[\s\S]*"-jar"/);
  });
  it('brings the libraries of compiled gems and the Ruby that a Gemfile names', () => {
    const text = dockerfileOf('ruby', { Gemfile: 'ruby "3.3.4"\ngem "pg"', 'config.ru': '' });
    assert.match(text, /^FROM ruby:3\.3\.4-slim AS final$[\s\S]*install .*libpq5$/m);
  });
  it('gives Bundler the files that a Gemfile names', () => {
    const files = { Gemfile: 'ruby file: ".ruby-version"', 'Gemfile.lock': '', '.ruby-version': '3.4.1' };
    assert.match(dockerfileOf('ruby', files), /^COPY Gemfile Gemfile\.lock \.ruby-version \.\/$/m);
    for (const own of ['gem "a", path: "lib/a"', 'gemspec', 'path "gems" do']) {
      const text = dockerfileOf('ruby', { Gemfile: own });
      assert.match(text, /COPY \. \.\nRUN .*\n.* bundle install\n\n/, own);
    }
  });
  it('starts a Rack program with Puma where that is there', () => {
    const text = dockerfileOf('ruby', { Gemfile: 'gem "puma"', 'config.ru': '' });
    assert.match(text, /^CMD \["bundle", "exec", "puma", "--bind", "tcp:\/\/0\.0\.0\.0:4321"\]$/m);
  });
  it('lets Composer see the code before it writes the autoloader', () => {
    const text = dockerfileOf('php', { 'composer.json': '{"require":{"ext-bcmath":"*"}}', 'public/index.php': '' });
    assert.match(text, /--no-autoloader[\s\S]*COPY \. \.\nRUN composer dump-autoload/);
    assert.match(text, /^RUN docker-php-ext-install bcmath$/m);
    assert.match(text, /a2enmod rewrite/);
  });
  it('takes a site whose public folder starts with PHP for PHP', () => {
    assert.equal(detectKinds(folder({ 'public/index.php': '' }))[0]?.id, 'php');
  });
  it('lets no PHP into an image that cannot be read', () => {
    const text = dockerfileOf('php', { 'index.php': '' });
    assert.match(text, /^COPY \. \.\nRUN find \. -name "\*\.php" -exec php -l \{\} \+$/m);
    assert.match(text, /^COPY --from=build --chown=33:33 \/app \.\/$/m);
  });
});

/** As a build sees it: a folder that is kept out keeps its files out. */
function isIgnored(matcher: PatternMatcher, path: string): boolean {
  const parts = path.split('/');
  let match: ReturnType<PatternMatcher['match']> | undefined;
  for (let length = 1; length <= parts.length; length++) match = matcher.match(parts.slice(0, length).join('/'), match);
  return match?.matched ?? false;
}
