/**
 * Address translation as the hardware does it: RISC-V Privileged Architecture (20211203), 4.3.2 and
 * 4.4, for accesses in user mode, by a hart that never writes an entry itself (Svade: an entry whose
 * A bit, or for a store D bit, is not set is a fault). It knows nothing of who wrote the tables.
 */

/** How memory is accessed; the numbers of exceptions differ by it. */
export type Access = "fetch" | "load" | "store";

/** Exception codes (3.1.15). */
export const Exception = {
  illegalInstruction: 2,
  breakpoint: 3,
  misaligned: { fetch: 0, load: 4, store: 6 },
  accessFault: { fetch: 1, load: 5, store: 7 },
  pageFault: { fetch: 12, load: 13, store: 15 },
} as const;

/** Bits of a page-table entry (4.3.1). */
export const Entry = {
  valid: 1n,
  read: 2n,
  write: 4n,
  execute: 8n,
  user: 16n,
  global: 32n,
  accessed: 64n,
  dirty: 128n,
  pageShift: 10n,
} as const;

const LEVELS = 3;
const INDEX_BITS = 9n;
const PAGE_BITS = 12n;
const ENTRY_BYTES = 8;
const PAGE_BYTES = 4096;
/** Bits 63 to 54: reserved without Svnapot and Svpbmt, "must be zeroed … otherwise a page fault". */
const RESERVED = 0x3ffn << 54n;
const PAGE_NUMBER = (1n << 44n) - 1n;
const NOT_IN_A_POINTER = Entry.user | Entry.accessed | Entry.dirty;

/** What translation found: a page of 4 KiB, and the flags of the leaf that maps it. */
export interface Translation {
  readonly physicalPage: number;
  readonly flags: bigint;
}
/** The code of the exception that it raises instead. */
export type Walked = Translation | { readonly exception: number };

/** Reads an entry at a physical address; undefined where there is no memory. */
export type ReadEntry = (address: number) => bigint | undefined;

/** Bits 63 to 39 of an address must be as bit 38 (4.4.1). */
const isCanonical = (virtual: bigint) => BigInt.asIntN(39, virtual) === BigInt.asIntN(64, virtual);

/** Walks the tables from a root page (4.3.2). */
export function walk(read: ReadEntry, rootPage: number, virtual: bigint, access: Access): Walked {
  const fault = { exception: Exception.pageFault[access] };
  if (!isCanonical(virtual)) return fault;
  let table = rootPage;
  for (let level = LEVELS - 1; level >= 0; level--) {
    const index = indexOf(virtual, level);
    const entry = read(table * PAGE_BYTES + index * ENTRY_BYTES);
    if (entry === undefined) return { exception: Exception.accessFault[access] };
    if (!isWellFormed(entry)) return fault;
    if ((entry & (Entry.read | Entry.execute)) !== 0n)
      return mayUse(entry, access) ? (leaf(entry, virtual, level) ?? fault) : fault;
    if ((entry & NOT_IN_A_POINTER) !== 0n) return fault;
    table = pageIn(entry);
  }
  return fault;
}

const pageIn = (entry: bigint) => Number((entry >> Entry.pageShift) & PAGE_NUMBER);

function indexOf(virtual: bigint, level: number): number {
  const shift = PAGE_BITS + INDEX_BITS * BigInt(level);
  return Number((virtual >> shift) & ((1n << INDEX_BITS) - 1n));
}

/** Valid, nothing reserved set, and not writable without being readable. */
function isWellFormed(entry: bigint): boolean {
  if ((entry & Entry.valid) === 0n || (entry & RESERVED) !== 0n) return false;
  return (entry & Entry.write) === 0n || (entry & Entry.read) !== 0n;
}

const NEEDED = {
  fetch: Entry.user | Entry.accessed | Entry.execute,
  load: Entry.user | Entry.accessed | Entry.read,
  store: Entry.user | Entry.accessed | Entry.write | Entry.dirty,
} as const;

/** Whether a leaf with these flags lets a user's access through. */
export const mayUse = (flags: bigint, access: Access) =>
  (flags & NEEDED[access]) === NEEDED[access];

/** The page of 4 KiB that a leaf maps; none if a larger page is not aligned. */
function leaf(entry: bigint, virtual: bigint, level: number): Translation | undefined {
  const within = (1n << (INDEX_BITS * BigInt(level))) - 1n;
  const page = BigInt(pageIn(entry));
  if ((page & within) !== 0n) return undefined;
  return {
    physicalPage: Number(page | ((virtual >> PAGE_BITS) & within)),
    flags: entry & 0xffn,
  };
}
