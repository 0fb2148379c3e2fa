import assert from 'node:assert/strict';
import { parseEnvFile } from '../../../../src/core/spec/envFile.js';

describe('a file of variables', () => {
  it('is read as --env-file reads it: quotes, blanks and a later # stay', () =>
    assert.deepEqual(
      parseEnvFile(
        '# settings\r\n\r\nA=one two \r\n  B="quoted"\r\n\t# indented\r\nC=1 # no comment\r\nD=\r\nHOME\r\nE=a=b',
      ),
      { entries: ['A=one two ', 'B="quoted"', 'C=1 # no comment', 'D=', 'HOME', 'E=a=b'] },
    ));

  for (const line of ['=value', 'two words=1', 'BARE ', 'A =1'])
    it(`has no variable in "${line}"`, () => assert.deepEqual(parseEnvFile(`A=1\n\n${line}\n`), { badLine: 3 }));

  it('may be empty', () => assert.deepEqual(parseEnvFile(''), { entries: [] }));
});
