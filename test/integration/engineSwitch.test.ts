import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { Answers } from '../support/answers.js';
import { buildBusyboxImage, removeAll } from '../support/busyboxImage.js';
import { FakeEngine } from '../support/fakeEngine.js';
import { waitFor } from '../support/waitFor.js';

const prefix = 'ls-switch';
const image = `${prefix}-web:1`;

describe('a verb stays with the engine that it began on', () => {
  const engine = new DockerodeEngine({ kind: 'socket', path: process.env['LONGSHORE_TEST_ENGINE'] ?? '' });
  let other: FakeEngine;
  let answers: Answers;
  before(async () => {
    await removeAll(engine, prefix);
    other = await new FakeEngine().start();
    answers = new Answers();
  });
  beforeEach(() => buildBusyboxImage(engine, image, ['CMD ["sleep", "1000"]']));
  afterEach(async () => {
    await commands.executeCommand('longshore.engine.use', '');
    await removeAll(engine, prefix);
  });
  after(() => {
    answers.restore();
    other.dispose();
    engine.dispose();
  });

  /** Gives the answer when another engine is in use. */
  const afterSwitch = (answer: string) => async () => {
    await commands.executeCommand('longshore.engine.use', `unix://${other.socketPath}`);
    return answer;
  };
  const create = async (label: string) => (await engine.containers.create({ image, name: `${prefix}-${label}` })).id;

  it('when a tag is taken off', async () => {
    answers.with(afterSwitch('Untag'));
    await commands.executeCommand('longshore.image.untag', image);
    const tags = (await engine.images.list()).flatMap((one) => one.tags);
    assert.equal(tags.includes(image), false);
  });

  it('when a container is removed', async () => {
    const id = await create('remove');
    answers.with(afterSwitch('Remove'));
    await commands.executeCommand('longshore.container.remove', id);
    assert.equal(await engine.containers.find(id), undefined);
  });

  it('when the container is picked from a list', async () => {
    const id = await create('start');
    answers.with(afterSwitch(`${prefix}-start`));
    await commands.executeCommand('longshore.container.start');
    assert.equal((await engine.containers.find(id))?.state, 'running');
  });

  it('when stopped containers are pruned', async () => {
    const id = await create('prune');
    await engine.containers.start(id);
    await engine.containers.stop(id, { graceSeconds: 0 });
    answers.with(({ kind }) => (kind === 'warning' ? afterSwitch('Remove')() : undefined));
    const pruned = commands.executeCommand('longshore.container.prune');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await pruned;
    await waitFor('the end of the container', async () => !(await engine.containers.find(id)));
  });
});
