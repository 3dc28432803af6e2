/**
 * A memory as an array term of bytes. Accesses are single bytes, the lowest first, because
 * compilers merge and split accesses; which reads see which writes is for the logic to find out.
 */
import {
  add,
  bytesOf,
  constant,
  fill,
  fromBytes,
  isLiteral,
  ite,
  numberOf,
  select,
  store,
  sub,
  type Term,
  ule,
} from "@ashlar/logic";
import { PAGES_MAX } from "../types.js";
import { isOutside, isRangeOutside } from "./bounds.js";
import type { Join } from "./path.js";
import { giveUp } from "./unfinished.js";
import type { ForkingMemory } from "./world.js";

/** Bulk instructions are written out byte by byte up to this length. */
export const BULK_BYTES_MAX = 4096;

function bulk(length: Term): number {
  if (!isLiteral(length)) giveUp("the length of a bulk instruction is not known");
  const bytes = numberOf(length);
  if (bytes > BULK_BYTES_MAX) giveUp(`a bulk instruction of ${bytes} bytes is too long`);
  return bytes;
}

export class TermMemory implements ForkingMemory {
  constructor(
    /** By addresses of 32 bits. */
    public array: Term,
    public pages: Term,
    /** To how many pages it may grow. Undefined: not at all, because what the array holds beyond
     * the end is not known to be zero. */
    readonly maximum_pages: number | undefined = undefined,
  ) {}

  /** A memory of zeros, as a module's own is at the start. */
  static zero(pages: number, maximum_pages = PAGES_MAX): TermMemory {
    return new TermMemory(fill(32, constant(8, 0)), constant(32, pages), maximum_pages);
  }

  isOutside(base: Term, offset: number, bytes: number): Term {
    return isOutside(this.pages, base, offset, bytes);
  }

  isRangeOutside(base: Term, length: Term): Term {
    return isRangeOutside(this.pages, base, length);
  }

  #read(address: Term, at: number): Term {
    return select(this.array, add(address, constant(32, at)));
  }

  #write(address: Term, at: number, byte: Term): void {
    this.array = store(this.array, add(address, constant(32, at)), byte);
  }

  load(address: Term, bytes: number): Term {
    return fromBytes(Array.from({ length: bytes }, (_, at) => this.#read(address, at)));
  }

  store(address: Term, value: Term): void {
    bytesOf(value).forEach((byte, at) => {
      this.#write(address, at, byte);
    });
  }

  grow(pages: Term): Term {
    if (this.maximum_pages === undefined) return giveUp("this memory is not known beyond its end");
    const old = this.pages;
    const fits = ule(pages, sub(constant(32, this.maximum_pages), old));
    this.pages = ite(fits, add(old, pages), old);
    return ite(fits, old, constant(32, -1));
  }

  fill(address: Term, byte: Term, length: Term): void {
    const bytes = bulk(length);
    for (let at = 0; at < bytes; at++) this.#write(address, at, byte);
  }

  copy(to: Term, from: Term, length: Term): void {
    const bytes = Array.from({ length: bulk(length) }, (_, at) => this.#read(from, at));
    bytes.forEach((byte, at) => {
      this.#write(to, at, byte);
    });
  }

  initialise(to: Term, data: Uint8Array, from: Term, length: Term): void {
    if (!isLiteral(from)) giveUp("the place in a data segment is not known");
    const [start, bytes] = [numberOf(from), bulk(length)];
    for (let at = 0; at < bytes; at++) this.#write(to, at, constant(8, data[start + at]!));
  }

  fork(): TermMemory {
    return new TermMemory(this.array, this.pages, this.maximum_pages);
  }

  joined(other: ForkingMemory, join: Join): TermMemory {
    if (!(other instanceof TermMemory)) return giveUp("two kinds of memory meet");
    const array = join.choose(this.array, other.array);
    return new TermMemory(array, join.choose(this.pages, other.pages), this.maximum_pages);
  }
}
