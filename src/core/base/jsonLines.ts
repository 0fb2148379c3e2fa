/**
 * Reads a stream of JSON objects, one a line, as the engine sends progress and events.
 * Lines that are not JSON objects are left out.
 */
export async function* jsonLines(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Readonly<Record<string, unknown>>> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const object = parseObject(line);
      if (object) yield object;
    }
  }
  const last = parseObject(rest);
  if (last) yield last;
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  if (line.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
