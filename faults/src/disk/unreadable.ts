/** The ranges of a disk that cannot be read until they are written again. */
import type { ByteRange } from "./pages.js";
import { overlap } from "./recent-writes.js";

export class Unreadable {
  #ranges: readonly ByteRange[] = [];

  get ranges(): readonly ByteRange[] {
    return this.#ranges;
  }

  add(range: ByteRange): void {
    this.clear(range.offset, range.length);
    this.#ranges = [...this.#ranges, range];
  }

  touches(offset: number, length: number): boolean {
    return this.#ranges.some((range) => overlap(range, { offset, length }));
  }

  /** A range was written and can be read again. */
  clear(offset: number, length: number): void {
    if (!this.touches(offset, length)) return;
    const end = offset + length;
    const parts = this.#ranges.flatMap((range) => {
      const rangeEnd = range.offset + range.length;
      const right = Math.max(range.offset, end);
      return [
        { offset: range.offset, length: Math.min(rangeEnd, offset) - range.offset },
        { offset: right, length: rangeEnd - right },
      ];
    });
    this.#ranges = parts.filter((part) => part.length > 0);
  }

  restore(ranges: readonly ByteRange[]): void {
    this.#ranges = ranges;
  }
}
