import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseDockerfile } from '../../src/core/dockerfile/document.js';
import { type Finding, lint } from '../../src/core/dockerfile/lint/lint.js';
import { findShellcheck, ShellcheckProgram } from '../../src/core/dockerfile/lint/shellcheck/program.js';
import { ShellcheckResults } from '../../src/core/dockerfile/lint/shellcheck/results.js';
import { withMarks } from '../support/markedText.js';
import { readRulePage } from '../support/rulePage.js';

describe('The real ShellCheck', () => {
  let program: ShellcheckProgram;
  before(async () => {
    const file = await findShellcheck({ searchPath: process.env['PATH'] ?? '', forbidden: [] });
    assert.ok(file, 'no shellcheck on the PATH');
    program = new ShellcheckProgram(file);
  });

  async function found(text: string): Promise<readonly Finding[]> {
    const document = parseDockerfile(text);
    const results = new ShellcheckResults(program.run);
    await results.update(document, 2);
    const { lookup: shellcheck } = results;
    return lint(document, { options: { shellcheck } }).filter(({ code }) => code.startsWith('SC'));
  }

  for (const [marked, ...codes] of [
    ['FROM a:1\nRUN chown ‹`b`› c\n', 'SC2046', 'SC2006'],
    ['FROM a:1\nARG A\nENV B=1\nRUN echo $A $B ‹$C›\n', 'SC2086'],
    ['FROM a:1\nRUN echo "한글😀" \\\n  # why\n  ‹$C› && [ 1 ‹==› "$D" ]\n', 'SC2086', 'SC3014'],
    ['FROM a:1\nSHELL ["/bin/bash", "-c"]\nRUN [ 1 == "$D" ]; cat <<< ‹$C›\n', 'SC2086'],
    ['FROM a:1\nSHELL ["/bin/ash", "-c"]\nRUN set -o pipefail; read -r x; echo "$x"\n'],
    ['FROM a:1\nRUN <<-EOF\n\ta\n\t‹[[ "$X" ]]› && b\n\tEOF\n', 'SC3010'],
    ['FROM a:1\nRUN cat <<EOF >b\n$(c) ‹`d`›\nEOF\n', 'SC2006'],
    ['FROM a:1\nRUN cat <<"EOF" >b\n`d`\nEOF\n'],
    ['FROM a:1\nRUN <<EOF bash\n#!/bin/bash\n[[ "$a" ]] && a=1\nEOF\n'],
    ['FROM a:1\r\nRUN <<EOF\r\necho ‹$C›\r\nEOF\r\n', 'SC2086'],
    ['FROM a:1\nONBUILD RUN ‹cd a›; b\n', 'SC2164'],
    ['FROM a:1\nRUN ["echo", "$A"]\nRUN . ./a && source ./b\n', 'SC3046'],
    ['FROM a:1\nRUN ls *.sh | xargs b\n', 'SC2011', 'SC2035'],
  ] as const) {
    it(`finds ${JSON.stringify(marked)}`, async () => {
      const text = marked.replace(/[‹›]/g, '');
      const findings = await found(text);
      assert.deepEqual(findings.map(({ code }) => code).sort(), [...codes].sort());
      const places = new Map(findings.map(({ range }) => [JSON.stringify(range), range]));
      if (marked.includes('‹')) assert.equal(withMarks(text, [...places.values()]), marked);
    });
  }

  it('finds nothing outside of a script that is half written', async () => {
    const text = 'FROM a:1\nRUN if x; then \\\n  y\nRUN "\nCMD ["z"]\n';
    const findings = await found(text);
    assert.ok(findings.length > 2);
    assert.deepEqual([...new Set(findings.map(({ range }) => range.start.line))].sort(), [1, 2, 3]);
  });

  it('has the page that its findings lead to', async () => {
    const { before = '', after = '' } = readRulePage(readFileSync('docs/rules/shellcheck.md', 'utf8'));
    const [finding, ...others] = await found(before);
    assert.deepEqual([finding?.code, finding?.rule.id, others.length], ['SC2162', 'shellcheck', 0]);
    assert.deepEqual(await found(after), []);
  });
});
