import { abortError } from '../base/async.js';
import { Emitter } from '../base/event.js';
import { EngineError } from '../engine/errors.js';
import type { InspectJson } from '../engine/models.js';
import type { EngineAccess } from '../engine/resources.js';
import type { ChangeWatch, ContainerRun, LogSource } from './follow.js';

/** Logs of the engine in use. Its changes are the ones that the views live on, so nothing polls. */
export function engineLogSource(access: EngineAccess): LogSource {
  return {
    read: async function* (id, options, signal) {
      const engine = await access.engine(signal);
      yield* engine.containers.logs(id, options, signal);
    },
    run: async (id, signal) => {
      const engine = await access.engine(signal);
      try {
        return runOf(await engine.containers.inspect(id, signal));
      } catch (error) {
        if (EngineError.is(error, 'notFound')) return undefined;
        throw error;
      }
    },
    watch: (id) => watchContainer(access, id),
  };
}

/** What an engine writes as the time of what never happened. */
const never = /^0001-/;

function runOf(inspected: InspectJson): ContainerRun {
  const state = (inspected['State'] ?? {}) as Readonly<Record<string, unknown>>;
  const startedAt = typeof state['StartedAt'] === 'string' ? state['StartedAt'] : '';
  const exitCode = state['ExitCode'];
  return {
    running: state['Running'] === true && state['Restarting'] !== true,
    startedAt: never.test(startedAt) ? '' : startedAt,
    ...(typeof exitCode === 'number' && { exitCode }),
  };
}

function watchContainer({ resources }: EngineAccess, id: string): ChangeWatch {
  const changed = new Emitter<void>();
  let isNews = false;
  const listener = resources.onDidChange(({ connection, container }) => {
    if (!connection && container !== 'all' && !container?.has(id)) return;
    isNews = true;
    changed.fire();
  });
  const watch = resources.watch('container');
  return {
    next: async (signal) => {
      if (!isNews) await firstOf(changed, signal);
      isNews = false;
    },
    dispose: () => {
      listener.dispose();
      watch.dispose();
      changed.dispose();
    },
  };
}

function firstOf(source: Emitter<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(abortError(signal));
    const settle = (end: () => void) => () => {
      listener.dispose();
      signal.removeEventListener('abort', onAbort);
      end();
    };
    const onAbort = settle(() => reject(abortError(signal)));
    const listener = source.event(settle(resolve));
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
