/**
 * Protocol Buffers wire format, as much of it as BuildKit's session and trace messages use.
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
export interface Field {
  readonly number: number;
  /** Value of a varint field, 0n for the others. */
  readonly varint: bigint;
  /** Content of a length-delimited field, empty for the others. */
  readonly bytes: Uint8Array;
}

const empty = new Uint8Array(0);

/** Reads a message's fields in their order; throws a RangeError when it is cut short. */
export function* readFields(message: Uint8Array): Generator<Field> {
  const reader = new Reader(message);
  while (!reader.atEnd) {
    const key = Number(reader.varint());
    const number = key >>> 3;
    const wireType = key & 7;
    if (wireType === 0) yield { number, varint: reader.varint(), bytes: empty };
    else if (wireType === 2) yield { number, varint: 0n, bytes: reader.take(Number(reader.varint())) };
    else if (wireType === 1) reader.take(8);
    else if (wireType === 5) reader.take(4);
    else throw new RangeError(`wire type ${wireType}`);
  }
}

class Reader {
  private position = 0;
  constructor(private readonly source: Uint8Array) {}

  get atEnd(): boolean {
    return this.position >= this.source.length;
  }

  varint(): bigint {
    let small = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      small |= (byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt(small);
    }
    let value = BigInt(small);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError('varint too long');
  }

  take(length: number): Uint8Array {
    const end = this.position + length;
    if (end > this.source.length) throw new RangeError('message cut short');
    const part = this.source.subarray(this.position, end);
    this.position = end;
    return part;
  }

  private byte(): number {
    const byte = this.source[this.position];
    if (byte === undefined) throw new RangeError('message cut short');
    this.position += 1;
    return byte;
  }
}

const decoder = new TextDecoder();

/** The text of a string field. */
export function fieldText(field: Field): string {
  return decoder.decode(field.bytes);
}

/** The first field of a message that holds one text. */
export function firstText(message: Uint8Array): string {
  for (const field of readFields(message)) if (field.number === 1) return fieldText(field);
  return '';
}

/** Composes a message; fields of value 0 and empty texts are left out, as proto3 does. */
export class MessageWriter {
  private readonly parts: Uint8Array[] = [];

  uint(number: number, value: number | bigint): this {
    if (BigInt(value) === 0n) return this;
    this.parts.push(varint(BigInt(number << 3)), varint(BigInt.asUintN(64, BigInt(value))));
    return this;
  }

  text(number: number, value: string): this {
    return value === '' ? this : this.bytes(number, Buffer.from(value));
  }

  /** Written even when empty. */
  bytes(number: number, value: Uint8Array): this {
    this.parts.push(varint(BigInt((number << 3) | 2)), varint(BigInt(value.length)), value);
    return this;
  }

  finish(): Buffer {
    return Buffer.concat(this.parts);
  }
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
