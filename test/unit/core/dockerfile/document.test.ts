import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { instructionAt, parseAgain, parseDockerfile } from '../../../../src/core/dockerfile/document.js';
import type { Range } from '../../../../src/core/dockerfile/range.js';
import { stageChain } from '../../../../src/core/dockerfile/stages.js';

function outline(text: string): string[] {
  return parseDockerfile(text).instructions.map(({ keyword, argsText }) => `${keyword} ${argsText}`.trimEnd());
}

function cut(text: string, { start, end }: Range): string {
  const lines = text.split('\n');
  const offset = (line: number) => lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
  return text.slice(offset(start.line) + start.character, offset(end.line) + end.character);
}

describe('dockerfile document', () => {
  it('joins continued lines and drops comments and blank lines between them', () => {
    const text = 'FROM a\nRUN one \\\n  # why\n\n  two \\  \n three\nUSER x';
    const { instructions, comments } = parseDockerfile(text);
    assert.deepEqual(outline(text), ['FROM a', 'RUN one   two  three', 'USER x']);
    assert.deepEqual([instructions[1]?.line, instructions[1]?.lastLine], [1, 5]);
    assert.deepEqual(instructions[1]?.syntax.line.emptyLines, [2]);
    assert.deepEqual(comments, [
      {
        line: 2,
        text: 'why',
        isInner: true,
        isSpaced: true,
        range: { start: { line: 2, character: 2 }, end: { line: 2, character: 7 } },
      },
    ]);
  });

  it('maps every argument back through continuation lines', () => {
    const text = 'RUN \\\r\n one tw\\\r\no \\\r\n # no\r\n three';
    const [run] = parseDockerfile(text).instructions;
    assert.deepEqual(
      run?.args.map((word) => [word.value, cut(text, run.rangeOf(word))]),
      [
        ['one', 'one'],
        ['two', 'tw\\\r\no'],
        ['three', 'three'],
      ],
    );
  });

  it('does not continue a line that ends in two escape characters', () => {
    assert.deepEqual(outline('RUN echo \\\\\nUSER x'), ['RUN echo \\\\', 'USER x']);
  });

  it('obeys the escape directive', () => {
    assert.deepEqual(outline('# escape=`\nFROM a\nRUN dir C:\\\nRUN a `\n b'), ['FROM a', 'RUN dir C:\\', 'RUN a  b']);
    assert.equal(parseDockerfile('\n# escape=`\nFROM a').escapeCharacter, '\\');
  });

  it('knows directives only at the top', () => {
    const { directives, comments } = parseDockerfile(
      '# syntax=docker/dockerfile:1\n# check=skip=all\n# a=b\n# escape=`',
    );
    assert.deepEqual(
      directives.map(({ name, value }) => [name, value]),
      [
        ['syntax', 'docker/dockerfile:1'],
        ['check', 'skip=all'],
      ],
    );
    assert.equal(comments.length, 2);
  });

  it('goes on right after a heredoc', () => {
    const text = 'FROM a\nRUN <<EOF\necho one\nEOF\nUSER x\nCOPY <<a <<-"b" /dir/\nA\na\n\tB\n\tb\n# c\nUSER y';
    assert.deepEqual(outline(text), ['FROM a', 'RUN <<EOF', 'USER x', 'COPY <<a <<-"b" /dir/', 'USER y']);
    const { instructions, comments } = parseDockerfile(text);
    assert.deepEqual(
      instructions[3]?.heredocs.map(({ name, body, expands }) => [name, body.text, expands]),
      [
        ['a', 'A\n', true],
        ['b', 'B\n', false],
      ],
    );
    const second = instructions[3]?.heredocs[1];
    assert.ok(instructions[3] && second);
    assert.equal(cut(text, instructions[3].rangeIn(second.body, { start: 0, end: 1 })), 'B');
    assert.equal(comments.length, 1);
  });

  it('takes no heredoc where BuildKit takes none', () => {
    assert.deepEqual(outline('ENV a=<<EOF\nRUN cat<<EOF\nRUN x <<<EOF\nRUN "<<EOF"\nEOF'), [
      'ENV a=<<EOF',
      'RUN cat<<EOF',
      'RUN x <<<EOF',
      'RUN "<<EOF"',
      'EOF',
    ]);
  });

  it('recovers from a heredoc that nothing ends', () => {
    const { instructions } = parseDockerfile('FROM a\nRUN <<EOF\necho\nUSER x');
    assert.deepEqual(
      instructions.map(({ keyword }) => keyword),
      ['FROM', 'RUN', 'USER'],
    );
    assert.equal(instructions[1]?.heredocs[0]?.terminator, undefined);
  });

  it('reads flags, also without a target and with quotes', () => {
    const [run] = parseDockerfile('RUN --mount=type=bind --network=none --x="a b" -- --echo').instructions;
    assert.deepEqual(
      run?.flags.map(({ name, value }) => [name, value]),
      [
        ['mount', 'type=bind'],
        ['network', 'none'],
        ['x', 'a b'],
      ],
    );
    assert.equal(run?.argsText, '--echo');
  });

  it('reads the JSON form, triggers and properties', () => {
    const text =
      'CMD [ "a", "b \\"c\\"" ]\nONBUILD RUN --network=none x\nENV a=1 b="2 3" c\\\n=4\nLABEL k v w\nCMD [a]';
    const { instructions } = parseDockerfile(text);
    const [cmd, onbuild, env, label, shell] = instructions;
    assert.deepEqual(
      cmd?.json?.items.map((item) => [item.value, cut(text, cmd.rangeOf(item))]),
      [
        ['a', '"a"'],
        ['b "c"', '"b \\"c\\""'],
      ],
    );
    assert.equal(shell?.json, undefined);
    assert.deepEqual([onbuild?.trigger?.keyword, onbuild?.trigger?.argsText], ['RUN', 'x']);
    assert.deepEqual(
      env?.properties.map(({ name, value, valueSpan }) => [
        name,
        value,
        valueSpan && cut(text, env.rangeOf(valueSpan)),
      ]),
      [
        ['a', '1', '1'],
        ['b', '2 3', '"2 3"'],
        ['c', '4', '4'],
      ],
    );
    assert.deepEqual(
      label?.properties.map(({ name, value, isLegacy }) => [name, value, isLegacy]),
      [['k', 'v w', true]],
    );
  });

  it('knows stages and what they are built on', () => {
    const { stages } = parseDockerfile('ARG v\nFROM --platform=$P a:$v AS Base\nRUN x\nFROM base\nFROM scratch as z');
    assert.deepEqual(
      stages.map(({ image, name, platform, parent }) => [image?.value, name?.value, platform?.value, parent?.index]),
      [
        ['a:$v', 'Base', '$P', undefined],
        ['base', undefined, undefined, 0],
        ['scratch', 'z', undefined, undefined],
      ],
    );
    assert.deepEqual(stages[1] && stageChain(stages[1]).map(({ index }) => index), [1, 0]);
  });

  it('reads any text: byte order mark, half-typed lines, nothing', () => {
    assert.deepEqual(outline('\uFEFFFROM a'), ['FROM a']);
    assert.deepEqual(outline(''), []);
    assert.deepEqual(outline('F'), ['F']);
    assert.deepEqual(outline('ENV\nONBUILD\nRUN \\'), ['ENV', 'ONBUILD', 'RUN']);
    for (const text of ['\\', '\\\n', '`', 'ONBUILD ONBUILD ONBUILD', 'COPY <<', 'ENV =', 'LABEL "']) {
      for (const { properties, json, range, fullRange } of parseDockerfile(text).instructions) {
        assert.ok(properties && range && fullRange && json === undefined);
      }
    }
  });

  it('finds the instruction of a line', () => {
    const document = parseDockerfile('FROM a\n\nRUN <<X\n1\nX\n# c\nUSER y');
    assert.deepEqual(
      [0, 1, 2, 4, 5, 6].map((line) => instructionAt(document, line)?.keyword),
      ['FROM', undefined, 'RUN', 'RUN', undefined, 'USER'],
    );
  });

  it('keeps what did not change from parse to parse', () => {
    const first = parseAgain('FROM a\nRUN one\nRUN two');
    const second = parseAgain('FROM a\nRUN new\nRUN one\nRUN two', first.cache);
    assert.equal(second.document.instructions[2]?.syntax, first.document.instructions[1]?.syntax);
    assert.equal(second.document.instructions[2]?.line, 2);
  });

  it('reads a heredoc without end anew, whose lines an instruction behind it ends', () => {
    const first = parseAgain('RUN one\nRUN <<E\n\n');
    const second = parseAgain('RUN two\nRUN <<E\n\nFROM a\n', first.cache);
    assert.deepEqual(
      second.document.instructions.map(({ line }) => line),
      [0, 1, 3],
    );
  });

  it('keeps no earlier texts in memory for what was typed in them', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const lines = [
      `# ${'x'.repeat(1_000_000)}`,
      'FROM a',
      ...Array.from({ length: 100 }, (_, i) => `RUN echo number ${i}`),
    ];
    let known = parseAgain(lines.join('\n'));
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 2; i < lines.length; i++) {
      lines[i] += ' and more';
      known = parseAgain(Buffer.from(lines.join('\n')).toString(), known.cache);
    }
    collect();
    assert.equal(known.document.instructions.length, 101);
    const grown = (process.memoryUsage().heapUsed - before) / 1_000_000;
    assert.ok(grown < 20, `${grown} MB, where each text has one`);
  });

  it('reads a text that was changed as one that is new', () => {
    const parts = [
      'FROM a\n',
      'RUN x\n',
      'RUN a \\\n',
      '\n',
      '# c\n',
      'RUN <<E\n',
      'E\n',
      '\r\n',
      '\\',
      '# escape=`\n',
      '`\n',
    ];
    const part = fc.constantFrom(...parts);
    const change = fc.record({ at: fc.nat(60), removed: fc.nat(6), added: part });
    const shown = ({ document }: ReturnType<typeof parseAgain>) =>
      document.instructions.map(({ line, text, fullLastLine, comments }) => ({ line, text, fullLastLine, comments }));
    fc.assert(
      fc.property(fc.array(part), fc.array(change), (texts, changes) => {
        let text = texts.join('');
        let known = parseAgain(text);
        for (const { at, removed, added } of changes) {
          text = text.slice(0, at) + added + text.slice(at + removed);
          known = parseAgain(text, known.cache);
          assert.deepEqual(shown(known), shown(parseAgain(text)));
        }
      }),
    );
  });

  it('hangs on no number of heredocs that never end', () => {
    const unit = 'FROM a AS b\n# c\nRUN x && \\\n y <<EOF\nz\nEOF\nENV a=b\nRUN cat <<never\n';
    for (const { properties } of parseDockerfile(unit.repeat(3000)).instructions) assert.ok(properties);
  });
});
