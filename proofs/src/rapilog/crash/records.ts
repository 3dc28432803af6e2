/** Which whole records stand in a journal's ring, told by the bytes that were appended. */
import { HEADER_BYTES, SECTOR_BYTES } from "@ashlar/rapilog/format";

interface Appended {
  readonly position: number;
  readonly life: bigint;
  readonly header: Uint8Array;
  readonly payload: Uint8Array;
}

export class Records {
  readonly #all: Appended[] = [];

  constructor(readonly grainBytes: number) {}

  /** A record was appended at a position; so many sectors of it, which stand in `ring`, mean
   * something. */
  add(ring: Uint8Array, position: number, sectors: number, life: bigint): void {
    const at = (position * SECTOR_BYTES) % ring.length;
    this.#all.push({
      ...{ position, life },
      header: ring.slice(at, at + HEADER_BYTES),
      payload: ring.slice(at + this.grainBytes, at + sectors * SECTOR_BYTES),
    });
  }

  /** By position: the life of the whole record that stands there. */
  in(ring: Uint8Array): Map<number, bigint> {
    const whole = this.#all.filter((record) => isWhole(ring, record, this.grainBytes));
    return new Map(whole.map(({ position, life }) => [position, life]));
  }
}

function isWhole(ring: Uint8Array, record: Appended, grainBytes: number): boolean {
  const at = (record.position * SECTOR_BYTES) % ring.length;
  const stands = (bytes: Uint8Array, from: number) =>
    Buffer.compare(bytes, ring.subarray(from, from + bytes.length)) === 0;
  return stands(record.header, at) && stands(record.payload, at + grainBytes);
}
