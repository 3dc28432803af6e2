/**
 * The journal: the durable copy of the ring, and the superblock that says where replay begins.
 *
 *     byte 0        superblock, slot 0 (4096 bytes)
 *     byte 4096     superblock, slot 1
 *     byte 1 MiB    ring: position p of the stream at 1 MiB + (p mod ringSectors) · 512
 *
 * Fault model: power may fail during any write; a write that was not synced is there whole, in
 * part or not at all. A superblock counts when it is synced (`confirm`), and only then is the
 * other slot written over. The whole ring is written once when the journal is made: in space that
 * is only reserved, a flush has to record what became of it first, and took six times as long.
 */
import assert from "node:assert/strict";
import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { type AlignedBuffer, alignedBuffer, type Backing } from "../backing/index.js";
import { AshlarError } from "../errors.js";
import { allocate } from "../linux/index.js";
import {
  encodeSuperblock,
  isTorn,
  isZero,
  newestSuperblock,
  SLOT_BYTES,
  type Superblock,
} from "./superblock.js";

export const RING_OFFSET = 1024 * 1024;
const PIECE_BYTES = 1024 * 1024;

/** Told the bytes done and the bytes in all, now and then during long work. */
export type Progress = (done: number, total: number) => void;

/** The size of a journal whose ring has `ringSectors` sectors. */
export function journalBytes(ringSectors: number): number {
  return RING_OFFSET + ringSectors * SECTOR_BYTES;
}

/** Where the sector at a stream position lies in the journal. */
export function journalOffset(position: bigint, ringSectors: number): number {
  return RING_OFFSET + Number(position % BigInt(ringSectors)) * SECTOR_BYTES;
}

export class Journal {
  readonly backing: Backing;
  readonly #slots: AlignedBuffer;
  #current: Superblock;
  #slot: 0 | 1;
  #staged: Superblock | undefined;
  #isSettled: boolean;

  /** `current` is what slot `slot` of the backing holds; `isSettled`: and that is synced. */
  private constructor(
    backing: Backing,
    slots: AlignedBuffer,
    current: Superblock,
    slot: 0 | 1,
    isSettled: boolean,
  ) {
    this.backing = backing;
    this.#slots = slots;
    this.#current = current;
    this.#slot = slot;
    this.#isSettled = isSettled;
  }

  /** Reads the superblock; `journal-damaged` if neither slot holds one. */
  static open(backing: Backing, name: string): Journal {
    if (backing.bytes < RING_OFFSET) throw new AshlarError("journal-damaged", `${name}: cut short`);
    const slots = alignedBuffer(2 * SLOT_BYTES);
    backing.read(slots.address, 2 * SLOT_BYTES, 0);
    const pair: [Uint8Array, Uint8Array] = [
      slots.bytes.slice(0, SLOT_BYTES),
      slots.bytes.slice(SLOT_BYTES),
    ];
    const newest = newestSuperblock(pair);
    if (newest === undefined) throw new AshlarError("journal-damaged", name);
    const { slot, superblock } = newest;
    if (backing.bytes < journalBytes(superblock.ringSectors))
      throw new AshlarError("journal-damaged", `${name}: cut short`);
    return new Journal(backing, slots, superblock, slot, false);
  }

  /** Writes all of the ring, then the first superblock, on a backing that is large enough. */
  static format(backing: Backing, first: Superblock, progress: Progress = () => {}): Journal {
    assert(backing.bytes >= journalBytes(first.ringSectors), "journal: backing too small");
    const slots = alignedBuffer(2 * SLOT_BYTES);
    backing.write(slots.address, 2 * SLOT_BYTES, 0);
    fillWithZeros(backing, journalBytes(first.ringSectors), progress);
    backing.sync();
    const journal = new Journal(backing, slots, first, 1, true);
    journal.commit({});
    return journal;
  }

  get superblock(): Readonly<Superblock> {
    return this.#current;
  }

  /** Writes the next superblock to the other slot. It counts after a sync and `confirm`; until
   * then staging again replaces it, whatever became of it on the disk. */
  stage(changes: Partial<Superblock>): void {
    const sequence = changes.sequence ?? this.#current.sequence + 1n;
    assert(sequence > this.#current.sequence, "superblock: sequence must grow");
    const next = { ...this.#current, ...changes, sequence };
    this.#settle();
    const at = (1 - this.#slot) * SLOT_BYTES;
    this.#slots.bytes.set(encodeSuperblock(next), at);
    this.#staged = next;
    this.backing.write(this.#slots.address + at, SLOT_BYTES, at);
  }

  /**
   * What `open` read may have been written by a keeper that was killed before it could sync: it is
   * there, and the power may still take it. It is written again, as after any doubt, before the
   * other slot, the only one that is certainly durable then, is written over.
   */
  #settle(): void {
    if (this.#isSettled) return;
    const at = this.#slot * SLOT_BYTES;
    this.backing.write(this.#slots.address + at, SLOT_BYTES, at);
    this.backing.sync();
    this.#isSettled = true;
  }

  /** The staged superblock has been synced. */
  confirm(): void {
    if (!this.#staged) return;
    this.#current = this.#staged;
    this.#slot = this.#slot === 0 ? 1 : 0;
    this.#staged = undefined;
  }

  /** Stages, syncs and confirms. */
  commit(changes: Partial<Superblock>): void {
    this.stage(changes);
    this.backing.sync();
    this.confirm();
  }

  /**
   * Wipes where the next record's header will stand, if the ring has room for one between `head`
   * and `released`; durable after the next sync. A torn record of an earlier life may have begun
   * there, and what is written over its other sectors could make it whole (decision 5).
   */
  fence(released: bigint, head: bigint): void {
    const { ringSectors, grainSectors } = this.#current;
    if (head - released >= BigInt(ringSectors)) return;
    const nothing = alignedBuffer(grainSectors * SECTOR_BYTES);
    const offset = journalOffset(head, ringSectors);
    this.backing.write(nothing.address, nothing.bytes.length, offset);
  }

  close(): void {
    this.backing.close();
  }
}

function fillWithZeros(backing: Backing, bytes: number, progress: Progress): void {
  const zeros = alignedBuffer(PIECE_BYTES);
  for (let at = RING_OFFSET; at < bytes; at += PIECE_BYTES) {
    backing.write(zeros.address, Math.min(PIECE_BYTES, bytes - at), at);
    progress(at, bytes);
  }
  progress(bytes, bytes);
}

/**
 * Makes a journal in a new file. It is built under another name, so that a crash meanwhile leaves
 * no half journal behind. `open` opens a file as a backing.
 */
export function createJournalFile(
  path: string,
  ringSectors: number,
  open: (path: string) => Backing,
  first: (logicalBlock: number) => Superblock,
  progress?: Progress,
): void {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  const fd = openSync(temporary, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    allocate(fd, 0, journalBytes(ringSectors));
    const backing = open(temporary);
    Journal.format(backing, first(backing.logicalBlock), progress).close();
    fsyncSync(fd);
    renameSync(temporary, path);
    syncDirectory(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

function syncDirectory(path: string): void {
  const fd = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Whether a device holds nothing where a journal has its superblocks, or only what was left when
 * the power failed while the first one was being written: it may become a journal. */
export function isBlank(backing: Backing): boolean {
  const start = alignedBuffer(2 * SLOT_BYTES);
  backing.read(start.address, 2 * SLOT_BYTES, 0);
  if (!isZero(start.bytes.subarray(SLOT_BYTES))) return false;
  const slot = start.bytes.subarray(0, SLOT_BYTES);
  return isZero(slot) || isTorn(slot);
}
