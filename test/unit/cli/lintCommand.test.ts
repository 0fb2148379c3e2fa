import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findsBackticks, writeFakeShellcheck } from '../../support/fakeShellcheck.js';

const cli = path.resolve('dist/cli.js');

describe('longshore lint', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'longshore-lint-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, text: string): void {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }

  function run(args: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } {
    const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, PATH: path.join(folder, 'bin') };
    return spawnSync(process.execPath, [cli, 'lint', ...args], { cwd: folder, input, encoding: 'utf8', env });
  }

  it('looks into the build context only where it is named', () => {
    write('web/Dockerfile', 'FROM a:1\nCOPY here lost nowhere* /x/\nUSER 1\n');
    write('context/here', '');
    write('context/.dockerignore', '*\n!here');
    write('context/lost', '');
    const codes = (...args: string[]) => {
      const { stdout } = run(['--format', 'json', ...args]);
      return (JSON.parse(stdout) as { code: string; message: string }[]).map(({ message }) => message);
    };
    assert.deepEqual(codes('web/Dockerfile'), []);
    assert.deepEqual(codes('--context', 'context', 'web/Dockerfile'), [
      '"lost" is there, but .dockerignore keeps it out of the build.',
    ]);
    write('web/Dockerfile.dockerignore', '');
    assert.deepEqual(codes('--context=context', 'web/Dockerfile'), []);
    assert.match(run(['--context', 'gone', 'web/Dockerfile']).stderr, /"gone" is no folder/);
    const input = 'FROM a:1\nCOPY Here /\nUSER 1\n';
    assert.match(run(['--context', 'context', '-'], input).stdout, /"Here" is not in the build context/);
    assert.doesNotMatch(run(['-'], input).stdout, /Here/);
  });

  it('writes a flat list with all fields', () => {
    write('Dockerfile', 'FROM a:1\nMAINTAINER me\n');
    const { status, stdout } = run(['--format', 'json', 'Dockerfile']);
    assert.equal(status, 1);
    assert.deepEqual(JSON.parse(stdout), [
      {
        file: 'Dockerfile',
        line: 2,
        column: 1,
        endLine: 2,
        endColumn: 11,
        instructionLine: 2,
        code: 'DL4000',
        level: 'error',
        message: 'MAINTAINER is deprecated. Use a label instead.',
        rule: 'maintainer-deprecated',
        aliases: ['MaintainerDeprecated', 'DEPRECATED_MAINTAINER'],
      },
    ]);
  });

  describe('with a shellcheck on the PATH', () => {
    const codes = (args: readonly string[]) =>
      (JSON.parse(run([...args, '-f', 'json', 'Dockerfile']).stdout) as { code: string; column: number }[]).map(
        ({ code, column }) => `${code}:${column}`,
      );
    beforeEach(() => write('Dockerfile', 'FROM a:1\nRUN echo `a`\nRUN echo "$(b)" $X\n'));

    it('asks it', () => {
      writeFakeShellcheck(path.join(folder, 'bin'), findsBackticks);
      assert.deepEqual(codes([]), ['SC2116:10', 'DL3059:1']);
      assert.deepEqual(codes(['--no-shellcheck']), ['SC2006:10', 'SC2046:10', 'DL3059:1', 'SC2086:17']);
    });
    it('finds what is built in when it is broken', () => {
      writeFakeShellcheck(path.join(folder, 'bin'), 'console.log("no")');
      assert.deepEqual(codes([]), ['SC2006:10', 'SC2046:10', 'DL3059:1', 'SC2086:17']);
    });
  });

  it('counts columns as editors do, without the byte order mark', () => {
    write('Dockerfile', '\uFEFFFROM a\n');
    const [finding] = JSON.parse(run(['--format', 'json', 'Dockerfile']).stdout);
    assert.equal(finding.column, 6);
  });

  it('exits with 0 without findings, 1 with, 2 when it cannot run', () => {
    write('good/Dockerfile', 'FROM a:1\n');
    write('Dockerfile', 'FROM a\n');
    assert.equal(run(['good']).status, 0);
    assert.equal(run(['Dockerfile']).status, 1);
    assert.equal(run(['missing']).status, 2);
    assert.equal(run([]).status, 2);
    assert.equal(run(['--nonsense', 'Dockerfile']).status, 2);
    assert.equal(run(['--format', 'pdf', 'Dockerfile']).status, 2);
    assert.equal(run(['-t', 'error', 'Dockerfile']).status, 0);
    assert.equal(run(['--no-fail', 'Dockerfile']).status, 0);
    assert.equal(run(['--ignore', 'DL3006', 'Dockerfile']).status, 0);
    assert.equal(run(['--help']).status, 0);
  });

  it('takes folders, patterns and standard input', () => {
    write('one/Dockerfile', 'FROM a\n');
    write('two/app.Dockerfile', 'FROM b\n');
    write('two/Dockerfile.dev', 'FROM c\n');
    write('two/notes.txt', 'FROM d\n');
    write('node_modules/x/Dockerfile', 'FROM e\n');
    const files = (...args: string[]) =>
      (JSON.parse(run(['-f', 'json', ...args]).stdout) as { file: string }[]).map(({ file }) => file);
    assert.deepEqual(files('.'), ['one/Dockerfile', 'two/Dockerfile.dev', 'two/app.Dockerfile']);
    assert.deepEqual(files('**/Dockerfile*'), ['one/Dockerfile', 'two/Dockerfile.dev']);
    assert.deepEqual(files('one', 'one/Dockerfile'), ['one/Dockerfile']);
    write('two/Dockerfile.dockerignore', 'x');
    assert.deepEqual(files('two/Dockerfile*'), ['two/Dockerfile.dev']);
    assert.deepEqual(files('{one,two}/{Docker,Container}file{,.dev}'), ['one/Dockerfile', 'two/Dockerfile.dev']);
    const nothing = run(['**/*.none', 'one']);
    assert.equal(nothing.status, 2);
    assert.match(nothing.stderr, /No file matches "\*\*\/\*\.none"\./);
    assert.match(run(['-'], 'FROM a\n').stdout, /^-:1:6 warning DL3006 /);
  });

  it('finds the configuration here, upward from the file and where it is told', () => {
    write('sub/deep/Dockerfile', 'FROM a\nRUN cd /x && y\n');
    const found = () => run(['sub/deep/Dockerfile']).stdout.match(/DL\d+/g);
    assert.deepEqual(found(), ['DL3006', 'DL3003']);
    write('sub/.hadolint.yml', 'ignored: [DL3003]');
    assert.deepEqual(found(), ['DL3006']);
    write('.hadolint.yaml', 'ignored: [DL3006]');
    assert.deepEqual(found(), ['DL3003']);
    write('other.yaml', 'ignored: [DL3006, DL3003]');
    assert.equal(run(['-c', 'other.yaml', 'sub/deep/Dockerfile']).status, 0);
    assert.equal(run(['-c', 'none.yaml', 'sub/deep/Dockerfile']).status, 2);
  });

  it('puts options on top of the configuration', () => {
    write('.hadolint.yaml', 'ignored: [DL3007]\noverride: {info: [DL3004]}\ntrustedRegistries: [docker.io]\n');
    write('Dockerfile', 'FROM x.io/a:latest\n# hadolint ignore=DL3003\nRUN cd /x && sudo y\nLABEL a=1 b=2\n');
    const codes = (...args: string[]) => run([...args, 'Dockerfile']).stdout.match(/\w+ DL\d+/g);
    assert.deepEqual(codes(), ['error DL3026', 'info DL3004']);
    assert.deepEqual(
      codes('--error=DL3004', '--trusted-registry', 'x.io', '--disable-ignore-pragma', '--style', 'DL3003,DL3006'),
      ['style DL3003', 'error DL3004'],
    );
    assert.deepEqual(codes('--ignore=DL3004,DL3026', '--require-label', 'a:semver', '--strict-labels'), [
      'warning DL3056',
      'info DL3050',
    ]);
    assert.equal(run(['--require-label', 'a', 'Dockerfile']).status, 2);
    assert.match(run(['--require-label', 'a:b', 'Dockerfile']).stderr, /--require-label is a name and one of text,/);
  });

  it('reports a bad configuration once, with its place', () => {
    write('.hadolint.yaml', 'ignored: [DL3006]\nfoo: bar\n');
    write('a/Dockerfile', 'FROM a\n');
    write('b/Dockerfile', 'FROM a\n');
    const { status, stdout } = run(['.']);
    assert.equal(stdout, '.hadolint.yaml:2:1 error config-invalid There is no setting "foo".\n');
    assert.equal(status, 1);
  });

  it('reads the .dockerignore beside the file', () => {
    write('Dockerfile', 'FROM a:1\nCOPY secret /\n');
    write('.dockerignore', 'secret\n');
    assert.match(run(['Dockerfile']).stdout, /:2:6 warning CopyIgnoredFile /);
    write('Dockerfile.dockerignore', 'other\n');
    assert.equal(run(['Dockerfile']).stdout, '');
  });

  it('fixes files and standard input', () => {
    write('Dockerfile', 'FROM a:1\r\nMAINTAINER me\r\n');
    assert.equal(run(['--fix', 'Dockerfile']).status, 0);
    const fixed = 'FROM a:1\r\nLABEL org.opencontainers.image.authors="me"\r\n';
    assert.equal(readFileSync(path.join(folder, 'Dockerfile'), 'utf8'), fixed);
    const piped = run(['--fix', '-'], 'from a\nrun x\nMAINTAINER me\n');
    assert.equal(piped.stdout, 'from a\nrun x\nlabel org.opencontainers.image.authors="me"\n');
    assert.match(piped.stderr, /DL3006/);
  });

  it('obeys BuildKit options from the command line', () => {
    write('Dockerfile', 'FROM a:1 AS B\n');
    assert.equal(run(['--check', 'skip=all', 'Dockerfile']).status, 0);
    assert.match(run(['--check=error=true', 'Dockerfile']).stdout, /error StageNameCasing/);
    assert.equal(run(['--check', 'sikp=all', 'Dockerfile']).status, 2);
    assert.match(run(['--check=skip=all;error=maybe', 'Dockerfile']).stderr, /no option "error=maybe"/);
  });

  it('speaks every format', () => {
    write('Dockerfile', 'FROM a:1\nWORKDIR "x & <y>"\nMAINTAINER me\n');
    const text = (format: string) => run(['-f', format, 'Dockerfile']).stdout;
    assert.match(
      text('github'),
      /^::error file=Dockerfile,line=2,endLine=2,col=9,endColumn=18,title=DL3000::WORKDIR /m,
    );
    assert.match(
      text('checkstyle'),
      /<error line="3" column="1" severity="error" message="MAINTAINER is [^"]*" source="DL4000"\/>/,
    );
    assert.match(text('checkstyle'), /&quot;x &amp; &lt;y&gt;&quot;/);
    assert.match(text('junit'), /<testsuites name="longshore lint" tests="2" failures="2">/);
    const gitlab = JSON.parse(text('gitlab')) as { check_name: string; fingerprint: string; location: object }[];
    assert.deepEqual(gitlab.map(({ check_name, location }) => [check_name, location])[1], [
      'DL4000',
      { path: 'Dockerfile', lines: { begin: 3, end: 3 } },
    ]);
    assert.equal(new Set(gitlab.map(({ fingerprint }) => fingerprint)).size, 2);
    const sarif = JSON.parse(text('sarif')) as {
      runs: { results: { ruleId: string }[]; tool: { driver: { rules: { id: string }[] } } }[];
    };
    assert.deepEqual(
      sarif.runs[0]?.results.map(({ ruleId }) => ruleId),
      ['workdir-absolute', 'maintainer-deprecated'],
    );
    assert.deepEqual(
      sarif.runs[0]?.tool.driver.rules.map(({ id }) => id),
      ['workdir-absolute', 'maintainer-deprecated'],
    );
  });
});
