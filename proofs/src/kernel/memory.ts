/** A kernel's memory, read and written as the fields of the specification's state. */
import { TABLE_ENTRIES } from "@ashlar/kernel/interface";
import { PAGE_BYTES } from "@ashlar/kernel/layout";
import { bigintOf, numberOf, numberOr, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Change, type Field, type Place, State } from "@ashlar/spec/kernel";
import { addressOf, placeOf } from "./relation.js";

/** Numbers whose upper word is below that are exact. */
const EXACT = 2 ** 21;

/** A specification may look at any number before it knows whether there is such a page. */
const smallOf = (literal: Term) => numberOr(literal, Number.POSITIVE_INFINITY);

export class FieldMemory {
  readonly #view: DataView;

  /** The whole of it; `pages` there are, those of devices, which are not in memory, too. */
  constructor(
    readonly bytes: Buffer,
    readonly pages: number,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  addressOf(field: Field, page: number, slot: number): number {
    return addressOf(placeOf(field), page, slot);
  }

  read(field: Field, page: number, slot: number): number | bigint {
    const place = placeOf(field);
    const address = addressOf(place, page, slot);
    if (address + place.bytes > this.bytes.length) return 0;
    return this.#readAt(address, place.bytes);
  }

  #readAt(address: number, bytes: number): number | bigint {
    const view = this.#view;
    if (bytes === 1) return view.getUint8(address);
    if (bytes === 4) return view.getUint32(address, true);
    if (bytes === 2) return view.getUint16(address, true);
    if (bytes === 3) return view.getUint16(address, true) + view.getUint8(address + 2) * 2 ** 16;
    const high = view.getUint32(address + 4, true);
    if (high >= EXACT) return view.getBigUint64(address, true);
    return high * 2 ** 32 + view.getUint32(address, true);
  }

  write(field: Field, page: number, slot: number, value: number | bigint): void {
    const place = placeOf(field);
    const address = addressOf(place, page, slot);
    if (place.bytes < 8) this.bytes.writeUIntLE(Number(value), address, place.bytes);
    else this.bytes.writeBigUInt64LE(BigInt(value), address);
  }

  /** The state that it holds. */
  state(): State {
    const lookup = (field: Field, [page, slot]: Place) => {
      const number = page === undefined ? 0 : smallOf(page);
      const at = slot === undefined ? 0 : smallOf(slot);
      const isThere = number < this.pages && at < TABLE_ENTRIES;
      return number64(isThere ? this.read(field, number, at) : 0);
    };
    return State.of(number64(this.pages), lookup);
  }

  /** Becomes what it is after these changes; the last one is the first. */
  apply(changes: readonly Change[]): void {
    for (const change of changes.toReversed()) this.#apply(change);
  }

  #apply(change: Change): void {
    if (change.when !== TRUE) return;
    if ("cleared" in change) {
      const address = numberOf(change.cleared) * PAGE_BYTES;
      this.bytes.fill(0, address, address + PAGE_BYTES);
      return;
    }
    const [page, slot] = change.place.map((part) => numberOf(part!));
    this.write(change.field, page ?? 0, slot ?? 0, bigintOf(change.value));
  }
}
