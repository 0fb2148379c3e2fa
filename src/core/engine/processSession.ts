import type { Duplex } from 'node:stream';
import { delay } from '../base/async.js';
import type { ProcessSession } from './engine.js';
import { EngineError } from './errors.js';
import { demultiplex, unframed } from './frames.js';
import type { ExecSpec, TerminalSize } from './models.js';
import { Row } from './row.js';
import { segment, type Wire } from './wire.js';

/** Starts a process beside the first one. Disposing closes the connection; a process that ignores that lives on. */
export async function execInContainer(
  wire: Wire,
  id: string,
  spec: ExecSpec,
  signal?: AbortSignal,
): Promise<ProcessSession> {
  const created = await wire.json({
    method: 'POST',
    path: `/containers/${segment(id)}/exec`,
    body: execBody(spec),
    signal,
  });
  const path = `/exec/${segment(new Row(created).text('Id'))}`;
  const size = spec.tty ? spec.size : undefined;
  const body = { Detach: false, Tty: spec.tty, ...(size && { ConsoleSize: [size.rows, size.columns] }) };
  const socket = await wire.upgrade({ method: 'POST', path: `${path}/start`, body, signal });
  const session = processSession(wire, socket, spec.tty, {
    resizePath: `${path}/resize`,
    exitCode: () => execExitCode(wire, path),
  });
  // Engines before API 1.42 take the size only now.
  if (size) void session.resize(size);
  return session;
}

function execBody(spec: ExecSpec): Record<string, unknown> {
  return {
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: spec.tty,
    Cmd: spec.command,
    Env: spec.env,
    User: spec.user,
    WorkingDir: spec.workingDir,
  };
}

/** The engine may end the output a moment before it knows the code. */
async function execExitCode(wire: Wire, path: string): Promise<number | undefined> {
  for (const pause of [0, 20, 50, 100, 200, 400]) {
    await delay(pause);
    const state = new Row(await wire.json({ method: 'GET', path: `${path}/json` }));
    if (state.optionalFlag('Running') === false) return state.optionalNumber('ExitCode');
  }
  return undefined;
}

/** Connects to the first process of a container, which need not run yet. */
export async function attachToContainer(
  wire: Wire,
  id: string,
  { tty }: { readonly tty: boolean },
  signal?: AbortSignal,
): Promise<ProcessSession> {
  const path = `/containers/${segment(id)}`;
  const query = { stream: true, stdin: true, stdout: true, stderr: true };
  const socket = await wire.upgrade({ method: 'POST', path: `${path}/attach`, query, body: {}, signal });
  const waiting = new AbortController();
  // A container that removes itself can be asked for its code only by who waits since before its end.
  const exit = wire
    .json({ method: 'POST', path: `${path}/wait`, query: { condition: 'next-exit' }, signal: waiting.signal })
    .then((answer) => new Row(answer).optionalNumber('StatusCode'))
    .catch(() => undefined);
  socket.once('close', () => setTimeout(() => waiting.abort(), exitCodeGrace).unref());
  return processSession(wire, socket, tty, { resizePath: `${path}/resize`, exitCode: () => exit });
}

/** Milliseconds that an attached container has to end after its output has. */
const exitCodeGrace = 2000;

interface SessionCalls {
  readonly resizePath: string;
  readonly exitCode: () => Promise<number | undefined>;
}

function processSession(wire: Wire, socket: Duplex, tty: boolean, calls: SessionCalls): ProcessSession {
  socket.on('error', () => {});
  const bytes = wire.bytes(socket);
  return {
    output: tty ? unframed(bytes) : demultiplex(bytes),
    write: (data) => void socket.write(data),
    endInput: () => void socket.end(),
    resize: resizer(wire, socket, calls.resizePath),
    exitCode: calls.exitCode,
    dispose: () => void socket.destroy(),
  };
}

/**
 * Milliseconds before each try: an engine answers the start before the process has its terminal, and refuses a size until then.
 * Source: initTtySize of the docker CLI, https://github.com/docker/cli/blob/master/cli/command/container/tty.go
 */
const resizePauses = [0, 20, 50, 100, 200, 400];

/** Tells the newest size until the engine takes it. One that is refused to the end (the process is over) changes nothing. */
function resizer(wire: Wire, socket: Duplex, path: string): (size: TerminalSize) => Promise<void> {
  let wanted: TerminalSize;
  return async (size) => {
    wanted = size;
    for (const pause of resizePauses) {
      await delay(pause);
      if (wanted !== size || socket.destroyed || (await takesSize(wire, path, size))) return;
    }
  };
}

async function takesSize(wire: Wire, path: string, { rows, columns }: TerminalSize): Promise<boolean> {
  try {
    await wire.text({ method: 'POST', path, query: { h: rows, w: columns } });
    return true;
  } catch (error) {
    if (EngineError.is(error)) return false;
    throw error;
  }
}
