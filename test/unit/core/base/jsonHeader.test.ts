import assert from 'node:assert/strict';
import { jsonHeader } from '../../../../src/core/base/jsonHeader.js';

describe('jsonHeader', () => {
  it('keeps the padding', () => assert.equal(jsonHeader({ a: 1 }), 'eyJhIjoxfQ=='));

  it('is safe in a URL', () => assert.equal(jsonHeader('???>>>'), 'Ij8_Pz4-PiI='));
});
