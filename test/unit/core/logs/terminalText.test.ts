import assert from 'node:assert/strict';
import fc from 'fast-check';
import { terminalText } from '../../../../src/core/logs/terminalText.js';

const esc = '\u001b';

describe('terminal text', () => {
  const kept = {
    'plain text': 'Hello, 세계 → 🌍\tend',
    colours: `${esc}[1;31mred${esc}[0m ${esc}[38;5;208mx${esc}[48;2;1;2;3my${esc}[4:3mz`,
    'movements within the screen': `${esc}[2K${esc}[1A${esc}[10G\rback\b!`,
  };
  for (const [name, text] of Object.entries(kept)) it(`keeps ${name}`, () => assert.equal(terminalText(text), text));

  const cleaned: Record<string, [string, string]> = {
    'writing to the clipboard': [`a${esc}]52;c;ZXZpbA==\u0007b`, 'ab'],
    'the same ended by a string terminator': [`a${esc}]52;c;ZXZpbA==${esc}\\b`, 'ab'],
    'the same without an end': [`a${esc}]52;c;ZXZpbA==`, 'a'],
    'the same in eight bits': ['a\u009d52;c;ZXZpbA==\u009cb', 'ab'],
    'a title': [`${esc}]0;pwned\u0007x`, 'x'],
    'a link that hides its target': [`${esc}]8;;https://evil.example${esc}\\safe${esc}]8;;${esc}\\`, 'safe'],
    "VS Code's own shell integration": [`${esc}]633;A\u0007x`, 'x'],
    'window manipulation': [`${esc}[8;1;1tx${esc}[21tx`, 'xx'],
    'questions that the terminal answers': [`${esc}[6n${esc}[c${esc}[>c${esc}Zx${esc}[?1$p`, 'x'],
    'modes: mouse, alternate screen, paste': [`${esc}[?1000h${esc}[?1049h${esc}[?2004hx${esc}[4h`, 'x'],
    'device control and application strings': [`${esc}P+q544e${esc}\\a${esc}_x${esc}\\b${esc}^y${esc}\\c`, 'abc'],
    'a full reset and character sets': [`${esc}cx${esc}(0y\u000ez\u000f`, 'xyz'],
    'the bell, null and form feed': ['a\u0007b\u0000c\u000cd', 'abcd'],
    'a control sequence cut at the end': [`x${esc}[31`, 'x'],
    'a lone escape': [`x${esc}`, 'x'],
    'line ends inside': ['a\nb\u0085c', 'abc'],
  };
  for (const [name, [text, expected]] of Object.entries(cleaned)) {
    it(`drops ${name}`, () => assert.equal(terminalText(text), expected));
  }

  it('lets nothing else through, whatever comes', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        esc,
        '[',
        ']',
        'P',
        '_',
        '^',
        'X',
        '?',
        '>',
        ';',
        '0',
        '52',
        'm',
        't',
        'n',
        'h',
        '\u0007',
        '\\',
        '\u009b',
        '\u009d',
        '\u009c',
        ' ',
        '$',
        '!',
      ),
      fc.string({ maxLength: 3 }),
    );
    const allowed = /\u001b\[[0-9;:]*[mABCDEFGHJKPXf@`adeLM]/g;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const rest = terminalText(pieces.join('')).replace(allowed, '');
        assert.doesNotMatch(rest, /[\u0000-\u0007\u000a-\u000c\u000e-\u001f\u007f-\u009f]/);
      }),
      { numRuns: 3000 },
    );
  });
});
