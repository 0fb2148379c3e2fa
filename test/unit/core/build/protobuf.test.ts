import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldText, MessageWriter, readFields } from '../../../../src/core/build/protobuf.js';

describe('protobuf', () => {
  it('reads what it wrote', () => {
    const varint = fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }));
    fc.assert(
      fc.property(fc.array(varint), (fields) => {
        const writer = new MessageWriter();
        for (const [number, value] of fields) writer.uint(number, value);
        const read = [...readFields(writer.finish())].map(({ number, varint: value }) => [number, value]);
        assert.deepEqual(read, fields);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.uint8Array({ maxLength: 300 }))), (fields) => {
        const writer = new MessageWriter();
        for (const [number, value] of fields) writer.bytes(number, value);
        const read = [...readFields(writer.finish())].map(({ number, bytes }) => [number, Uint8Array.from(bytes)]);
        assert.deepEqual(read, fields);
      }),
    );
  });

  it('writes what other implementations write', () => {
    // protoc's own example: field 1 = 150, field 2 = "testing".
    assert.equal(
      new MessageWriter().uint(1, 150).text(2, 'testing').finish().toString('hex'),
      '089601120774657374696e67',
    );
  });

  it('leaves out zero and empty text, but not empty bytes', () => {
    assert.equal(
      new MessageWriter().uint(1, 0).text(2, '').bytes(3, new Uint8Array(0)).finish().toString('hex'),
      '1a00',
    );
  });

  it('passes over fixed-width fields', () => {
    const message = Buffer.concat([
      Buffer.from([0x09]),
      Buffer.alloc(8),
      Buffer.from([0x15]),
      Buffer.alloc(4),
      Buffer.from([0x1a, 1, 97]),
    ]);
    assert.deepEqual([...readFields(message)].map(fieldText), ['a']);
  });

  for (const [what, hex] of Object.entries({
    'bytes cut short': '1205ab',
    'a varint cut short': '0880',
    'a group': '0b',
  }))
    it(`refuses ${what}`, () => assert.throws(() => [...readFields(Buffer.from(hex, 'hex'))], RangeError));
});
