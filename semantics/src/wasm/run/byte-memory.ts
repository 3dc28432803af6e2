/**
 * A memory of known bytes at known addresses. Pages are made when they are first written, so a
 * module may declare 4 GiB; forks share pages until one of them writes.
 */
import { boolean, constant, extract, isLiteral, numberOf, sortOf, type Term } from "@ashlar/logic";
import type { Join } from "../../common/path.js";
import { giveUp } from "../../common/unfinished.js";
import { PAGE_BYTES, PAGES_MAX } from "../types.js";
import type { ForkingMemory } from "./world.js";

/** At most this many pages are really there: what a hostile module may take of the host. */
const PRESENT_PAGES_MAX = 16_384;
const ZEROS = new Uint8Array(PAGE_BYTES);
const LOW = PAGE_BYTES - 1;
const PAGE_SHIFT = 16;

function known(term: Term, what: string): number {
  return isLiteral(term) ? numberOf(term) : giveUp(`${what} in a memory of bytes is not known`);
}

export class ByteMemory implements ForkingMemory {
  #pages: (Uint8Array | undefined)[] = [];
  /** Pages that only this memory has. */
  #own = new Set<number>();
  #present = 0;

  constructor(
    public size_pages: number,
    /** As declared; without, it may grow to what 32 bits can name. */
    readonly declaredMaximum_pages: number | undefined = undefined,
  ) {}

  get pages(): Term {
    return constant(32, this.size_pages);
  }

  get size_bytes(): number {
    return this.size_pages * PAGE_BYTES;
  }

  byte(address: number): number {
    return this.#pages[address >>> PAGE_SHIFT]?.[address & LOW] ?? 0;
  }

  setByte(address: number, value: number): void {
    this.#writable(address >>> PAGE_SHIFT)[address & LOW] = value;
  }

  /** The bytes of a page, to read. */
  page(index: number): Uint8Array {
    return this.#pages[index] ?? ZEROS;
  }

  #writable(page: number): Uint8Array {
    const bytes = this.#pages[page];
    if (bytes !== undefined && this.#own.has(page)) return bytes;
    if (bytes === undefined && ++this.#present > PRESENT_PAGES_MAX)
      giveUp(`more than ${PRESENT_PAGES_MAX} pages of memory are in use`);
    const copy = bytes === undefined ? new Uint8Array(PAGE_BYTES) : bytes.slice();
    this.#pages[page] = copy;
    this.#own.add(page);
    return copy;
  }

  isOutside(base: Term, offset: number, bytes: number): Term {
    return boolean(known(base, "an address") + offset + bytes > this.size_bytes);
  }

  isRangeOutside(base: Term, length: Term): Term {
    return boolean(known(base, "an address") + known(length, "a length") > this.size_bytes);
  }

  load(address: Term, bytes: number): Term {
    const at = numberOf(address);
    if (bytes <= 4) return constant(bytes * 8, this.#low(at, bytes));
    const high = BigInt(this.#low(at + 4, bytes - 4));
    return constant(bytes * 8, (high << 32n) | BigInt(this.#low(at, 4)));
  }

  #low(address: number, bytes: number): number {
    let value = 0;
    for (let at = bytes - 1; at >= 0; at--) value = (value << 8) | this.byte(address + at);
    return value >>> 0;
  }

  store(address: Term, value: Term): void {
    if (!isLiteral(value)) giveUp("a value stored to a memory of bytes is not known");
    const at = numberOf(address);
    const bits = sortOf(value);
    for (let low = 0; low < bits; low += 32) {
      const width = Math.min(32, bits - low);
      const part = numberOf(bits <= 32 ? value : extract(value, low + width - 1, low));
      for (let byte = 0; byte < width; byte += 8)
        this.setByte(at + (low + byte) / 8, (part >>> byte) & 0xff);
    }
  }

  grow(pages: Term): Term {
    const old = this.size_pages;
    const size = old + known(pages, "a growth");
    if (size > (this.declaredMaximum_pages ?? PAGES_MAX)) return constant(32, -1);
    this.size_pages = size;
    return constant(32, old);
  }

  fill(address: Term, byte: Term, length: Term): void {
    const value = known(byte, "a byte");
    const [start, count] = [numberOf(address), numberOf(length)];
    for (let done = 0; done < count; ) {
      const at = start + done;
      const part = Math.min(count - done, PAGE_BYTES - (at & LOW));
      const page = at >>> PAGE_SHIFT;
      if (value !== 0 || this.#pages[page] !== undefined)
        this.#writable(page).fill(value, at & LOW, (at & LOW) + part);
      done += part;
    }
  }

  copy(to: Term, from: Term, length: Term): void {
    const [target, source, count] = [numberOf(to), numberOf(from), numberOf(length)];
    if (target <= source)
      for (let at = 0; at < count; at++) this.setByte(target + at, this.byte(source + at));
    else for (let at = count - 1; at >= 0; at--) this.setByte(target + at, this.byte(source + at));
  }

  initialise(to: Term, data: Uint8Array, from: Term, length: Term): void {
    const [target, source, count] = [numberOf(to), known(from, "an offset"), numberOf(length)];
    for (let at = 0; at < count; at++) this.setByte(target + at, data[source + at]!);
  }

  fork(): ByteMemory {
    const fork = new ByteMemory(this.size_pages, this.declaredMaximum_pages);
    fork.#pages = this.#pages.slice();
    fork.#present = this.#present;
    this.#own.clear();
    return fork;
  }

  joined(_other: ForkingMemory, _join: Join): never {
    return giveUp("two paths meet with memories of bytes: use a memory of terms");
  }
}
