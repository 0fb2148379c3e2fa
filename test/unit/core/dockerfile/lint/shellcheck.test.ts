import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { applyEdits } from '../../../../../src/core/dockerfile/lint/edits.js';
import { type LintRequest, lint } from '../../../../../src/core/dockerfile/lint/lint.js';
import { LintFile } from '../../../../../src/core/dockerfile/lint/lintFile.js';
import { shellScripts } from '../../../../../src/core/dockerfile/lint/rules/shell/shellScripts.js';
import {
  readShellcheckOutput,
  type ShellcheckComment,
} from '../../../../../src/core/dockerfile/lint/shellcheck/comments.js';
import type { ShellcheckInput } from '../../../../../src/core/dockerfile/lint/shellcheck/input.js';
import { findShellcheck, ShellcheckProgram } from '../../../../../src/core/dockerfile/lint/shellcheck/program.js';
import { ShellcheckResults } from '../../../../../src/core/dockerfile/lint/shellcheck/results.js';
import { findsBackticks, writeFakeShellcheck } from '../../../../support/fakeShellcheck.js';
import { withMarks } from '../../../../support/markedText.js';

const inputsOf = (text: string) => shellScripts(new LintFile(parseDockerfile(text))).map(({ input }) => input);

/** A comment on a part of an input, counted as ShellCheck counts. */
function commentOn(input: ShellcheckInput, part: string, code = 2116): ShellcheckComment {
  const start = input.text.indexOf(part);
  const placeOf = (offset: number) => {
    const before = input.text.slice(0, offset).split('\n');
    return [before.length, [...(before.at(-1) ?? '')].length + 1] as const;
  };
  const [line, column] = placeOf(start);
  const [endLine, endColumn] = placeOf(start + part.length);
  return { file: '', line, column, endLine, endColumn, level: 'style', code, message: 'Bad.', replacements: [] };
}

describe('the input of ShellCheck', () => {
  const exported = 'export HTTP_PROXY=1 http_proxy=1';

  it('is the script as the shell gets it, with the variables of ENV and ARG', () => {
    const [input] = inputsOf('ARG X\nFROM a\nENV A=1 b.c=2\nRUN --network=none echo \\\n  # why\n  $A\n');
    assert.ok(input?.text.startsWith(exported));
    assert.match(input?.text ?? '', / A=1\necho {3}\$A\n$/);
    assert.deepEqual(input?.args, [
      '--norc',
      '--format=json1',
      '--shell=sh',
      '--exclude=SC1017,SC1090,SC1091,SC2002,SC2187,SC2236,SC2237',
    ]);
  });

  it('goes by the shell', () => {
    const shells = (text: string) => inputsOf(text).map(({ shell }) => shell);
    assert.deepEqual(shells('FROM a\nSHELL ["/bin/bash", "-c"]\nRUN a\nFROM b\nRUN c'), ['bash', 'sh']);
    assert.deepEqual(shells('FROM a\nSHELL ["/bin/ash", "-c"]\nRUN <<E\n#!/usr/bin/env bash\na\nE\nRUN b'), [
      'bash',
      'dash',
    ]);
    assert.deepEqual(shells('FROM a\nRUN ["b"]\nSHELL ["cmd"]\nRUN b\nSHELL ["zsh"]\nRUN b'), []);
  });

  for (const [marked, part] of [
    ['FROM a\nRUN echo \\\n  # why\n  ‹$A›\n', '$A'],
    ['FROM a\nRUN echo "한글😀" ‹$A›\n', '$A'],
    ['FROM a\nRUN if x; \\\n  then ‹echo \\\n  $A›; fi\n', 'echo   $A'],
    ['FROM a\nRUN <<-EOF\n\tcd x\n\t‹echo $A›\n\tEOF\n', 'echo $A'],
    ['FROM a\nRUN <<EOF\n#!/bin/sh\n‹echo›\nEOF\n', 'echo'],
    ['FROM a\nRUN <<EOF\n‹#!/bin/sh›\necho\nEOF\n', '#!/bin/sh'],
    ['FROM a\nRUN cat <<E >b && ‹c›\nd\nE\n', 'c\n'],
    ['FROM a\nRUN cat <<-E >b && c <<E2\n\t$(‹d›)\n\tE\n`e`\nE2\n', 'd'],
    ['FROM a\nRUN cat <<-E >b && c <<E2\n\t$(d)\n\tE\n‹`e`›\nE2\n', '`e`'],
    ['FROM a\nONBUILD RUN ‹echo›\n', 'echo'],
  ] as const) {
    it(`has places of the file: ${JSON.stringify(marked)}`, () => {
      const text = marked.replace(/[‹›]/g, '');
      const [input] = inputsOf(text);
      const range = input?.rangeOf(commentOn(input, part));
      assert.equal(withMarks(text, range ? [range] : []), marked);
    });
  }

  it('has no place for what was put around', () => {
    const [input] = inputsOf('FROM a\nRUN b\n');
    assert.equal(input?.rangeOf(commentOn(input, 'HTTP_PROXY')), undefined);
    assert.ok(input?.rangeOf({ line: 99, column: 99, endLine: 100, endColumn: 1 }));
  });
});

