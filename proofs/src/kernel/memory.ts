/** A kernel's memory, read and written as the fields of the specification's state. */
import { MAPPING_SLOTS, REGISTERS, TABLE_ENTRIES } from "@ashlar/kernel/interface";
import { PAGE_BYTES } from "@ashlar/kernel/layout";
import { bigintOf, numberOf, numberOr, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Change, type Field, fields, type Place, State } from "@ashlar/spec/kernel";
import { addressOf, PLACES, slotsOf } from "./relation.js";

/** Numbers whose upper word is below that are exact. */
const EXACT = 2 ** 21;

/** A specification may look at any number before it knows whether there is such a page. */
const smallOf = (literal: Term) => numberOr(literal, Number.POSITIVE_INFINITY);

/** How many slots, registers or mapping slots of a field a page of a type has. */
function countOf(field: Field, type: number): number {
  if (field === fields.MAPPING) return MAPPING_SLOTS;
  return field === fields.REGISTER ? REGISTERS : slotsOf(type);
}

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
    return addressOf(PLACES.get(field)!, page, slot);
  }

  read(field: Field, page: number, slot: number): number | bigint {
    const place = PLACES.get(field)!;
    const address = addressOf(place, page, slot);
    if (address + place.bytes > this.bytes.length) return 0;
    return this.#readAt(address, place.bytes);
  }

  #readAt(address: number, bytes: number): number | bigint {
    const view = this.#view;
    if (bytes === 1) return view.getUint8(address);
    if (bytes === 4) return view.getUint32(address, true);
    if (bytes < 8) return this.bytes.readUIntLE(address, bytes);
    const high = view.getUint32(address + 4, true);
    if (high >= EXACT) return view.getBigUint64(address, true);
    return high * 2 ** 32 + view.getUint32(address, true);
  }

  write(field: Field, page: number, slot: number, value: number | bigint): void {
    const place = PLACES.get(field)!;
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

  /** Becomes what a state is, wherever a field means something. */
  become(state: State): void {
    for (let page = 0; page < this.pages; page++) {
      const type = numberOf(state.get(fields.TYPE, number64(page)));
      for (const [field, { perPage, perSlot }] of PLACES) {
        if (perPage === 0 && page === 0) this.write(field, 0, 0, bigintOf(state.get(field)));
        if (perPage === 0 || !(field.types?.includes(type) ?? true)) continue;
        const count = perSlot === 0 ? 1 : countOf(field, type);
        for (let slot = 0; slot < count; slot++) {
          const at = [number64(page), number64(slot)].slice(0, perSlot === 0 ? 1 : 2);
          this.write(field, page, slot, bigintOf(state.get(field, ...(at as unknown as Place))));
        }
      }
    }
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
