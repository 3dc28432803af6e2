/**
 * Entering a mapped vault's pages little by little, by the thread that uses them, while it has
 * nothing else to do.
 *
 * Entered at once, 1 GiB costs whoever comes first half a second (the pages are cleared then) and
 * each other one a fifth, before anybody is served. The file is allocated by then, so that a page
 * which is used before its turn only costs its user a page fault, never memory. Of an emergency
 * flush that can concern no more than what is not in the journal yet: what is appended the journal
 * thread reads within milliseconds, and so enters it.
 */
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { addressOf, PAGE_BYTES, populate } from "../linux/index.js";
import { CONTROL_BYTES, type Control } from "./control.js";

/** Clearing so much takes about a tenth of a millisecond. */
const SLICE_BYTES = 256 * 1024;

export class UnenteredPages {
  readonly #address: number;
  readonly #bytes: number;
  #at: number;
  #left: number;

  /** The stretch of `bytes` bytes at `address`, beginning `from` bytes inside of it; all are
   * multiples of a page. */
  constructor(address: number, bytes: number, from: number) {
    this.#address = address;
    this.#bytes = bytes;
    this.#at = from;
    this.#left = bytes;
  }

  /** Enters the next slice; false if nothing is left to enter. A kernel that cannot enter pages
   * leaves them to be entered when they are used. */
  enter(): boolean {
    if (this.#left === 0) return false;
    const length = Math.min(SLICE_BYTES, this.#left, this.#bytes - this.#at);
    const entered = populate(this.#address + this.#at, length);
    this.#left = entered ? this.#left - length : 0;
    this.#at = (this.#at + length) % this.#bytes;
    return this.#left > 0;
  }
}

/** The ring's pages, of a vault that is mapped into `memory` at `offset`: first those that are
 * appended to next. */
export function unenteredRing(
  memory: WebAssembly.Memory,
  offset: number,
  control: Control,
): UnenteredPages {
  const ringSectors = control.get("ringSectors");
  const next = Number(control.get("head") % ringSectors) * SECTOR_BYTES;
  const ring = addressOf(new Uint8Array(memory.buffer)) + offset + CONTROL_BYTES;
  const bytes = Number(ringSectors) * SECTOR_BYTES;
  return new UnenteredPages(ring, bytes, next - (next % PAGE_BYTES));
}
