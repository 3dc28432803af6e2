/**
 * Any backing, at the speed of a modelled disk.
 *
 * A request reserves its place on the modelled disk, is done on the backing below, and then
 * waits for the model's time. So the disk below must be faster than the modelled one, best a
 * file on tmpfs; where it was not, the request counts as late. The model adds time only: data
 * and errors are those of the backing below.
 */
import type { Piece } from "../linux/index.js";
import { tightenTimers } from "../linux/index.js";
import type { Backing, Extent } from "./backing.js";
import type { RequestKind } from "./models/model.js";
import type { ModelCounters, SharedDisk } from "./shared-disk.js";
import { waitUntil } from "./wait.js";

export interface ModelledOptions {
  /** Where the backing's first byte lies on the modelled disk. Default: 0. Backings that share
   * a disk lie side by side, so that the arm has a way to go between them. */
  place_bytes?: number;
  /** From `calibrate`. */
  slack_ns: number;
}

export class ModelledBacking implements Backing {
  readonly bytes: number;
  readonly logicalBlock: number;
  readonly direct: boolean;
  readonly punches: boolean;
  readonly #inner: Backing;
  readonly #disk: SharedDisk;
  readonly #place_bytes: number;
  readonly #slack_ns: number;

  constructor(inner: Backing, disk: SharedDisk, options: ModelledOptions) {
    this.bytes = inner.bytes;
    this.logicalBlock = inner.logicalBlock;
    this.direct = inner.direct;
    this.punches = inner.punches;
    this.#inner = inner;
    this.#disk = disk;
    this.#place_bytes = options.place_bytes ?? 0;
    this.#slack_ns = options.slack_ns;
    tightenTimers();
  }

  read(address: number, length: number, offset: number): void {
    this.#timed("read", offset, length, () => this.#inner.read(address, length, offset));
  }

  write(address: number, length: number, offset: number): void {
    this.#timed("write", offset, length, () => this.#inner.write(address, length, offset));
  }

  writeGathered(pieces: readonly Piece[], offset: number): void {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    this.#timed("write", offset, length, () => this.#inner.writeGathered(pieces, offset));
  }

  sync(): void {
    this.#timed("flush", 0, 0, () => this.#inner.sync());
  }

  zero(offset: number, length: number, keep: boolean): void {
    const kind = keep ? "write" : "discard";
    this.#timed(kind, offset, length, () => this.#inner.zero(offset, length, keep));
  }

  extents(offset: number, length: number): Extent[] {
    return this.#inner.extents(offset, length);
  }

  close(): void {
    this.#inner.close();
  }

  counters(): ModelCounters {
    return this.#disk.counters();
  }

  #timed(kind: RequestKind, offset: number, length: number, action: () => void): void {
    const deadline_ns = this.#disk.reserve(kind, this.#place_bytes + offset, length);
    action();
    const waited = waitUntil(deadline_ns, this.#slack_ns);
    this.#disk.account(waited.late_ns, waited.spinCpu_ns);
  }
}
