/**
 * Entries of page tables, and the way back. For each entry, the page that it names says where the
 * entry is: in the mapping slot that the entry names. So from a frame its entries are found, and from
 * a table's entry the frame, in one step; and nothing becomes free that an entry still names.
 *
 * Whatever is changed in an entry, the machine is told to forget what it remembers of page tables.
 */

import { MAPPING_SLOTS, TABLE_ENTRIES } from "@ashlar/kernel/interface";
import { ENTRY_PAGE_BIT, ENTRY_SLOT_BIT, INDEX_BITS } from "@ashlar/kernel/layout";
import { add, and, equal, ite, lshr, not, or, shl, sub, type Term, ult } from "@ashlar/logic";
import { number64 } from "../number.js";
import { DEVICE_BASE, ENTRY, MAPPING, RAM_BASE, RAM_PAGES } from "./fields.js";
import type { State } from "./state.js";

const ZERO = number64(0);
const [INDEX, INDEX_MASK] = [number64(INDEX_BITS), number64(TABLE_ENTRIES - 1)];
const [PAGE_BIT, SLOT_BIT] = [number64(ENTRY_PAGE_BIT), number64(ENTRY_SLOT_BIT)];
const SLOT_MASK = number64(MAPPING_SLOTS - 1);

/** Which entry of which table, as one number: a mapping slot's value. */
export const placeOf = (table: Term, index: Term) => or(shl(table, INDEX), index);
export const tableOf = (place: Term) => lshr(place, INDEX);
export const indexOf = (place: Term) => and(place, INDEX_MASK);

export const isIndex = (index: Term) => ult(index, number64(TABLE_ENTRIES));

/** The machine's number of a page: those of memory and those of devices are apart there. */
export const physicalOf = (state: State, page: Term) =>
  ite(
    ult(page, state.get(RAM_PAGES)),
    add(state.get(RAM_BASE), page),
    add(state.get(DEVICE_BASE), sub(page, state.get(RAM_PAGES))),
  );

/** Which page the machine's number is of, if any. */
function pageOfPhysical(state: State, physical: Term): Term {
  const inRam = sub(physical, state.get(RAM_BASE));
  const inDevices = sub(physical, state.get(DEVICE_BASE));
  const ramPages = state.get(RAM_PAGES);
  return ite(ult(inRam, ramPages), inRam, add(inDevices, ramPages));
}

/** An entry that names a page, and the mapping slot of it that says where the entry is. */
export const entryOf = (state: State, page: Term, slot: Term, flags: Term) =>
  or(or(shl(physicalOf(state, page), PAGE_BIT), shl(slot, SLOT_BIT)), flags);

/** The page that an entry names. */
export const pageIn = (state: State, entry: Term) => pageOfPhysical(state, lshr(entry, PAGE_BIT));
/** And its mapping slot. */
export const slotIn = (entry: Term) => and(lshr(entry, SLOT_BIT), SLOT_MASK);

export const isMapped = (state: State, page: Term, slot: Term) =>
  not(equal(state.get(MAPPING, page, slot), ZERO));
export const isEmptyEntry = (state: State, table: Term, index: Term) =>
  equal(state.get(ENTRY, table, index), ZERO);

/** An empty entry of a table names a page from now on, whose slot, which is empty, says where. */
export const map = (
  state: State,
  [page, slot]: readonly [page: Term, slot: Term],
  [table, index]: readonly [table: Term, index: Term],
  flags: Term,
): State =>
  state
    .with(MAPPING, [page, slot], placeOf(table, index))
    .with(ENTRY, [table, index], entryOf(state, page, slot, flags));

/** The entry of which a page's slot says where it is becomes empty, and so does the slot. */
export function unmap(state: State, page: Term, slot: Term): State {
  const place = state.get(MAPPING, page, slot);
  return state
    .with(MAPPING, [page, slot], ZERO)
    .with(ENTRY, [tableOf(place), indexOf(place)], ZERO);
}

/** The same, found by the entry; nothing if that is empty already. */
export function emptyEntry(state: State, table: Term, index: Term): State {
  const entry = state.get(ENTRY, table, index);
  return state.if(not(isEmptyEntry(state, table, index)), (full) =>
    full
      .with(MAPPING, [pageIn(state, entry), slotIn(entry)], ZERO)
      .with(ENTRY, [table, index], ZERO),
  );
}
