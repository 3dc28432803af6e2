/**
 * The log: the server's side of the core. Events in, watermarks and verdicts out.
 *
 * All the state that matters is four positions in one endless stream of sectors, of which the
 * ring holds the part that is not home yet:
 *
 *     released ≤ journaled ≤ head        released ≤ acknowledged ≤ head
 *     acknowledged - journaled ≤ budget  head - released ≤ ring
 *
 * A write is acknowledged when `acknowledged` has passed the end of its record. With a budget
 * of 0 that is when the journal holds it; with a budget it is at once, as long as what the power
 * supply can still write out covers it.
 */
import { PAGE_BYTES, SECTOR_BYTES } from "./format.js";
import { aligned, instantiate, memoryOf, type RapilogExports, STATIC_BYTES } from "./wasm.js";

/** What became of an event that wants to append. `wait` verdicts change nothing: retry later. */
export const Verdict = {
  /** Appended; it is acknowledged once `acknowledged` reaches `head` as it is now. */
  admitted: 0,
  /** The ring is full: wait until `released` moves on. */
  waitRing: 1,
  /** The overlay is full: wait until `released` moves on. */
  waitOverlay: 2,
  /** The power is failing: nothing new is taken until it is back. */
  waitPower: 3,
  /** The journal has failed for good: refuse with EIO. */
  refuseFault: 4,
  /** Outside of the disk, not aligned, empty or longer than a record: the caller's mistake. */
  refuseRange: 5,
} as const;

/** Where a stretch of the disk is to be read from. */
export const Source = { home: 0, ring: 1, zero: 2 } as const;

/** The kinds of range records: `trim` may forget, `zero` must read as zeros, `zeroKeep` likewise
 * and keeps its space reserved (NBD's NO_HOLE). */
export const RangeKind = { zero: 2, trim: 3, zeroKeep: 4 } as const;

/** What `recover` found: the end of the chain, a record (ask again), or a record that must wait
 * until `released` moves on because the overlay is full. */
export const Recover = { end: 0, record: 1, wait: 2 } as const;

/** For `attach`: the next record's sequence number is whatever the first recovered record says. */
export const SEQUENCE_UNKNOWN = 0xffff_ffff_ffff_ffffn;

/** How the journal fares: `failing` makes every write wait for the journal, `failed` refuses. */
export const Fault = { none: 0, failing: 1, failed: 2 } as const;

/** A stretch of a read: `length` bytes from `source`; `address` is in the memory, for the ring. */
export interface Segment {
  source: (typeof Source)[keyof typeof Source];
  length: number;
  address: number;
}

export interface LogOptions {
  /** Sectors in the ring: a power of two, 2^11 (1 MiB) to 2^21 (1 GiB). */
  ringSectors: number;
  /** Sectors that every record is aligned to: 1, or 8 where the journal's block is 4096 bytes. */
  grainSectors: 1 | 8;
  /** The disk's size in bytes, a multiple of 512. */
  diskBytes: number;
  /** Bytes of scratch memory for the driver, e.g. what sockets are read into. */
  stagingBytes: number;
}

const BUCKET_BYTES = 8 * 8 + 8 * 32;
const SEGMENTS_MAX = 65_536 + 64;
const SEGMENT_BYTES = 12;

/** A log on a memory of its own. The vault is mapped over `vaultOffset` by the caller, its
 * control page first, then the ring; a caller who maps nothing has a volatile log (tests). */
export class Log {
  readonly memory: WebAssembly.Memory;
  readonly core: RapilogExports;
  /** Where the control page is in the memory; the ring follows it. */
  readonly vaultOffset: number;
  readonly vaultBytes: number;
  readonly stagingOffset: number;
  readonly stagingBytes: number;
  readonly #segments: Uint32Array;

  constructor(options: LogOptions) {
    const buckets = Math.max(128, options.ringSectors >> 5);
    const indexOffset = STATIC_BYTES;
    const segmentsOffset = aligned(indexOffset + buckets * BUCKET_BYTES);
    this.stagingOffset = aligned(segmentsOffset + SEGMENTS_MAX * SEGMENT_BYTES);
    this.stagingBytes = options.stagingBytes;
    this.vaultOffset = aligned(this.stagingOffset + options.stagingBytes);
    this.vaultBytes = PAGE_BYTES + options.ringSectors * SECTOR_BYTES;
    this.memory = memoryOf(this.vaultOffset + this.vaultBytes);
    this.core = instantiate(this.memory);
    this.#segments = new Uint32Array(this.memory.buffer, segmentsOffset, SEGMENTS_MAX * 3);
    this.core.configure(
      this.vaultOffset + PAGE_BYTES,
      options.ringSectors,
      options.grainSectors,
      BigInt(options.diskBytes),
      indexOffset,
      buckets,
      segmentsOffset,
      SEGMENTS_MAX,
    );
  }

  /** The `index`-th segment that the last `core.read` produced. */
  segment(index: number): Segment {
    const at = 3 * index;
    return {
      source: this.#segments[at] as Segment["source"],
      length: this.#segments[at + 1]!,
      address: this.#segments[at + 2]!,
    };
  }
}
