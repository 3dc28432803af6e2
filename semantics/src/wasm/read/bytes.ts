/**
 * The primitives of the binary format (WebAssembly 2.0, section 5.2): bytes, LEB128, names.
 *
 * Nothing is read beyond `end`, and a number is taken only in an encoding that the standard
 * allows: at most ceil(bits / 7) bytes, unused bits zero or copies of the sign.
 */
import { malformed } from "./fault.js";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class Cursor {
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
    readonly end = bytes.length,
  ) {}

  get left(): number {
    return this.end - this.at;
  }

  byte(): number {
    if (this.at >= this.end) malformed(this.at, "unexpected end");
    return this.bytes[this.at++]!;
  }

  /** The next byte without taking it, if there is one. */
  peek(): number | undefined {
    return this.at < this.end ? this.bytes[this.at] : undefined;
  }

  take(length: number): Uint8Array {
    if (length > this.left) malformed(this.at, "length out of bounds");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** A part of what is left, as a cursor of its own; this one stands behind it. */
  part(length: number): Cursor {
    const from = this.at;
    this.take(length);
    return new Cursor(this.bytes, from, this.at);
  }

  /** An unsigned number of up to 32 bits. */
  unsigned(bits = 32): number {
    const start = this.at;
    const { value } = this.#groups(bits);
    if (value >= 2 ** bits) malformed(start, "integer too large");
    return value;
  }

  /** A signed number of up to 33 bits. */
  signed(bits: 32 | 33): number {
    const start = this.at;
    const { value, length } = this.#groups(bits);
    // The last group's highest bit is the sign.
    const span = 2 ** length;
    const signed = value >= span / 2 ? value - span : value;
    if (signed < -(2 ** (bits - 1)) || signed >= 2 ** (bits - 1))
      malformed(start, "integer too large");
    return signed;
  }

  /** Groups of seven bits, the lowest first, as many as so many bits may take; exact, as these are
   * 35 at most. */
  #groups(bits: number): { value: number; length: number } {
    const start = this.at;
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return { value, length: shift + 7 };
      if (shift + 7 >= bits) malformed(start, "integer representation too long");
    }
  }

  /** A signed number of 64 bits. */
  long(): bigint {
    const start = this.at;
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      const isLast = shift === 63n;
      if (isLast && byte >= 0x80) malformed(start, "integer representation too long");
      if (isLast && byte !== 0 && byte !== 0x7f) malformed(start, "integer too large");
      if (byte < 0x80) return BigInt.asIntN(Number(isLast ? 64n : shift + 7n), value);
    }
  }

  /** The count of a vector. Each of its elements takes at least one byte. */
  count(): number {
    const start = this.at;
    const count = this.unsigned();
    if (count > this.left) malformed(start, "length out of bounds: more elements than bytes");
    return count;
  }

  name(): string {
    const length = this.unsigned();
    const start = this.at;
    const bytes = this.take(length);
    try {
      return utf8.decode(bytes);
    } catch {
      return malformed(start, "malformed UTF-8 encoding");
    }
  }
}
