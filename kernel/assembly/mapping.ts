/**
 * Entries of page tables, and the way back: for each entry, the page that it names says where the
 * entry is, in the mapping slot that the entry names. So both are found from either side in one step,
 * and nothing is reclaimed that an entry still names. `spec/src/kernel/mapping.ts` says the same.
 */

import { MAPPING_SLOTS, TABLE_ENTRIES } from "../src/interface";
import {
  ENTRY_BITS,
  ENTRY_PAGE_BIT,
  ENTRY_SLOT_BIT,
  INDEX_BITS,
  KERNEL,
  KERNEL_DEVICE_BASE,
  KERNEL_RAM_BASE,
  KERNEL_RAM_PAGES,
} from "../src/layout";
import { fence } from "./machine";
import { mappingOf, objectAt, setMapping } from "./page-info";

const INDEX_MASK: u32 = TABLE_ENTRIES - 1;

function ramPages(): u32 {
  return load<u32>(KERNEL + KERNEL_RAM_PAGES);
}

/** The machine's number of a page: memory and devices are apart there. */
function physicalOf(page: u32): u32 {
  if (page < ramPages()) return load<u32>(KERNEL + KERNEL_RAM_BASE) + page;
  return load<u32>(KERNEL + KERNEL_DEVICE_BASE) + page - ramPages();
}

/** Ours of it, if it has one. */
function pageOfPhysical(physical: u32): u32 {
  const page = physical - load<u32>(KERNEL + KERNEL_RAM_BASE);
  return page < ramPages() ? page : physical - load<u32>(KERNEL + KERNEL_DEVICE_BASE) + ramPages();
}

function entryAt(table: u32, index: u32): u32 {
  return objectAt(table) + (index << ENTRY_BITS);
}

export function isEmptyEntry(table: u32, index: u32): bool {
  return load<u64>(entryAt(table, index)) == 0;
}

/** No entry is changed in any other way, so that the machine remembers none that is no more. */
function setEntry(table: u32, index: u32, entry: u64): void {
  store<u64>(entryAt(table, index), entry);
  fence();
}

/** An empty entry of a table names a page from now on; the page's slot, which is empty, says where. */
export function map(page: u32, slot: u32, table: u32, index: u32, flags: u32): void {
  const physical = <u64>physicalOf(page);
  setMapping(page, slot, (table << INDEX_BITS) | index);
  setEntry(table, index, (physical << ENTRY_PAGE_BIT) | (slot << ENTRY_SLOT_BIT) | flags);
}

/** The entry of which a page's slot says where it is becomes empty, and so does the slot. */
export function unmap(page: u32, slot: u32): void {
  const place = mappingOf(page, slot);
  setMapping(page, slot, 0);
  setEntry(place >> INDEX_BITS, place & INDEX_MASK, 0);
}

/** The same, found by the entry; nothing if that is empty already. */
export function emptyEntry(table: u32, index: u32): void {
  const entry = load<u64>(entryAt(table, index));
  if (entry == 0) return;
  const slot = (<u32>entry >> ENTRY_SLOT_BIT) & (MAPPING_SLOTS - 1);
  setMapping(pageOfPhysical(<u32>(entry >> ENTRY_PAGE_BIT)), slot, 0);
  setEntry(table, index, 0);
}

/** The first of a page's slots that is not empty; MAPPING_SLOTS if all are. */
export function firstMapping(page: u32): u32 {
  let slot: u32 = 0;
  while (slot < <u32>MAPPING_SLOTS && mappingOf(page, slot) == 0) slot++;
  return slot;
}
