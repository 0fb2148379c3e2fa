import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { EngineError } from '../../../../src/core/engine/errors.js';
import { arrangeContainers } from '../../../../src/core/explorer/arrange.js';
import { EngineTree, type TreeStatus } from '../../../../src/core/explorer/engineTree.js';
import { type EngineNode, rowOf } from '../../../../src/core/explorer/kinds.js';
import { makeContainer, makeService } from '../../../support/engineModels.js';
import { FakeResources } from '../../../support/fakeResources.js';

const failed = { state: 'failed', error: new EngineError('connectionRefused') } as const;
const settle = () => wait(80);

describe('tree of an engine', () => {
  let tree: EngineTree;
  let resources: FakeResources;
  let changes: (readonly EngineNode[] | undefined)[];
  let status: TreeStatus | undefined;

  beforeEach(() => {
    tree = new EngineTree({
      kinds: ['container'],
      arrange: ({ container }, selection) => container && arrangeContainers(container.values(), selection),
    });
    resources = new FakeResources();
    changes = [];
    tree.onDidChange((change) => changes.push(change));
    tree.onDidChangeStatus((next) => {
      status = next;
    });
  });

  afterEach(() => {
    tree.dispose();
    assert.deepEqual(resources.watched, []);
  });

  const names = () => (tree.children(undefined) as readonly EngineNode[]).map((node) => node.id.slice(0, 12));

  async function showRows() {
    resources.containers(makeContainer({ name: 'solo' }), makeService('shop', 'api'), makeService('shop', 'db'));
    tree.show(resources);
    await settle();
    changes = [];
  }

  it('watches only while it is shown', () => {
    assert.deepEqual(resources.watched, []);
    tree.show(resources);
    assert.deepEqual(resources.watched, ['container']);
    tree.hide();
    assert.deepEqual(resources.watched, []);
  });

  it('answers the first question when the first list is there, without a second drawing', async () => {
    tree.show(resources);
    const first = tree.children(undefined);
    assert.ok(first instanceof Promise);
    resources.containers(makeContainer());
    assert.equal((await first).length, 1);
    await settle();
    assert.deepEqual(changes, []);
  });

  it('does not wait for ever', async () => {
    tree.show(resources);
    assert.deepEqual(await tree.children(undefined), []);
    resources.containers(makeContainer());
    await settle();
    assert.deepEqual(changes, [undefined]);
  });

  it('redraws one row when one container changes, and keeps the object that the editor knows', async () => {
    await showRows();
    const [, solo] = tree.children(undefined) as readonly EngineNode[];
    resources.container(makeContainer({ name: 'solo', state: 'paused' }));
    await settle();
    assert.deepEqual(changes, [[solo]]);
    assert.equal(solo?.kind === 'container' && solo.container.state, 'paused');
    assert.equal((tree.children(undefined) as readonly EngineNode[])[1], solo);
  });

  it('redraws a group with its row when its counts change', async () => {
    await showRows();
    const [group] = tree.children(undefined) as readonly EngineNode[];
    resources.container(makeService('shop', 'db', { state: 'exited' }));
    await settle();
    assert.deepEqual(
      changes.flat().map((node) => node?.id.slice(0, 9)),
      ['container', 'group:sho'],
    );
    const [, db] = (group && tree.children(group)) as readonly EngineNode[];
    assert.equal(db && tree.parent(db), group);
  });

  it('redraws only the group when a container joins it', async () => {
    await showRows();
    const [group] = tree.children(undefined) as readonly EngineNode[];
    resources.container(makeService('shop', 'cache'));
    await settle();
    assert.deepEqual(changes, [[group]]);
  });

  it('redraws the roots when a standalone container comes or goes', async () => {
    await showRows();
    resources.container(makeContainer({ name: 'new' }));
    await settle();
    assert.deepEqual(changes, [undefined]);
  });

  it('is silent when nothing that it shows has changed', async () => {
    await showRows();
    resources.images();
    await settle();
    assert.deepEqual(changes, []);
  });

  it('keeps up with a storm without starving', async () => {
    await showRows();
    for (let i = 0; i < 30; i += 1) {
      resources.container(makeContainer({ name: 'solo', state: i % 2 ? 'paused' : 'running' }));
      await wait(10);
    }
    assert.ok(changes.length >= 3 && changes.length <= 12, `${changes.length}`);
  });

  it('tells how long containers run, each minute anew, and keeps no clock while it is hidden', async () => {
    const start = Date.UTC(2026, 10, 20);
    const clock = new FakeClock(start);
    try {
      const young = makeContainer({ name: 'young', since: start });
      resources.containers(young, makeContainer({ name: 'stopped', state: 'exited', exitCode: 1, since: start }));
      tree.show(resources);
      const words = () => (tree.children(undefined) as EngineNode[]).map((node) => rowOf(node, Date.now()).description);
      assert.deepEqual(words(), ['exited (1) just now · nginx:1.25', 'running · nginx:1.25']);
      changes = [];
      for (const minute of [60_000, 60_000]) clock.pass(minute);
      assert.deepEqual(words(), ['exited (1) 2 minutes ago · nginx:1.25', 'running 2 minutes · nginx:1.25']);
      assert.deepEqual(
        changes.map((change) => change?.length),
        [2, 2],
      );
      tree.hide();
      assert.equal(clock.intervals.size, 0);
    } finally {
      clock.restore();
    }
  });

  it('drops its rows when the engine goes away, and has them again when it is back', async () => {
    await showRows();
    resources.connection(failed, true);
    await settle();
    assert.deepEqual([names(), status?.shows], [[], 'waiting']);
    resources.connection({ state: 'connecting' });
    resources.containers(makeContainer());
    await settle();
    assert.deepEqual([names().length, status?.shows], [1, 'rows']);
  });

  it('keeps the rows of before while it connects after a rest', async () => {
    await showRows();
    resources.connection({ state: 'connecting' }, true);
    await settle();
    assert.deepEqual([names().length, status?.shows], [2, 'rows']);
  });

  it('tells why it is empty', async () => {
    await showRows();
    tree.select({ filter: 'nothing', toggled: false });
    assert.equal(status?.shows, 'noMatch');
    resources.containers(makeContainer({ state: 'exited' }));
    tree.select({ filter: '', toggled: true });
    assert.equal(status?.shows, 'noneToggled');
    resources.containers();
    tree.select({ filter: 'x', toggled: true });
    assert.equal(status?.shows, 'empty');
  });
});

/** The time of day and the intervals, as a test wants them. */
class FakeClock {
  readonly intervals = new Set<() => void>();
  private readonly real = { setInterval, clearInterval, now: Date.now };

  constructor(private time: number) {
    Object.assign(globalThis, {
      setInterval: (work: () => void) => {
        this.intervals.add(work);
        return work;
      },
      clearInterval: (work: () => void) => this.intervals.delete(work),
    });
    Date.now = () => this.time;
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
    for (const work of this.intervals) work();
  }

  restore(): void {
    const { now, ...timers } = this.real;
    Object.assign(globalThis, timers);
    Date.now = now;
  }
}
