/**
 * A server that is killed while it appends: the vault keeps what it had stored by then.
 *
 * A killed thread's stores are there up to some point of its program: the pad's header, the
 * payload, the record's header, in this order; the rest is what stood there before.
 */
import { vault } from "@ashlar/disk";
import { HEADER_BYTES, SECTOR_BYTES } from "@ashlar/rapilog/format";
import type { Random } from "@ashlar/rapilog/random";
import type { VaultSlot } from "./slot.js";

const { CONTROL_BYTES } = vault;

interface Stretch {
  at: number;
  length: number;
}

export class AppendWitness {
  /** Whether to look: it costs a copy of the vault for each append. */
  awake = false;
  readonly #before: Uint8Array;
  #head = 0;
  #stores: Stretch[] = [];

  constructor(readonly slot: VaultSlot) {
    this.#before = new Uint8Array(slot.bytes.length);
  }

  /** Something is about to be appended. */
  begins(): void {
    if (!this.awake) return;
    this.#before.set(this.slot.bytes);
    this.#head = Number(this.slot.log.core.head());
  }

  /** A record with so many bytes of payload has been. */
  ended(payload_bytes: number): void {
    if (!this.awake) return;
    const { grainSectors } = this.slot.geometry;
    const grain_bytes = grainSectors * SECTOR_BYTES;
    const payload = Math.ceil(payload_bytes / grain_bytes) * grain_bytes;
    const end = Number(this.slot.log.core.head());
    const start = end - (grain_bytes + payload) / SECTOR_BYTES;
    this.#stores = [
      ...(start > this.#head ? [{ at: this.#place(this.#head), length: HEADER_BYTES }] : []),
      { at: this.#place(start) + grain_bytes, length: payload },
      { at: this.#place(start), length: HEADER_BYTES },
    ];
  }

  #place(position: number): number {
    return CONTROL_BYTES + (position % this.slot.geometry.ringSectors) * SECTOR_BYTES;
  }

  /** Takes back what the last append stored after a random point. */
  tear(image: Uint8Array, random: Random): void {
    const before = this.#before;
    const total = this.#stores.reduce((sum, { length }) => sum + length, 0);
    let left = random.below(total + 1);
    for (const { at, length } of this.#stores) {
      const kept = Math.min(left, length);
      image.set(before.subarray(at + kept, at + length), at + kept);
      left -= kept;
    }
  }
}
