import assert from 'node:assert/strict';
import { plainText, withoutIcons, withoutLinks } from '../../../../src/core/base/plainText.js';

describe('foreign text', () => {
  it('is one line without marks that deceive the eye', () => {
    assert.equal(plainText('a\r\n\u001b[31mb\u202etxt.exe\u2066 '), 'a [31mbtxt.exe');
  });

  it('makes no link of itself in a notification', () => {
    assert.equal(withoutLinks('[quit](command:workbench.action.quit)'), '[quit] (command:workbench.action.quit)');
    assert.equal(withoutLinks('[x]\u202e(https://example.com)'), '[x] (https://example.com)');
  });

  it('makes no icon of itself in a picker', () => {
    assert.equal(withoutIcons('a $(flame) $\u2066(x)'), 'a $ (flame) $ (x)');
  });
});
