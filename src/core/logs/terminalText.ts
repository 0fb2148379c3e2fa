/** Anything that is not text for sure: control characters but tab, and the Unicode line ends. */
const suspicious = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/;

/**
 * One piece of hostile terminal text: operating system commands, device control and other strings up to their end or the
 * end of the line; control sequences; other escapes; single controls.
 * Source: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
const sequences =
  /(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[\s\S]*?(?:\u0007|\u001b\\|\u009c|$)|(?:\u001b\[|\u009b)([\u0030-\u003f]*)([\u0020-\u002f]*)([\u0040-\u007e]?)|\u001b[\u0020-\u002f]*[\u0030-\u007e]?|[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;

/** Final bytes of control sequences that only colour text or move and erase within the screen. */
const harmlessFinals = new Set('mABCDEFGHJKPXf@`adeLM');
const harmlessControls = new Set(['\b', '\r']);

/**
 * A line from a container, made safe to write to a terminal: colours and plain cursor movements stay. What could set the
 * clipboard or the title, answer questions, move windows, switch modes, hide links or ring goes.
 */
export function terminalText(line: string): string {
  if (!suspicious.test(line)) return line;
  return line.replace(sequences, (whole, parameters?: string, middle?: string, final?: string) => {
    if (final !== undefined)
      return whole.startsWith('\u001b') && isHarmless(parameters ?? '', middle ?? '', final) ? whole : '';
    return harmlessControls.has(whole) ? whole : '';
  });
}

function isHarmless(parameters: string, middle: string, final: string): boolean {
  return harmlessFinals.has(final) && middle === '' && /^[0-9;:]*$/.test(parameters);
}
