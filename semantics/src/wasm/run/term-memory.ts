/**
 * A memory of unknown bytes at unknown addresses. Accesses are single bytes, the lowest first,
 * because compilers merge and split accesses; which reads see which writes is for the logic to
 * find out.
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
  store,
  sub,
  type Term,
  ule,
} from "@ashlar/logic";
import type { Join } from "../../common/path.js";
import { giveUp } from "../../common/unfinished.js";
import { PAGES_MAX } from "../types.js";
import { isOutside, isRangeOutside } from "./bounds.js";
import { copyRange, fillRange, joinLayers, type Layer, readByte, writeByte } from "./layers.js";
import type { ForkingMemory } from "./world.js";

/** Bulk instructions of a known length up to this are single writes. */
const SINGLE_BYTES_MAX = 16;

function isShort(length: Term): boolean {
  return isLiteral(length) && numberOf(length) <= SINGLE_BYTES_MAX;
}

export class TermMemory implements ForkingMemory {
  private constructor(
    private layer: Layer,
    public pages: Term,
    /** To how many pages it may grow. Undefined: not at all, because what is beyond the end is not
     * known to be zero. */
    readonly maximum_pages: number | undefined,
  ) {}

  /** A memory that holds what an array holds: bytes by addresses of 32 bits. */
  static of(array: Term, pages: Term): TermMemory {
    return new TermMemory({ kind: "array", array }, pages, undefined);
  }

  /** A memory of zeros, as a module's own is at the start. */
  static zero(pages: number, maximum_pages = PAGES_MAX): TermMemory {
    const layer: Layer = { kind: "array", array: fill(32, constant(8, 0)) };
    return new TermMemory(layer, constant(32, pages), maximum_pages);
  }

  isOutside(base: Term, offset: number, bytes: number): Term {
    return isOutside(this.pages, base, offset, bytes);
  }

  isRangeOutside(base: Term, length: Term): Term {
    return isRangeOutside(this.pages, base, length);
  }

  load(address: Term, bytes: number): Term {
    return fromBytes(
      Array.from({ length: bytes }, (_, at) =>
        readByte(this.layer, add(address, constant(32, at))),
      ),
    );
  }

  store(address: Term, value: Term): void {
    this.#write(address, bytesOf(value));
  }

  #write(address: Term, bytes: readonly Term[]): void {
    bytes.forEach((byte, at) => {
      this.layer = writeByte(this.layer, add(address, constant(32, at)), byte);
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
    if (isShort(length)) this.#write(address, Array(numberOf(length)).fill(byte));
    else this.layer = fillRange(this.layer, address, byte, length);
  }

  copy(to: Term, from: Term, length: Term): void {
    this.#copyFrom(this.layer, to, from, length);
  }

  initialise(to: Term, data: Uint8Array, from: Term, length: Term): void {
    let array = fill(32, constant(8, 0));
    data.forEach((byte, at) => {
      array = store(array, constant(32, at), constant(8, byte));
    });
    this.#copyFrom({ kind: "array", array }, to, from, length);
  }

  #copyFrom(source: Layer, to: Term, from: Term, length: Term): void {
    if (!isShort(length)) this.layer = copyRange(this.layer, to, source, from, length);
    else {
      const offsets = Array.from({ length: numberOf(length) }, (_, at) => constant(32, at));
      this.#write(
        to,
        offsets.map((offset) => readByte(source, add(from, offset))),
      );
    }
  }

  fork(): TermMemory {
    return new TermMemory(this.layer, this.pages, this.maximum_pages);
  }

  joined(other: ForkingMemory, join: Join): TermMemory {
    if (!(other instanceof TermMemory)) return giveUp("two kinds of memory meet");
    const layer = joinLayers(this.layer, other.layer, join);
    return new TermMemory(layer, join.choose(this.pages, other.pages), this.maximum_pages);
  }
}
