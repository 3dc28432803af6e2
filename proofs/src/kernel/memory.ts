/** A kernel's memory, read and written as the fields of the specification's state. */
import { TABLE_ENTRIES } from "@ashlar/kernel/interface";
import { PAGE_BYTES } from "@ashlar/kernel/layout";
import { bigintOf, numberOf, TRUE } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Change, type Field, type Place, State } from "@ashlar/spec/kernel";
import { addressOf, PLACES } from "./relation.js";

export class FieldMemory {
  /** The whole of it; `pages` there are, those of devices, which are not in memory, too. */
  constructor(
    readonly bytes: Buffer,
    readonly pages: number,
  ) {}

  addressOf(field: Field, page: number, slot: number): number {
    return addressOf(PLACES.get(field)!, page, slot);
  }

  read(field: Field, page: number, slot: number): number | bigint {
    const place = PLACES.get(field)!;
    const address = addressOf(place, page, slot);
    if (address + place.bytes > this.bytes.length) return 0;
    if (place.bytes < 8) return this.bytes.readUIntLE(address, place.bytes);
    return this.bytes.readBigUInt64LE(address);
  }

  write(field: Field, page: number, slot: number, value: number | bigint): void {
    const place = PLACES.get(field)!;
    const address = addressOf(place, page, slot);
    if (place.bytes < 8) this.bytes.writeUIntLE(Number(value), address, place.bytes);
    else this.bytes.writeBigUInt64LE(BigInt(value), address);
  }

  /** The state that it holds. */
  state(): State {
    const pages = BigInt(this.pages);
    const lookup = (field: Field, [page, slot]: Place) => {
      // A specification may look at any number before it knows whether there is such a page.
      const number = page === undefined ? 0n : bigintOf(page);
      const at = slot === undefined ? 0n : bigintOf(slot);
      const isThere = number < pages && at < BigInt(TABLE_ENTRIES);
      return number64(isThere ? this.read(field, Number(number), Number(at)) : 0);
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
