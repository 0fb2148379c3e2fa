import type { ContainerEngine } from './engine.js';
import { EngineError } from './errors.js';
import type { ExecSpec } from './models.js';

/** A shell found in a container: the word that starts it, `bash`. */
export interface Shell {
  readonly command: string;
  /** A POSIX shell that can wrap other commands, as {@link execTracked} needs it. */
  readonly posix: string;
}

const candidates = ['sh', 'bash', 'ash', '/busybox/sh'];
const best = 'command -v bash || command -v ash || command -v sh || echo "$0"';

/** Finds the best shell of a running container by asking the shells that may be there; undefined when none is. */
export async function findShell(
  containers: ContainerEngine,
  id: string,
  signal?: AbortSignal,
): Promise<Shell | undefined> {
  for (const posix of candidates) {
    const { exitCode, text } = await execText(containers, id, { command: [posix, '-c', best], tty: false }, signal);
    if (exitCode !== 0) continue;
    const path = text.trim().split('\n')[0] ?? '';
    return { command: path.split('/').at(-1) || posix, posix };
  }
  return undefined;
}

/** Runs a short command in a container and returns what it printed on standard output. */
export async function execText(
  containers: ContainerEngine,
  id: string,
  spec: ExecSpec,
  signal?: AbortSignal,
): Promise<{ exitCode: number | undefined; text: string }> {
  try {
    const session = await containers.exec(id, spec, signal);
    try {
      session.endInput();
      const decoder = new TextDecoder();
      let text = '';
      for await (const { stream, data } of session.output) {
        if (stream === 'stdout') text += decoder.decode(data, { stream: true });
      }
      return { exitCode: await session.exitCode(), text };
    } finally {
      session.dispose();
    }
  } catch (error) {
    // Newer engines refuse at once what older ones answer with exit code 126 or 127.
    if (EngineError.is(error, 'badRequest')) return { exitCode: 127, text: '' };
    throw error;
  }
}
