import { mapLimited } from '../base/async.js';
import type { TagFacts } from '../registry/summaries.js';

const atOnce = 6;
const batchSize = 24;

/** A list of tags of which more can be read than it tells. */
export interface TagJob {
  /** Those still to be read, the first shown first. */
  next(): readonly string[];
  read(tag: string, signal: AbortSignal): Promise<TagFacts>;
  /** Takes what was found; of a tag that could not be read nothing is known. */
  learn(found: ReadonlyMap<string, TagFacts>): void;
}

/** Reads the tags of lists that are open, six at a time and a batch after the other, and stops where they are closed. */
export class TagReading {
  private readonly jobs = new Map<string, TagJob>();
  private active: { readonly id: string; readonly controller: AbortController } | undefined;

  /** @param isSeen whether the rows of a list can be seen */
  constructor(private readonly isSeen: (id: string) => boolean) {}

  /** Reads for a list from now on, whenever it is seen. */
  want(id: string, job: TagJob): void {
    this.jobs.set(id, job);
    void this.run();
  }

  /** Looks again which lists are seen: goes on with these, stops in the middle of others. */
  follow(): void {
    if (this.active && !this.isSeen(this.active.id)) this.active.controller.abort();
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.active) return;
    for (let next = this.next(); next; next = this.next()) {
      const controller = new AbortController();
      this.active = { id: next.id, controller };
      await readBatch(next.job, next.tags, controller.signal);
    }
    this.active = undefined;
  }

  private next(): { id: string; job: TagJob; tags: readonly string[] } | undefined {
    for (const [id, job] of this.jobs) {
      const tags = this.isSeen(id) ? job.next().slice(0, batchSize) : [];
      if (tags.length > 0) return { id, job, tags };
    }
    return undefined;
  }
}

async function readBatch(job: TagJob, tags: readonly string[], signal: AbortSignal): Promise<void> {
  const results = await mapLimited(tags, atOnce, async (tag) => {
    signal.throwIfAborted();
    return job.read(tag, signal);
  });
  const found = new Map<string, TagFacts>();
  for (const [index, tag] of tags.entries()) {
    const result = results[index];
    if (result?.status === 'fulfilled') found.set(tag, result.value);
    else if (!signal.aborted) found.set(tag, {});
  }
  job.learn(found);
}