describe('what ShellCheck says', () => {
  function codes(text: string, say: (input: ShellcheckInput) => ShellcheckComment[] | undefined, request = {}) {
    return lint(parseDockerfile(text), { options: { shellcheck: say }, ...request } satisfies LintRequest).map(
      ({ code, range, severity, rule }) => `${code}:${range.start.character} ${severity} ${rule.id}`,
    );
  }

  it('takes the place of what is built in', () => {
    const text = 'FROM a:1\nRUN echo $X$Y && exit\n';
    assert.deepEqual(
      codes(text, () => undefined),
      ['SC2086:9 info unquoted-variable', 'SC2086:11 info unquoted-variable'],
    );
    assert.deepEqual(
      codes(text, () => []),
      [],
    );
    assert.deepEqual(
      codes(text, (input) => [commentOn(input, '$Y', 2086), commentOn(input, 'exit', 2086)]),
      ['SC2086:11 info unquoted-variable', 'SC2086:17 style unquoted-variable'],
    );
  });

  it('shows under its own codes, which go by pragma and severity as others do', () => {
    const say = (input: ShellcheckInput) => [commentOn(input, '`b`')];
    assert.deepEqual(codes('FROM a:1\nRUN `b`\n', say), ['SC2116:4 style shellcheck']);
    assert.deepEqual(codes('FROM a:1\n# hadolint ignore=SC2116\nRUN `b`\n', say), []);
    const config = { ignored: new Set<string>(), severities: new Map([['SC2116', 'error' as const]]) };
    const request = {
      config: { ...config, disableIgnorePragma: false, failureThreshold: 'info' as const, options: {} },
    };
    assert.deepEqual(codes('FROM a:1\nRUN `b`\n', say, request), ['SC2116:4 error shellcheck']);
  });

  it('brings its fixes along', () => {
    const text = 'FROM a:1\nRUN a && \\\n  `b`\n';
    const shellcheck = (input: ShellcheckInput) => {
      const whole = commentOn(input, '`b`');
      const replacements = [
        { ...whole, endColumn: whole.column + 1, replacement: '$(' },
        { ...whole, column: whole.endColumn - 1, replacement: ')' },
      ];
      return [{ ...whole, replacements }];
    };
    const [finding] = lint(parseDockerfile(text), { options: { shellcheck } });
    const [fix] = finding?.alternatives() ?? [];
    assert.equal(applyEdits(text, fix?.edits ?? []), 'FROM a:1\nRUN a && \\\n  $(b)\n');
  });

  it('is not read from anything else', () => {
    for (const output of ['', 'x', '[]', '{"comments":1}', '{"comments":[{}]}', '{"comments":[null]}'])
      assert.equal(readShellcheckOutput(output), undefined);
    assert.deepEqual(readShellcheckOutput('{"comments":[]}'), []);
  });
});

