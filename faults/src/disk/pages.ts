/**
 * The bytes of a disk, sparse, with copies that cost nothing until one of the two changes.
 *
 * Two levels: a table of leaves, each of 64 pages. Every leaf and page names its owner; only the
 * owner changes it in place, anybody else makes a copy first. `share` gives both sides new names,
 * so that all that was there before belongs to neither.
 *
 * An absent page is a hole, which reads as zeros.
 */
import assert from "node:assert/strict";

export const PAGE_BYTES = 4096;
const PAGES_PER_LEAF = 64;
/** What is shared by all and owned by none. */
const NOBODY = 0;
/** Data up to this long are kept as they are given, page by page; of longer ones each page gets a
 * copy, or one page that stays would keep the rest of a long write in memory. */
const KEPT_BYTES_MAX = 4 * PAGE_BYTES;
const ZEROS = new Uint8Array(PAGE_BYTES);

interface Leaf {
  owner: number;
  readonly pages: (Uint8Array | undefined)[];
  readonly owners: number[];
}

/** A stretch of bytes. */
export interface ByteRange {
  offset: number;
  length: number;
}

/** No bytes at all. */
export const NOWHERE: ByteRange = { offset: 0, length: 0 };

let owners = NOBODY;

export class Pages {
  #owner = ++owners;
  #leaves: (Leaf | undefined)[];
  #ownsTable: boolean;

  /** All zeros; `shared`: what others hold too. */
  constructor(
    /** Size in bytes. */
    readonly bytes: number,
    shared?: (Leaf | undefined)[],
  ) {
    const leaves = Math.ceil(bytes / (PAGE_BYTES * PAGES_PER_LEAF));
    this.#leaves = shared ?? new Array<Leaf | undefined>(leaves).fill(undefined);
    this.#ownsTable = shared === undefined;
  }

