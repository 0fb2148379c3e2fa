import type { ContainerEngine, ProcessSession } from './engine.js';
import type { ExecSpec, OutputChunk } from './models.js';
import { execText } from './shell.js';

/** A process in a container that can be ended from outside. */
export interface TrackedProcess {
  readonly session: ProcessSession;
  /** Hangs up as a closing terminal does, then kills what does not heed it. */
  end(): Promise<void>;
}

const newline = 10;
const longestPidLine = 24;

/** Says its process id first and becomes the command. */
const announce = 'echo $$; exec "$@"';

/** HUP to the session's leader (the kernel hangs up its foreground group), KILL where that was ignored for two seconds. */
const hangUp =
  'kill -HUP "$1"; kill -CONT "$1"; n=0; ' +
  'while kill -0 "$1" && [ $n -lt 20 ]; do n=$((n+1)); sleep 0.1 || { sleep 1; n=$((n+9)); }; done; kill -KILL "$1"';

/**
 * Starts a command under a terminal in a container. An engine neither signals an exec nor ends it with its stream
 * (https://github.com/moby/moby/issues/9098), so a shell in the container is asked for the process id and to kill it.
 */
export async function execTracked(
  containers: ContainerEngine,
  id: string,
  spec: ExecSpec,
  posixShell: string | undefined,
  signal?: AbortSignal,
): Promise<TrackedProcess> {
  if (posixShell === undefined) return untracked(await containers.exec(id, spec, signal));
  const command = [posixShell, '-c', announce, posixShell, ...spec.command];
  const session = await containers.exec(id, { ...spec, command }, signal);
  let pid: string | undefined;
  // A terminal echoes input at once: what came before the process id would hide it.
  let early: (string | Uint8Array)[] | undefined = [];
  const output = withoutPid(session.output, (found) => {
    pid = found;
    for (const input of early ?? []) session.write(input);
    early = undefined;
  });
  const write: ProcessSession['write'] = (input) => {
    if (early) early.push(input);
    else session.write(input);
  };
  const end = async () => {
    if (pid === undefined) return untracked(session).end();
    const kill = [posixShell, '-c', `{ ${hangUp}; } 2>/dev/null`, posixShell, pid];
    await execText(containers, id, { command: kill, tty: false, ...(spec.user && { user: spec.user }) });
  };
  return { session: { ...bound(session), write, output }, end };
}

function untracked(session: ProcessSession): TrackedProcess {
  return {
    session,
    end: async () => {
      session.write('\x03');
      session.write('\x04');
    },
  };
}

function bound(session: ProcessSession): Omit<ProcessSession, 'output' | 'write'> {
  return {
    endInput: () => session.endInput(),
    resize: (size) => session.resize(size),
    exitCode: () => session.exitCode(),
    dispose: () => session.dispose(),
  };
}

/**
 * Takes the line with the process id off the beginning of the output; anything else there passes through.
 * @param onHead called once, when the first line is known to be the id or something else
 */
async function* withoutPid(
  output: AsyncIterable<OutputChunk>,
  onHead: (pid: string | undefined) => void,
): AsyncIterable<OutputChunk> {
  let head: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of output) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk.data]);
    const end = head.indexOf(newline) + 1;
    if (end === 0 && head.length < longestPidLine) continue;
    const pid = /^(\d+)\r?\n$/.exec(Buffer.from(head.subarray(0, end)).toString('latin1'))?.[1];
    onHead(pid);
    const rest: Uint8Array = pid === undefined ? head : head.subarray(end);
    head = undefined;
    if (rest.length > 0) yield { ...chunk, data: rest };
  }
  if (head && head.length > 0) yield { stream: 'stdout', data: head };
}
