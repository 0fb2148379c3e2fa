import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { type TagJob, TagReading } from '../../../../src/core/explorer/tagReading.js';
import type { TagFacts } from '../../../../src/core/registry/summaries.js';

/** A list of tags whose reads end when the test says so. */
class Tags implements TagJob {
  readonly known = new Map<string, TagFacts>();
  readonly open = new Map<string, { resolve(facts: TagFacts): void; reject(error: Error): void }>();
  readonly asked: string[] = [];

  constructor(private readonly names: readonly string[]) {}

  next = () => this.names.filter((name) => !this.known.has(name));

  read(tag: string): Promise<TagFacts> {
    this.asked.push(tag);
    return new Promise((resolve, reject) => this.open.set(tag, { resolve, reject }));
  }

  learn(found: ReadonlyMap<string, TagFacts>): void {
    for (const [tag, facts] of found) this.known.set(tag, facts);
  }

  async answer(): Promise<void> {
    for (const work of this.open.values()) work.resolve({ size: 1 });
    this.open.clear();
    await setImmediate();
  }

  async answerAll(): Promise<void> {
    while (this.open.size > 0) await this.answer();
  }
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `1.${index}`);

describe('tagReading', () => {
  it('asks for six tags at a time, over all lists, and once for each', async () => {
    const reading = new TagReading(() => true);
    const lists = [new Tags(names(50)), new Tags(names(3))];
    for (const [index, list] of lists.entries()) reading.want(String(index), list);
    assert.deepEqual(
      lists.map(({ open }) => open.size),
      [6, 0],
    );
    for (const list of lists) {
      while (list.open.size > 0) {
        await list.answer();
        assert.ok(lists.reduce((sum, { open }) => sum + open.size, 0) <= 6);
      }
    }
    for (const { asked, known } of lists) assert.deepEqual(asked, [...known.keys()]);
    assert.deepEqual(
      lists.map(({ known }) => known.size),
      [50, 3],
    );
  });

  it('starts no further one where the list is closed, and goes on when it is opened', async () => {
    let isSeen = true;
    const reading = new TagReading(() => isSeen);
    const list = new Tags(names(20));
    reading.want('list', list);
    isSeen = false;
    reading.follow();
    await list.answerAll();
    assert.equal(list.asked.length, 6);
    assert.equal(list.known.size, 6, 'what came after all is kept');
    isSeen = true;
    reading.follow();
    await list.answerAll();
    assert.equal(list.known.size, 20);
    assert.equal(list.asked.length, 20);
  });

  it('asks no second time for what could not be read', async () => {
    const reading = new TagReading(() => true);
    const list = new Tags(['bad', 'good']);
    reading.want('list', list);
    list.open.get('bad')?.reject(new Error('no'));
    await list.answerAll();
    await setImmediate();
    assert.deepEqual(
      [...list.known],
      [
        ['bad', {}],
        ['good', { size: 1 }],
      ],
    );
    assert.deepEqual(list.asked, ['bad', 'good']);
  });
});
