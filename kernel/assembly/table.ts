/** Page tables: `spec/src/kernel/table.ts` says what each call does. */
import {
  DONE,
  IN_USE,
  LEAF_TABLE,
  MIDDLE_TABLE,
  NOTHING,
  OUT_OF_RANGE,
  ROOT_TABLE,
  TABLE_ENTRIES,
  WRITE,
} from "../src/interface";
import { ENTRY_VALID } from "../src/layout";
import { abandon } from "./address-space";
import { pageIn, pageOf } from "./capability";
import { emptyEntry, isEmptyEntry, map, unmap } from "./mapping";
import { cursorOf, mappingOf, setCursor, typeOf } from "./page-info";
import { blame, find, findDirectAmong, isRefusal, isRefused, refusalOf } from "./system-call";

/** Those that have a place in another one. */
const INNER_TABLES: u32 = (1 << MIDDLE_TABLE) | (1 << LEAF_TABLE);

export function isIndex(index: u64): bool {
  return index < <u64>TABLE_ENTRIES;
}

export function mapTable(slot: u64, parentSlot: u64, index: u64): u64 {
  const capability = findDirectAmong(slot, INNER_TABLES, WRITE);
  if (isRefusal(capability)) return blame(capability, 0);
  const table = pageIn(capability);
  const parentType = typeOf(table) == MIDDLE_TABLE ? ROOT_TABLE : MIDDLE_TABLE;
  const found = find(parentSlot, parentType, WRITE);
  if (isRefused(found)) return refusalOf(found, 1);
  const parent = pageOf(found);
  if (!isIndex(index)) return blame(OUT_OF_RANGE, 2);
  if (mappingOf(table, 0) != 0) return blame(IN_USE, 0);
  if (!isEmptyEntry(parent, <u32>index)) return blame(IN_USE, 2);
  map(table, 0, parent, <u32>index, ENTRY_VALID);
  return DONE;
}

export function unmapTable(slot: u64): u64 {
  const capability = findDirectAmong(slot, INNER_TABLES, WRITE);
  if (isRefusal(capability)) return blame(capability, 0);
  const table = pageIn(capability);
  if (mappingOf(table, 0) == 0) return NOTHING;
  unmap(table, 0);
  return DONE;
}

export function isTable(type: u32): bool {
  return type >= <u32>ROOT_TABLE && type <= <u32>LEAF_TABLE;
}

/** A table that dies is found by the machine no more. */
export function detach(table: u32): void {
  if (typeOf(table) == ROOT_TABLE) abandon(table);
  else if (mappingOf(table, 0) != 0) unmap(table, 0);
}

/** Whether a table that dies has let go of all that its entries named. */
export function isSwept(table: u32): bool {
  return cursorOf(table) == TABLE_ENTRIES;
}

/** It lets go of what its next entry names. */
export function sweep(table: u32): void {
  const cursor = cursorOf(table);
  emptyEntry(table, cursor);
  setCursor(table, cursor + 1);
}
