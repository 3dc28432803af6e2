/** Numbers and names in a file, little-endian. Nothing is read beyond its end. */
import { malformed, refused } from "./fault.js";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Names may share bytes; so many times the file they may be together. */
const NAMES_OF_FILE = 8;
const NAMES_BYTES = 1 << 20;

export class Bytes {
  readonly #view: DataView;
  /** What names there were have together. */
  #named_bytes = 0;

  constructor(readonly all: Uint8Array) {
    this.#view = new DataView(all.buffer, all.byteOffset, all.byteLength);
  }

  #check(offset: number, length: number, what: string): void {
    if (offset + length > this.all.length)
      malformed(Math.min(offset, this.all.length), `the file ends within ${what}`);
  }

  byte(offset: number, what: string): number {
    this.#check(offset, 1, what);
    return this.#view.getUint8(offset);
  }
  half(offset: number, what: string): number {
    this.#check(offset, 2, what);
    return this.#view.getUint16(offset, true);
  }
  word(offset: number, what: string): number {
    this.#check(offset, 4, what);
    return this.#view.getUint32(offset, true);
  }
  /** 64 bits that must be a number that is exact. */
  long(offset: number, what: string): number {
    this.#check(offset, 8, what);
    const value = this.#view.getBigUint64(offset, true);
    if (value > Number.MAX_SAFE_INTEGER)
      refused(offset, `${what} is 0x${value.toString(16)}: from 2^53 on nothing is taken`);
    return Number(value);
  }

  part(offset: number, length: number, what: string): Uint8Array {
    this.#check(offset, length, what);
    return this.all.subarray(offset, offset + length);
  }

  /** The name that begins at an offset within a table of names. */
  name(table: { offset: number; size: number }, at: number, what: string): string {
    const start = table.offset + at;
    const rest = this.all.subarray(start, table.offset + table.size);
    const length = at < table.size ? rest.indexOf(0) : -1;
    if (length < 0) malformed(start, `the name of ${what} has no end`);
    this.#named_bytes += length;
    if (this.#named_bytes > NAMES_OF_FILE * this.all.length + NAMES_BYTES)
      refused(start, "names that are much longer together than the file");
    try {
      return utf8.decode(rest.subarray(0, length));
    } catch {
      return malformed(start, `the name of ${what} is not UTF-8`);
    }
  }
}
