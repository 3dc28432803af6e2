/**
 * The writes since the last power cut that a fault may take back: each with what stood in its
 * place before it. Bounded: the oldest are forgotten.
 */
import type { ByteRange, Pages } from "./pages.js";

/** As much as the cache of a disk holds, see `CACHE`: a promise is seldom older. */
const RECENT_MAX = 1024;
const BEFORE_BYTES_MAX = 16 * 1024 * 1024;
/** Writes are forgotten in groups, so that the list is not shifted for every request. */
const KEPT = 7 / 8;

export interface RecentWrite {
  readonly number: number;
  readonly offset: number;
  readonly length: number;
  readonly begins_ns: number;
  readonly completes_ns: number;
  /** What stood there; undefined where it cannot be taken back. */
  readonly before?: Uint8Array;
}

export class RecentWrites {
  #writes: RecentWrite[] = [];
  #before_bytes = 0;

  /** Notes a write that is about to change `pages`. */
  add(write: Omit<RecentWrite, "before">, pages: Pages, revertible: boolean): void {
    const { number, offset, length, begins_ns, completes_ns } = write;
    const noted = { number, offset, length, begins_ns, completes_ns };
    if (revertible) {
      const before = new Uint8Array(length);
      pages.read(offset, before);
      this.#writes.push({ ...noted, before });
      this.#before_bytes += length;
    } else this.#writes.push(noted);
    this.#forgetOldest();
  }

  /** Those that nothing later has overwritten, in part or whole, in order. */
  newest(): RecentWrite[] {
    return this.#writes.filter(
      (write, index) =>
        write.before !== undefined &&
        !this.#writes.some((later, at) => at > index && overlap(write, later)),
    );
  }

  clear(): void {
    this.#writes = [];
    this.#before_bytes = 0;
  }

  snapshot(): readonly RecentWrite[] {
    return this.#writes.slice();
  }

  restore(writes: readonly RecentWrite[]): void {
    this.#writes = writes.slice();
    this.#before_bytes = writes.reduce((sum, { before }) => sum + (before?.length ?? 0), 0);
  }

  #forgetOldest(): void {
    if (this.#writes.length <= RECENT_MAX && this.#before_bytes <= BEFORE_BYTES_MAX) return;
    let count = 0;
    while (
      this.#writes.length - count > RECENT_MAX * KEPT ||
      this.#before_bytes > BEFORE_BYTES_MAX * KEPT
    )
      this.#before_bytes -= this.#writes[count++]!.before?.length ?? 0;
    this.#writes.splice(0, count);
  }
}

/** Whether two ranges of bytes have one in common. */
export function overlap(one: ByteRange, other: ByteRange): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}
