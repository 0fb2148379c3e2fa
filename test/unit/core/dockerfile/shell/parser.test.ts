import assert from 'node:assert/strict';
import { parseShell } from '../../../../../src/core/dockerfile/shell/parser.js';
import type { Command, List } from '../../../../../src/core/dockerfile/shell/tree.js';
import { simpleCommands, walkShell } from '../../../../../src/core/dockerfile/shell/walk.js';

function commands(script: string): string[] {
  return simpleCommands(parseShell(script)).map(({ words, assignments }) =>
    [...assignments.map(({ name }) => `${name}=`), ...words.map(({ text }) => text)].join(' '),
  );
}

function shape(list: List): string {
  return list.items
    .map(({ pipeline, operator }) => pipeline.commands.map(shapeOf).join('|') + operator.replace('\n', ';'))
    .join('');
}

function shapeOf(command: Command): string {
  if (command.kind === 'simple') return command.words[0]?.text ?? '=';
  return `${command.keyword}[${command.lists.map(shape).join(',')}]`;
}

describe('shell parser', () => {
  const cases: Record<string, string[]> = {
    'a b && c; d | e || f & g': ['a b', 'c', 'd', 'e', 'f', 'g'],
    'if a; then b; elif c; then d; else e; fi': ['a', 'b', 'c', 'd', 'e'],
    'for i in x $(y); do a $i; done; while b; do c; done': ['y', 'a $i', 'b', 'c'],
    'case $x in a|b) one ;; (c) two;; *) three; esac && four': ['one', 'two', 'three', 'four'],
    'f() { a; }; function g { b; }; f': ['a', 'b', 'f'],
    '( a; b ) && { c; d; }': ['a', 'b', 'c', 'd'],
    'echo "$(a "b c")" `d e`': ['echo $() $()', 'a b c', 'd e'],
    '! a && time -p b && A=1 B=2 c': ['a', 'b', 'A= B= c'],
    'echo \'a b\' "c $d" e\\ f g\'h\'"i"': ['echo a b c $d e f ghi'],
    'a > b 2>&1 >>c < d &>e f': ['a f'],
    'a # comment && b\nc': ['a', 'c'],
    'cat <<EOF > x\nnot a command\nEOF\nb': ['cat', 'b'],
    '[[ -f x && $y == z* ]] && a; (( i++ )); b': ['a', 'b'],
    'A=(1 2 3) b; export C=$(d)': ['A= b', 'export C=$()', 'd'],
    'echo ${A:-$(b)} $((1 + $C)) $(( d ))': ['echo ${A:-$(b)} $() $()', 'b'],
    'make -j$(($(a) + `b` * ${C:-$(d)}))x && echo $((${e )) f': ['make -j$()x', 'a', 'b', 'd', 'echo $() f'],
    'diff <(a) <(b)': ['diff $() $()', 'a', 'b'],
    'a;b&&c||d|&e': ['a', 'b', 'c', 'd', 'e'],
    'a \\\n b && \\\r\n c': ['a b', 'c'],
    'find . -exec rm {} \\; && a': ['find . -exec rm {} ;', 'a'],
  };
  for (const [script, expected] of Object.entries(cases)) {
    it(script, () => assert.deepEqual(commands(script), expected));
  }

  it('keeps the structure', () => {
    assert.equal(shape(parseShell('a | b && (c; d) || { e; }; if f; then g; fi')), 'a|b&&([c;d]||{[e;];if[f;,g;]');
  });

  it('knows where each word stands', () => {
    const script = 'x && apt-get  install "a b"';
    const words = simpleCommands(parseShell(script)).flatMap((command) => command.words);
    assert.deepEqual(
      words.map(({ start, end }) => script.slice(start, end)),
      ['x', 'apt-get', 'install', '"a b"'],
    );
  });

  it('tells quoted from unquoted expansions', () => {
    const seen: string[] = [];
    walkShell(parseShell('a $b "$c" ${d%x} "$(e $f)" $(g)'), {
      part: (part) => {
        if (part.kind === 'variable') seen.push(`${part.name}${part.modifier} ${part.isQuoted}`);
        if (part.kind === 'substitution') seen.push(`$( ${part.isQuoted}`);
      },
    });
    assert.deepEqual(seen, ['b false', 'c true', 'd%x false', '$( true', 'f false', '$( false']);
  });

  it('neither fails nor hangs on broken or deep scripts', () => {
    for (const piece of [
      '$(',
      '${',
      '((',
      '(',
      '{ ',
      'if ',
      '`',
      '"',
      "'",
      'case x in ',
      '<<E\n',
      '$((',
      '\\',
      ';;',
      ')',
      '}',
      'x=(',
      '[[ ',
    ]) {
      for (const text of [piece, piece.repeat(3000), `a ${piece} b && c`]) {
        const { start, end } = parseShell(text);
        assert.ok(start >= 0 && start <= end && end <= text.length, text.slice(0, 40));
      }
    }
  });
});
