import assert from 'node:assert/strict';
import { compareNames } from '../../../../src/core/base/compareNames.js';

describe('the order of names', () => {
  const sorted = (...names: string[]) => assert.deepEqual([...names].reverse().sort(compareNames), names);

  it('takes numbers by value', () => {
    sorted('web', 'web2', 'web10', 'web10a', 'web11');
    sorted('v1.9.0', 'v1.10', 'v1.10.1');
    sorted('a9007199254740993', 'a90071992547409930');
  });

  it('has no regard to case, and tells apart what differs in it alone', () =>
    sorted('api', 'Web', 'web', 'WEB2', 'worker'));

  it('tells apart numbers that differ in zeros alone', () => sorted('db-01', 'db-1', 'db-02', 'db-2'));

  it('puts what parts words before what continues them', () =>
    sorted('web_1', 'web-1', 'web.1', 'web/1', 'web1', 'weba'));

  it('orders as the collator of the editor does', () => {
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    const names = [
      'shop-web-1',
      'shop_web_1',
      'Shop-web-10',
      'shop-web-2',
      'shop',
      '9lives',
      'library/node',
      'library-node',
    ];
    for (const a of names)
      for (const b of names)
        if (collator.compare(a, b) !== 0)
          assert.equal(Math.sign(compareNames(a, b)), Math.sign(collator.compare(a, b)), `${a} and ${b}`);
  });
});
