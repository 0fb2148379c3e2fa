import type { BuildEvent, BuildWarning, StepPosition } from './events.js';
import type { BuildFailure } from './problems.js';

export interface StepState {
  readonly id: string;
  /** From 1, in the order of appearance. */
  readonly number: number;
  readonly name: string;
  readonly position?: StepPosition;
  readonly status: 'running' | 'done' | 'cached' | 'failed' | 'canceled';
  readonly started: number;
  readonly ended?: number;
  readonly message?: string;
}

/** All that is known of a build so far. */
export interface BuildState {
  readonly steps: ReadonlyMap<string, StepState>;
  /** The step that moved last, to show on one line. */
  readonly current?: StepState;
  readonly warnings: readonly BuildWarning[];
  readonly imageId?: string;
  readonly failure?: BuildFailure;
}

export const initialBuildState: BuildState = { steps: new Map(), warnings: [] };

/** The state after an event. */
export function reduce(state: BuildState, event: BuildEvent): BuildState {
  switch (event.type) {
    case 'stepStarted': {
      const { step: id, name, position, time: started } = event;
      const number = state.steps.get(id)?.number ?? state.steps.size + 1;
      return withStep(state, { id, number, name, ...(position && { position }), status: 'running', started });
    }
    case 'stepFinished':
      return endStep(state, event.step, { status: event.cached ? 'cached' : 'done', ended: event.time });
    case 'stepCanceled':
      return endStep(state, event.step, { status: 'canceled', ended: event.time });
    case 'stepFailed':
      return endStep(state, event.step, { status: 'failed', ended: event.time, message: event.message });
    case 'warning':
      return { ...state, warnings: [...state.warnings, event] };
    case 'built':
      return { ...state, imageId: event.imageId };
    case 'error':
      return { ...state, failure: failureOf(state, event.message) };
    case 'log':
    case 'transfer':
      return state;
  }
}

function endStep(state: BuildState, id: string, end: Pick<StepState, 'status' | 'ended' | 'message'>): BuildState {
  const step = state.steps.get(id);
  return step ? withStep(state, { ...step, ...end }) : state;
}

function withStep(state: BuildState, step: StepState): BuildState {
  return { ...state, current: step, steps: new Map(state.steps).set(step.id, step) };
}

function failureOf({ steps }: BuildState, message: string): BuildFailure {
  const failed = [...steps.values()].filter(({ status }) => status === 'failed');
  // A failing base image or copy also fails what waits for it; a step of the Dockerfile says the most.
  const step = failed.find(({ position }) => position) ?? failed[0];
  if (!step) return { message };
  const { name, position, message: stepMessage = message } = step;
  return { message, step: { name, message: stepMessage, ...(position && { position }) } };
}
