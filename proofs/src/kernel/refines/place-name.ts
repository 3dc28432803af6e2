/** What lies at an address of the kernel's memory, in the specification's words. */
import * as numbers from "@ashlar/kernel/interface";
import { KERNEL, PAGE_BYTES, PAGE_INFO, PAGE_INFO_BITS } from "@ashlar/kernel/layout";
import { type Field, fields } from "@ashlar/spec/kernel";
import { PLACES, type Place, slotsOf } from "../relation.js";

/** Of each type of page, by its number. */
export const TYPE_NAMES: readonly string[] = [
  ...["free page", "Untyped", "CNode", "Thread", "Indirection", "Endpoint", "Notification"],
  ...["Frame", "root table", "middle table", "leaf table", "Domain", "IrqHandler"],
  ...["device frame", "DMA frame"],
];

const countOf = (field: Field, type: number) =>
  field === fields.REGISTER ? numbers.REGISTERS : slotsOf(type);

/** Which slot of a field a byte is in, if it is in one. */
function slotAt({ at, bytes, perSlot }: Place, byte: number, count: number): number | undefined {
  const inside = byte - at;
  const slot = perSlot === 0 ? 0 : Math.floor(inside / perSlot);
  return inside >= 0 && slot < (perSlot === 0 ? 1 : count) && inside - slot * perSlot < bytes
    ? slot
    : undefined;
}

/** Which page an address belongs to, and which byte of page 0 it would be. */
function pageOf(address: number): readonly [page: number, byte: number, perPage: number] {
  if (address >= KERNEL && address < PAGE_INFO) return [0, address, 0];
  const info = Math.floor((address - PAGE_INFO) / (1 << PAGE_INFO_BITS));
  return [info, address - info * (1 << PAGE_INFO_BITS), 1 << PAGE_INFO_BITS];
}

function fieldAt(byte: number, perPage: number, type: number): string | undefined {
  for (const [field, place] of PLACES) {
    if (place.perPage !== perPage || !(field.types?.includes(type) ?? true)) continue;
    const slot = slotAt(place, byte, countOf(field, type));
    if (slot !== undefined) return place.perSlot === 0 ? field.name : `${field.name} ${slot}`;
  }
  return undefined;
}

/** A field's name and its page's; `typeOf` says what pages are, `infoEnd` where objects begin. */
export function nameOfAddress(
  address: number,
  infoEnd: number,
  typeOf: (page: number) => number,
): string {
  if (address < infoEnd) {
    const [page, byte, perPage] = pageOf(address);
    const name = fieldAt(byte, perPage, typeOf(page)) ?? `byte ${address}`;
    return perPage === 0 ? `the kernel's ${name}` : `${name} of page ${page}`;
  }
  const page = Math.floor(address / PAGE_BYTES);
  const name = fieldAt(address % PAGE_BYTES, PAGE_BYTES, typeOf(page));
  return `${name ?? `byte ${address % PAGE_BYTES}`} of page ${page}`;
}
