import assert from 'node:assert/strict';
import { lowerCased } from '../../../../src/core/base/imageReference.js';
import { referenceProblem } from '../../../../src/vscode/images/referenceProblem.js';

describe('what is wrong with an image name', () => {
  it('is nothing for a good one', () => assert.equal(referenceProblem('ghcr.io/owner/web:1.2'), undefined));

  it('is capitals, with the name as it should be', () => {
    assert.match(referenceProblem('MyApp:Beta') ?? '', /myapp:Beta/);
    assert.equal(lowerCased('Ghcr.io/Owner/Web'), 'ghcr.io/owner/web');
  });

  it('is the form of anything else', () => assert.match(referenceProblem('my app') ?? '', /HOST\/PATH:TAG/));
});
