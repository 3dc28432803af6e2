/** Memory of known bytes at known addresses, in regions; between them there is nothing. */
import {
  bigintOf,
  boolean,
  constant,
  isLiteral,
  numberOf,
  numberOr,
  sortOf,
  type Term,
} from "@ashlar/logic";
import { giveUp } from "../../common/unfinished.js";
import type { Place } from "./place.js";

export interface Region {
  /** Below 2^53. */
  readonly start: number;
  readonly bytes: Uint8Array;
}

interface Extent {
  readonly start: number;
  readonly end: number;
  readonly view: DataView;
}

export class FlatMemory implements Place {
  readonly #regions: Extent[] = [];
  #latest: Extent | undefined;

  constructor(regions: readonly Region[]) {
    for (const { start, bytes } of regions) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.#regions.push({ start, end: start + bytes.byteLength, view });
    }
  }

  #at(address: number, bytes: number) {
    const holds = (region: Extent) => region.start <= address && address + bytes <= region.end;
    if (this.#latest === undefined || !holds(this.#latest))
      this.#latest = this.#regions.find(holds);
    return this.#latest;
  }

  #place(address: Term, bytes: number) {
    const at = numberOf(address);
    const region = this.#at(at, bytes);
    if (region === undefined) throw new RangeError(`there is no memory at 0x${at.toString(16)}`);
    return { view: region.view, offset: at - region.start };
  }

  isOutside(address: Term, bytes: number): Term {
    if (!isLiteral(address)) return giveUp("an address in a memory of bytes is not known");
    return boolean(this.#at(numberOr(address, -1), bytes) === undefined);
  }

  load(address: Term, bytes: number): Term {
    const { view, offset } = this.#place(address, bytes);
    switch (bytes) {
      case 1:
        return constant(8, view.getUint8(offset));
      case 2:
        return constant(16, view.getUint16(offset, true));
      case 4:
        return constant(32, view.getUint32(offset, true));
      default:
        return constant(64, view.getBigUint64(offset, true));
    }
  }

  store(address: Term, value: Term): void {
    if (!isLiteral(value)) giveUp("a value stored to a memory of bytes is not known");
    const bits = sortOf(value);
    const { view, offset } = this.#place(address, bits / 8);
    if (bits === 64) view.setBigUint64(offset, bigintOf(value), true);
    else if (bits === 32) view.setUint32(offset, numberOf(value), true);
    else if (bits === 16) view.setUint16(offset, numberOf(value), true);
    else view.setUint8(offset, numberOf(value));
  }

  parcel(address: number): number | undefined {
    const region = this.#at(address, 2);
    return region?.view.getUint16(address - region.start, true);
  }

  fork(): never {
    return giveUp("paths part in a memory of bytes: use a memory of terms");
  }

  joined(): never {
    return giveUp("two paths meet with memories of bytes: use a memory of terms");
  }
}
