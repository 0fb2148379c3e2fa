import assert from 'node:assert/strict';
import { ContextSources } from '../../../../src/core/build/contextSources.js';
import { plant, uproot } from '../../../support/buildContexts.js';

describe('sources of COPY', () => {
  const folder = plant({
    'a.js': '1',
    'src/b.js': '22',
    'src/c.log': '333',
    real: { folder: true },
    link: { link: 'src' },
  });
  const sources = new ContextSources(folder, ['**/*.log', 'a.js']);
  after(() => uproot(folder));

  it('tell what is sent from what is kept out and what is not there', async () => {
    const states = {
      'src/b.js': 'there',
      '*/b.js': 'there',
      '.': 'there',
      'a.js': 'ignored',
      'src/*.log': 'ignored',
      'src/B.js': 'absent',
      '!src': 'absent',
      'link/b.js': undefined,
      '[': undefined,
    };
    for (const [source, state] of Object.entries(states)) assert.equal(await sources.state(source), state, source);
    assert.equal(await new ContextSources(`${folder}/gone`, []).state('a'), undefined);
  });

  it('have a size without what is kept out', async () => {
    const b = { path: 'src/b.js', size: 2 };
    assert.deepEqual(await sources.size('src'), { files: 1, bytes: 2, largest: [b], isMore: false });
    const all = { files: 2, bytes: 2, largest: [b, { path: 'link', size: 0 }], isMore: false };
    assert.deepEqual(await sources.size('/'), all);
    assert.deepEqual(await sources.size('nosuch'), { files: 0, bytes: 0, largest: [], isMore: false });
    await assert.rejects(sources.size('.', AbortSignal.abort()), { name: 'AbortError' });
  });
});
