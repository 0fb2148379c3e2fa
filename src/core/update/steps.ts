/** Where an update is. */
export type UpdateStep = 'create' | 'stop' | 'start' | 'prove' | 'remove' | 'putBack';

/** Told each action in the words that a person would have typed. */
export type SayCommand = (words: readonly string[]) => void;

/** What an update tells on its way. */
export interface UpdateReport {
  step(step: UpdateStep): void;
  readonly say: SayCommand;
}
