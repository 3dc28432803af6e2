/**
 * The plan: the keeper's side of the core. It turns a stretch of the stream into home writes.
 *
 * An epoch is a stretch [from, to) of the stream that the journal holds. Within it, writes
 * between two range records (zero, trim) form a batch: the newest version of every sector, sorted
 * by address, adjacent ones joined to one run. Range records are applied in their place between
 * the batches. Every record is verified, payload included, before a byte of it goes home.
 *
 * Usage, by the keeper's home thread:
 *
 *     while (plan.begin(position, to)) {            // one batch or one range record
 *       for (let run = plan.next(); run; run = plan.next()) backing.write(run.pieces, run.offset)
 *       position = plan.position
 *     }
 *     backing.sync(); superblock.released = to; ...
 */
import { PAGE_BYTES, SECTOR_BYTES } from "./format.js";
import { aligned, instantiate, memoryOf, type RapilogExports, STATIC_BYTES } from "./wasm.js";

/** What `begin` found. */
export const Batch = {
  /** Nothing: `from` has reached `to`. */
  none: 0,
  /** Writes: fetch them with `next`. */
  writes: 1,
  /** One range record: `offset`, `length` tell which. */
  zero: 2,
  trim: 3,
  zeroKeep: 4,
  /** The record at `position` does not verify: memory or journal is damaged; stop. */
  damaged: 5,
} as const;

export interface PlanOptions {
  ringSectors: number;
  grainSectors: 1 | 8;
  /** The longest home write, in bytes, a multiple of 4096: it bounds what delays an emergency. */
  runBytesMax: number;
  /** The stream's identity, as in the control page. */
  stream: bigint;
}

/** One home write: `pieces` (machine-relative: offsets in `memory`) go to disk byte `offset` on. */
export interface Run {
  offset: number;
  length: number;
  pieces: { offset: number; length: number }[];
}

const FRAGMENT_BYTES = 16;
const PIECES_MAX = 1024;

export class Plan {
  readonly memory: WebAssembly.Memory;
  readonly core: RapilogExports;
  /** Where the caller maps the vault, control page first. */
  readonly vaultOffset: number;
  readonly vaultBytes: number;
  readonly #pieces: Uint32Array;

  constructor(options: PlanOptions) {
    const fragmentsMax = Math.max(4096, options.ringSectors >> 3);
    const table = STATIC_BYTES;
    const pieces = aligned(table + 2 * fragmentsMax * FRAGMENT_BYTES);
    this.vaultOffset = aligned(pieces + PIECES_MAX * 8);
    this.vaultBytes = PAGE_BYTES + options.ringSectors * SECTOR_BYTES;
    this.memory = memoryOf(this.vaultOffset + this.vaultBytes);
    this.core = instantiate(this.memory);
    this.#pieces = new Uint32Array(this.memory.buffer, pieces, PIECES_MAX * 2);
    this.core.planConfigure(
      this.vaultOffset + PAGE_BYTES,
      options.ringSectors,
      options.grainSectors,
      table,
      fragmentsMax,
      pieces,
      PIECES_MAX,
      options.runBytesMax,
    );
    this.core.planAttach(options.stream);
  }

  /** Takes up the batch that starts at stream position `from`, never beyond `to`. */
  begin(from: bigint, to: bigint): (typeof Batch)[keyof typeof Batch] {
    return this.core.planBegin(from, to) as (typeof Batch)[keyof typeof Batch];
  }

  /** The stream position that the batch taken up by `begin` ends at. */
  get position(): bigint {
    return this.core.planPosition();
  }

  /** The incarnation of the last record taken up, 0 before any: together with `position` it goes
   * into the superblock, as the floor for a recovery from there. */
  get incarnation(): bigint {
    return this.core.planIncarnation();
  }

  /** What part of the batch's writes the runs so far cover, from 0 to 1. */
  get progress(): number {
    const fragments = this.core.planFragments();
    return fragments === 0 ? 1 : this.core.planTaken() / fragments;
  }

  /** Of a range record: its first byte and its length on the disk. */
  get range(): { offset: number; length: number } {
    return { offset: Number(this.core.planOffset()), length: Number(this.core.planLength()) };
  }

  /** The next home write of the batch, in ascending disk order; undefined after the last. */
  next(): Run | undefined {
    const count = this.core.planNext();
    if (count === 0) return undefined;
    const pieces = Array.from({ length: count }, (_, index) => ({
      offset: this.#pieces[2 * index]!,
      length: this.#pieces[2 * index + 1]!,
    }));
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    return { offset: Number(this.core.planOffset()), length, pieces };
  }
}
