/**
 * A simulated disk as the `Backing` that the service writes to: synchronous, at machine
 * addresses, in virtual time. Each request advances the clock to its completion.
 *
 * A caller that wants to cut the power in the middle of a request looks at `pending(time)` with a
 * time before `clock.now_ns` after it, or cuts in `during`, which is called before the clock goes.
 */
import { type backing, linux } from "@ashlar/disk";
import type { Disk, VirtualClock } from "./disk.js";
import { PAGE_BYTES } from "./pages.js";

export interface SimulatedBackingOptions {
  /** Whether `punch` is offered; default true. */
  punches?: boolean;
  /** Called during each request that changes something, its effect pending; may throw. */
  during?: (completes_ns: number) => void;
}

export class SimulatedBacking implements backing.Backing {
  readonly bytes: number;
  readonly logicalBlock: number;
  readonly direct = true;
  readonly punches: boolean;
  readonly #during: (completes_ns: number) => void;

  constructor(
    readonly disk: Disk,
    readonly clock: VirtualClock,
    options: SimulatedBackingOptions = {},
  ) {
    this.bytes = disk.bytes;
    this.logicalBlock = disk.sector_bytes;
    this.punches = options.punches ?? true;
    this.#during = options.during ?? (() => {});
  }

  read(address: number, length: number, offset: number): void {
    const bytes = new Uint8Array(length);
    this.clock.advanceTo(this.disk.read(offset, bytes));
    linux.copyTo(address, bytes);
  }

  write(address: number, length: number, offset: number): void {
    this.writeGathered([{ address, length }], offset);
  }

  writeGathered(pieces: readonly linux.Piece[], offset: number): void {
    const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const { address, length } of pieces) {
      linux.copyFrom(address, bytes.subarray(at, at + length));
      at += length;
    }
    this.#finish(this.disk.write(offset, bytes, { given: true }));
  }

  sync(): void {
    this.#finish(this.disk.sync());
  }

  zero(offset: number, length: number, keep: boolean): void {
    const completes_ns =
      keep || !this.punches ? this.disk.zero(offset, length) : this.disk.punch(offset, length);
    this.#finish(completes_ns);
  }

  extents(offset: number, length: number): backing.Extent[] {
    return [...extentsOf(this.disk, offset, length)];
  }

  close(): void {}

  #finish(completes_ns: number): void {
    this.#during(completes_ns);
    this.clock.advanceTo(completes_ns);
  }
}

/** The extents of a range of a disk, in order and without gaps. */
export function* extentsOf(disk: Disk, offset: number, length: number): Generator<backing.Extent> {
  const end = offset + length;
  let from = offset;
  for (let at = offset; at < end; ) {
    const next = Math.min(end, (Math.floor(at / PAGE_BYTES) + 1) * PAGE_BYTES);
    const allocated = disk.isAllocated(at);
    if (next === end || disk.isAllocated(next) !== allocated) {
      yield { offset: from, length: next - from, allocated };
      from = next;
    }
    at = next;
  }
}
