/**
 * The model: what the core must do, written to be obviously right rather than fast.
 *
 * It keeps every record of the stream as an object, the disk as an array of bytes, and answers a
 * read by applying all records in order. It judges the core on random histories (`*.test.ts`).
 */
import { RECORD_BYTES_MAX, SECTOR_BYTES } from "./format.js";
import { Fault, RangeKind, Verdict } from "./log.js";

interface Record {
  offset: number;
  length: number;
  /** Undefined: zeros. */
  data: Uint8Array | undefined;
  /** Stream position where the record ends. */
  end: number;
}

export interface ModelOptions {
  ringSectors: number;
  grainSectors: number;
  diskBytes: number;
}

export class Model {
  released = 0;
  journaled = 0;
  acknowledged = 0;
  head = 0;
  readonly #home: Uint8Array;
  #records: Record[] = [];
  #budgetSectors = 0;
  #powerFails = false;
  #fault: number = Fault.none;

  constructor(readonly options: ModelOptions) {
    this.#home = new Uint8Array(options.diskBytes);
  }

  /** The verdict that a write must get, but for a full overlay, of which the model knows nothing. */
  verdictOf(offset: number, length: number, payload: number): number {
    const sound =
      length > 0 &&
      offset % SECTOR_BYTES === 0 &&
      length % SECTOR_BYTES === 0 &&
      offset + length <= this.options.diskBytes &&
      payload <= RECORD_BYTES_MAX;
    if (!sound) return Verdict.refuseRange;
    if (this.#powerFails) return Verdict.waitPower;
    if (this.#fault === Fault.failed) return Verdict.refuseFault;
    const needed = this.#sectorsFor(payload);
    if (this.head + needed - this.released > this.options.ringSectors) return Verdict.waitRing;
    return Verdict.admitted;
  }

  #recordSectors(payload: number): number {
    const grain = this.options.grainSectors;
    return grain + Math.ceil(payload / SECTOR_BYTES / grain) * grain;
  }

  /** Sectors that appending takes, the pad before the ring's end included. */
  #sectorsFor(payload: number): number {
    const size = this.#recordSectors(payload);
    const room = this.options.ringSectors - (this.head % this.options.ringSectors);
    return size > room ? room + size : size;
  }

  write(offset: number, data: Uint8Array): void {
    this.head += this.#sectorsFor(data.length);
    this.#records.push({ offset, length: data.length, data: data.slice(), end: this.head });
    this.#acknowledge();
  }

  zero(offset: number, length: number): void {
    this.head += this.#sectorsFor(0);
    this.#records.push({ offset, length, data: undefined, end: this.head });
    this.#acknowledge();
  }

  #acknowledge(): void {
    const absorbs = !this.#powerFails && this.#fault === Fault.none;
    const reach = this.journaled + (absorbs ? this.#budgetSectors : 0);
    this.acknowledged = Math.max(this.acknowledged, Math.min(this.head, reach));
  }

  budget(bytes: number): void {
    this.#budgetSectors = Math.floor(bytes / SECTOR_BYTES);
    this.#acknowledge();
  }

  power(state: number): void {
    this.#powerFails = state !== 0;
    this.#acknowledge();
  }

  fault(state: number): void {
    this.#fault = state;
    this.#acknowledge();
  }

  journal(position: number): void {
    this.journaled = Math.max(this.journaled, position);
    this.#acknowledge();
  }

  release(position: number): void {
    for (const record of this.#records) if (record.end <= position) apply(this.#home, 0, record);
    this.#records = this.#records.filter((record) => record.end > position);
    this.released = Math.max(this.released, position);
    this.journal(position);
  }

  /** What must stand on the disk itself. */
  get home(): Uint8Array {
    return this.#home;
  }

  /** The disk as a client sees it. */
  read(offset: number, length: number): Uint8Array {
    return this.#replay(offset, length, this.head);
  }

  /** The disk after the records that end at or before `position`. */
  stateAt(position: number): Uint8Array {
    return this.#replay(0, this.#home.length, position);
  }

  #replay(offset: number, length: number, position: number): Uint8Array {
    const state = this.#home.slice(offset, offset + length);
    for (const record of this.#records) if (record.end <= position) apply(state, offset, record);
    return state;
  }

  /** Positions where the live records end, the first being `released`. */
  ends(): number[] {
    return [this.released, ...this.#records.map((record) => record.end)];
  }

  /** The 4 KiB pages that live records touch, oldest first: what the overlay has to hold. */
  livePages(): number[] {
    const pages = new Set<number>();
    for (const { offset, length } of this.#records)
      for (let page = offset >> 12; page <= (offset + length - 1) >> 12; page++) pages.add(page);
    return [...pages];
  }

  /** After a restart: everything after `position` is gone, and what the driver had set. */
  truncate(position: number): void {
    this.#records = this.#records.filter((record) => record.end <= position);
    this.head = position;
    this.journaled = Math.min(this.journaled, position);
    this.acknowledged = this.journaled;
    this.#budgetSectors = 0;
    this.#powerFails = false;
    this.#fault = Fault.none;
  }
}

/** Applies a record to a stretch of the disk that begins at byte `start`. */
function apply(stretch: Uint8Array, start: number, record: Record): void {
  const from = Math.max(record.offset, start);
  const to = Math.min(record.offset + record.length, start + stretch.length);
  if (from >= to) return;
  const part = record.data?.subarray(from - record.offset, to - record.offset);
  if (part) stretch.set(part, from - start);
  else stretch.fill(0, from - start, to - start);
}

/** The range kinds, as a list to choose from. */
export const RANGE_KINDS = Object.values(RangeKind);
