/**
 * What the laboratory asks of a disk in process: requests in virtual time, and power cuts.
 *
 * A request takes place at the clock's time and returns when it completes, in virtual
 * nanoseconds; it does not advance the clock, so that several may be under way. Its effect is
 * seen by readers at once. Times of requests never go back. Data are in bytes of this process;
 * offsets and lengths are multiples of the sector. Failures are `SystemError`s.
 */
import type { Choice, Effect } from "./effect.js";

/** The time that a disk lives in; it only grows. */
export interface Clock {
  readonly now_ns: number;
}

/** A clock that goes when it is told to. */
export class VirtualClock implements Clock {
  now_ns = 0;

  /** Goes on to a time, unless that is past. */
  advanceTo(time_ns: number): void {
    if (time_ns > this.now_ns) this.now_ns = time_ns;
  }
}

export interface Disk {
  /** Size in bytes. */
  readonly bytes: number;
  /** What a write is torn at, and the smallest transfer. */
  readonly sector_bytes: number;
  read(offset: number, into: Uint8Array): number;
  write(offset: number, data: Uint8Array, options?: WriteOptions): number;
  /** Makes a range read as zeros, and keeps its space. */
  zero(offset: number, length: number, options?: WriteOptions): number;
  /** Makes a range read as zeros, and releases its space. */
  punch(offset: number, length: number, options?: WriteOptions): number;
  sync(): number;
  /** Whether the sector's page is allocated. */
  isAllocated(offset: number): boolean;
  /** What a power cut at this time (default: now) may take, in order of issue. A time before the
   * completion of the latest request looks into its middle. */
  pending(at_ns?: number): readonly Effect[];
  /** Cuts the power: of each effect in `pending(at_ns)` what the choice says survives. The disk
   * then holds the durable bytes and goes on working, its cache empty. */
  cut(choice: Choice, at_ns?: number): void;
  /** Everything about the disk at this moment, to go back to, any number of times; constant time
   * but for the pending effects. The clock is not part of it. */
  snapshot(): DiskState;
  restore(state: DiskState): void;
}

export interface WriteOptions {
  /** Force unit access: durable when it completes, whatever becomes of what was before. */
  fua?: boolean;
  /** The disk may keep the data without a copy: the caller will never change them. */
  given?: boolean;
}

/** Opaque: what `snapshot` gives and `restore` of the same kind of disk takes. */
export type DiskState = object;