describe('the shellcheck program', () => {
  let folder: string;
  /** Where scripts are written. */
  let scripts: string;
  const temporary = ['TMPDIR', 'TEMP', 'TMP'];
  const before = temporary.map((name) => process.env[name]);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'longshore-shellcheck-'));
    scripts = path.join(folder, 'temporary');
    mkdirSync(scripts);
    for (const name of temporary) process.env[name] = scripts;
  });
  afterEach(() => {
    for (const [index, name] of temporary.entries()) {
      if (before[index] === undefined) delete process.env[name];
      else process.env[name] = before[index];
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const text = 'a\n`b`\n';
  const run = (program: ShellcheckProgram, signal?: AbortSignal) => program.run([], [text], signal);
  const starts = () => {
    const file = path.join(folder, 'shellcheck.starts');
    return existsSync(file) ? readFileSync(file, 'utf8').length : 0;
  };

  it('is found on the PATH, never in a forbidden folder', async () => {
    const file = writeFakeShellcheck(path.join(folder, 'bin'), '');
    const find = (searchPath: string, ...forbidden: string[]) => findShellcheck({ searchPath, forbidden });
    const bin = path.join(folder, 'bin');
    assert.equal(await find(['', '.', 'bin', path.join(folder, 'none'), bin].join(path.delimiter)), file);
    assert.equal(await find(bin, folder), undefined);
    assert.equal(await find(bin, path.join(folder, 'b')), file);
    symlinkSync(bin, path.join(folder, 'link'));
    assert.equal(await find(path.join(folder, 'link'), bin), undefined);
    assert.equal(await find(bin, path.join(folder, 'link')), undefined);
    mkdirSync(path.join(folder, 'plain'));
    writeFileSync(path.join(folder, 'plain', 'shellcheck'), '');
    assert.equal(await find(path.join(folder, 'plain')), undefined);
  });

  it('answers about each of several scripts in one run, and leaves no files', async () => {
    const program = new ShellcheckProgram(writeFakeShellcheck(folder, findsBackticks));
    const found = await program.run(['--shell=sh'], [text, 'c', 'd `e`']);
    assert.deepEqual(
      found?.map((comments) => comments.map(({ code, line, column }) => [code, line, column])),
      [[[2116, 2, 1]], [], [[2116, 1, 3]]],
    );
    assert.equal(starts(), 1);
    assert.deepEqual(readdirSync(scripts), []);
  });

  for (const [what, code] of [
    ['fails', 'process.exit(3)'],
    ['says something else', 'console.log("{}")'],
    ['never stops talking', 'setInterval(() => process.stdout.write("x".repeat(1e6)), 1)'],
    ['hangs', 'setTimeout(() => {}, 60_000)'],
  ] as const) {
    it(`that ${what} is given up, and after three times left alone`, async () => {
      const program = new ShellcheckProgram(writeFakeShellcheck(folder, code), 700);
      for (let time = 0; time < 5; time++) assert.equal(await run(program), undefined);
      assert.equal(starts(), 3);
    });
  }

  it('that is gone is no error', async () => {
    assert.equal(await run(new ShellcheckProgram(path.join(folder, 'gone'))), undefined);
  });

  it('ends with the signal, which is no failure of its', async () => {
    const program = new ShellcheckProgram(writeFakeShellcheck(folder, 'setTimeout(() => {}, 60_000)'));
    assert.equal(await run(program, AbortSignal.timeout(200)), undefined);
    assert.deepEqual(readdirSync(scripts), []);
  });

  it('is asked once about each script', async () => {
    const results = new ShellcheckResults(new ShellcheckProgram(writeFakeShellcheck(folder, findsBackticks)).run);
    const update = (text: string) => results.update(parseDockerfile(text), 1);
    assert.equal(await update('FROM a\nRUN `b`\nRUN c\nRUN `b`'), true);
    assert.equal(starts(), 1);
    assert.equal(await update('FROM a\n\nRUN c\nRUN `b`'), false);
    assert.equal(starts(), 1);
    assert.equal(await update('FROM a\nRUN c\nRUN d'), true);
    assert.equal(starts(), 2);
  });

  it('is given the scripts of a shell together, a hundred at a time', async () => {
    const calls: string[] = [];
    const results = new ShellcheckResults(async (args, texts) => {
      calls.push(`${args.find((arg) => arg.startsWith('--shell'))} ${texts.length}`);
      return texts.map(() => []);
    });
    const runs = Array.from({ length: 101 }, (_, index) => `RUN a${index}\n`).join('');
    const document = parseDockerfile(`FROM a\n${runs}SHELL ["/bin/bash", "-c"]\nRUN b\nFROM c\nRUN d\n`);
    assert.equal(await results.update(document, 1), true);
    assert.deepEqual(calls, ['--shell=sh 100', '--shell=sh 2', '--shell=bash 1']);
    const lookedUp = shellScripts(new LintFile(document)).map(({ input }) => results.lookup?.(input));
    assert.ok(lookedUp.every((comments) => comments?.length === 0));
  });
});
