import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../src/core/dockerfile/document.js';
import { parsedProperties, plainProperties } from '../../../../src/core/dockerfile/properties.js';
import { randomNumbers } from '../../../support/randomNumbers.js';

const plain = 'a=v|b="q r"|c=\'s\'|d=|e.f-g=$X|h=${Y:-z}|i="$P:/x"|j=#k|l=x=y|m=[1]|a=w|n={|o=<<EOF'.split('|');
const odd = '=|p|"|\'|\\|`|#|-|--q=r|s="\\""|t=\'u"\'v|\u00A0|9=w|한=x|[|]|,'.split('|');

describe('properties', () => {
  it('of an ARG end where the escape character of the file lets a quote end', () => {
    const values = (text: string) => parseDockerfile(text).instructions[0]?.properties.map(({ rawValue }) => rawValue);
    assert.deepEqual(values('# escape=`\nARG A="C:\\" B="x y" C=a` b'), ['"C:\\"', '"x y"', 'a` b']);
    assert.deepEqual(values('ARG A="\\" B" C=1'), ['"\\" B"', '1']);
  });
  it('are the same read in the quick way and by the parser', () => {
    const random = randomNumbers(1);
    const pick = (list: readonly string[]) => list[random(list.length)] ?? '';
    let quick = 0;
    for (let step = 0; step < 20_000; step++) {
      const words = Array.from(
        { length: random(6) },
        () => pick(random(12) === 0 ? odd : plain) + pick([' ', '  ', '\t']),
      );
      const text = `${pick(['', '# escape=`\n'])}${pick(['ARG', 'ENV', 'LABEL', 'env'])} ${words.join('')}`;
      for (const { syntax } of parseDockerfile(text).instructions) {
        const found = plainProperties(syntax);
        if (!found) continue;
        quick++;
        assert.deepEqual(found, parsedProperties(syntax), text);
      }
    }
    assert.ok(quick > 5_000, `${quick} of them`);
  });
});
