/**
 * The writes since the last power cut that a fault may take back: each with what stood in its
 * place before it. The oldest are forgotten, as a drive's firmware has written them out long ago.
 */
import type { Pages } from "./pages.js";

/** Tens of requests: what a drive has in its queue and cache when the power goes. */
const RECENT_MAX = 64;
const BEFORE_BYTES_MAX = 1024 * 1024;

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

  /** Notes a write that is about to change `pages`. */
  add(write: Omit<RecentWrite, "before">, pages: Pages, revertible: boolean): void {
    let before: Uint8Array | undefined;
    if (revertible && write.length <= BEFORE_BYTES_MAX) {
      before = new Uint8Array(write.length);
      pages.read(write.offset, before);
    }
    this.#writes.push({ ...write, ...(before && { before }) });
    if (this.#writes.length > RECENT_MAX) this.#writes.shift();
  }

  /** Those that nothing later has overwritten, in part or whole, in order. */
  newest(): RecentWrite[] {
    return this.#writes.filter(
      (write, index) =>
        write.before !== undefined &&
        !this.#writes.slice(index + 1).some((later) => overlap(write, later)),
    );
  }

  clear(): void {
    this.#writes = [];
  }

  snapshot(): readonly RecentWrite[] {
    return this.#writes.slice();
  }

  restore(writes: readonly RecentWrite[]): void {
    this.#writes = writes.slice();
  }
}

interface Range {
  offset: number;
  length: number;
}

/** Whether two ranges of bytes have one in common. */
export function overlap(one: Range, other: Range): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}