  /** A copy that either side may change without the other's noticing; takes constant time. */
  share(): Pages {
    this.#ownsTable = false;
    this.#owner = ++owners;
    return new Pages(this.bytes, this.#leaves);
  }

  /** Fills `into` with the bytes from `offset` on. */
  read(offset: number, into: Uint8Array): void {
    this.#check(offset, into.length);
    for (let done = 0; done < into.length; ) {
      const page = Math.floor((offset + done) / PAGE_BYTES);
      const from = (offset + done) % PAGE_BYTES;
      const length = Math.min(PAGE_BYTES - from, into.length - done);
      const bytes = this.#page(page);
      if (bytes === undefined) into.fill(0, done, done + length);
      else if (length === PAGE_BYTES) into.set(bytes, done);
      else into.set(bytes.subarray(from, from + length), done);
      done += length;
    }
  }

  /** Stores `data`, which nobody may change afterwards: whole pages of it are kept, not copied. */
  write(offset: number, data: Uint8Array): void {
    this.#check(offset, data.length);
    for (let done = 0; done < data.length; ) {
      const page = Math.floor((offset + done) / PAGE_BYTES);
      const from = (offset + done) % PAGE_BYTES;
      const length = Math.min(PAGE_BYTES - from, data.length - done);
      const part = length === data.length ? data : data.subarray(done, done + length);
      if (length < PAGE_BYTES) this.#ownPage(page).set(part, from);
      else if (data.length <= KEPT_BYTES_MAX) this.#setPage(page, part, NOBODY);
      else this.#setPage(page, new Uint8Array(part), this.#owner);
      done += length;
    }
  }

  /** Makes a range read as zeros; `hole`: and releases the pages that lie in it whole. */
  zero(offset: number, length: number, hole: boolean): void {
    this.#check(offset, length);
    for (let at = offset; at < offset + length; ) {
      const page = Math.floor(at / PAGE_BYTES);
      const from = at % PAGE_BYTES;
      const count = Math.min(PAGE_BYTES - from, offset + length - at);
      if (hole && this.#leaves[Math.floor(page / PAGES_PER_LEAF)] === undefined) {
        at = (Math.floor(page / PAGES_PER_LEAF) + 1) * PAGES_PER_LEAF * PAGE_BYTES;
        continue;
      }
      if (count === PAGE_BYTES) this.#setPage(page, hole ? undefined : ZEROS, NOBODY);
      else if (!hole || this.#page(page) !== undefined)
        this.#ownPage(page).fill(0, from, from + count);
      at += count;
    }
  }

  /** Whether the page that holds `offset` is there. */
  isAllocated(offset: number): boolean {
    return this.#page(Math.floor(offset / PAGE_BYTES)) !== undefined;
  }

  /** The stretches in which two disks of one size differ, in units of `unit` bytes. Fast where
   * one is a copy of the other: what they share is not looked at. */
  *differences(other: Pages, unit: number): Generator<ByteRange> {
    assert.equal(other.bytes, this.bytes);
    for (let leaf = 0; leaf < this.#leaves.length; leaf++) {
      if (this.#leaves[leaf] === other.#leaves[leaf]) continue;
      for (let slot = 0; slot < PAGES_PER_LEAF; slot++) {
        const page = leaf * PAGES_PER_LEAF + slot;
        const [ours, theirs] = [this.#page(page) ?? ZEROS, other.#page(page) ?? ZEROS];
        if (ours === theirs) continue;
        for (let at = 0; at < PAGE_BYTES; at += unit)
          if (Buffer.compare(ours.subarray(at, at + unit), theirs.subarray(at, at + unit)) !== 0)
            yield { offset: page * PAGE_BYTES + at, length: unit };
      }
    }
  }

  /** The bytes of a page, not to be changed; undefined for a hole. */
  page(page: number): Uint8Array | undefined {
    return this.#page(page);
  }

  /** Whether the bytes of a page stay what they are, whoever writes there: others hold them too. */
  isConstant(page: number): boolean {
    const leaf = this.#leaves[Math.floor(page / PAGES_PER_LEAF)];
    return leaf?.owners[page % PAGES_PER_LEAF] !== this.#owner;
  }

  #page(page: number): Uint8Array | undefined {
    return this.#leaves[Math.floor(page / PAGES_PER_LEAF)]?.pages[page % PAGES_PER_LEAF];
  }

  #setPage(page: number, bytes: Uint8Array | undefined, owner: number): void {
    const leaf = this.#ownLeaf(Math.floor(page / PAGES_PER_LEAF));
    leaf.pages[page % PAGES_PER_LEAF] = bytes;
    leaf.owners[page % PAGES_PER_LEAF] = owner;
  }

  /** The bytes of a page, to be changed in place. */
  #ownPage(page: number): Uint8Array {
    const leaf = this.#ownLeaf(Math.floor(page / PAGES_PER_LEAF));
    const slot = page % PAGES_PER_LEAF;
    const found = leaf.pages[slot];
    if (found !== undefined && leaf.owners[slot] === this.#owner) return found;
    const own = found === undefined ? new Uint8Array(PAGE_BYTES) : new Uint8Array(found);
    leaf.pages[slot] = own;
    leaf.owners[slot] = this.#owner;
    return own;
  }

  #ownLeaf(index: number): Leaf {
    if (!this.#ownsTable) {
      this.#leaves = this.#leaves.slice();
      this.#ownsTable = true;
    }
    const found = this.#leaves[index];
    if (found?.owner === this.#owner) return found;
    const own: Leaf = {
      owner: this.#owner,
      pages: found?.pages.slice() ?? new Array<undefined>(PAGES_PER_LEAF).fill(undefined),
      owners: found?.owners.slice() ?? new Array<number>(PAGES_PER_LEAF).fill(NOBODY),
    };
    this.#leaves[index] = own;
    return own;
  }

  #check(offset: number, length: number): void {
    assert(offset >= 0 && length > 0, `not a range: ${offset}+${length}`);
    assert(offset + length <= this.bytes, `${offset}+${length} is past the end, ${this.bytes}`);
  }
}
