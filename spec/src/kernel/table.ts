/**
 * Page tables of three types, for the three levels of RISC-V's Sv39: a root table is an address
 * space, its entries name middle tables, theirs leaf tables, and only theirs name frames. A table has
 * one place at most: so what is in an address space is a tree, and no table is changed through two.
 *
 * A table's owner decides where it is, so none before which an Indirection stands can be put into
 * another: what a table keeps could not be taken back.
 */
import * as numbers from "@ashlar/kernel/interface";
import { ENTRY_VALID } from "@ashlar/kernel/layout";
import { add, and, any, equal, ite, not, type Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import { abandoned } from "./address-space.js";
import { isEmpty, isOfType } from "./capability.js";
import { CURSOR, TYPE } from "./fields.js";
import { emptyEntry, isEmptyEntry, isIndex, isMapped, map, unmap } from "./mapping.js";
import type { State } from "./state.js";
import {
  directRefusalsAmong,
  hasRights,
  named,
  object,
  perform,
  type SystemCall,
} from "./system-call.js";

const [ZERO, ONE] = [number64(0), number64(1)];
const VALID = number64(ENTRY_VALID);

const INNER_TABLES = [numbers.MIDDLE_TABLE, numbers.LEAF_TABLE];

export const isTable = (state: State, page: Term) =>
  any([numbers.ROOT_TABLE, ...INNER_TABLES].map((type) => isOfType(state, page, type)));

/**
 * `tableMap(table, parent, index)`: a middle table becomes an entry of a root table, a leaf table one
 * of a middle table. Neither table's place nor the entry may be in use. Needs WRITE for both.
 */
export const mapTable: SystemCall = (state, [slot, parentSlot, index]) => {
  const [table, parent] = [named(state, slot), object(state, parentSlot)];
  const parentType = ite(
    isOfType(state, table.page, numbers.MIDDLE_TABLE),
    number64(numbers.ROOT_TABLE),
    number64(numbers.MIDDLE_TABLE),
  );
  const isEntryFree = isEmptyEntry(state, parent.page, index);
  return perform(state, {
    refusals: [
      ...directRefusalsAmong(state, table, INNER_TABLES, numbers.WRITE, 0),
      [isEmpty(parent), numbers.NO_CAPABILITY, 1],
      [not(equal(state.get(TYPE, parent.page), parentType)), numbers.WRONG_TYPE, 1],
      [not(hasRights(parent, numbers.WRITE)), numbers.NO_RIGHT, 1],
      [not(isIndex(index)), numbers.OUT_OF_RANGE, 2],
      [isMapped(state, table.page, ZERO), numbers.IN_USE, 0],
      [not(isEntryFree), numbers.IN_USE, 2],
    ],
    invoke: (before) => map(before, [table.page, ZERO], [parent.page, index], VALID),
  });
};

/** `tableUnmap(table)`: it has no place then. Needs WRITE. */
export const unmapTable: SystemCall = (state, [slot]) => {
  const table = named(state, slot);
  return perform(state, {
    refusals: [
      ...directRefusalsAmong(state, table, INNER_TABLES, numbers.WRITE, 0),
      [not(isMapped(state, table.page, ZERO)), numbers.NOTHING],
    ],
    invoke: (before) => unmap(before, table.page, ZERO),
  });
};

/** A table that dies is found by the machine no more. */
export function detached(state: State, page: Term): State {
  const isInner = any(INNER_TABLES.map((type) => isOfType(state, page, type)));
  return state
    .if(isOfType(state, page, numbers.ROOT_TABLE), (root) => abandoned(root, page))
    .if(and(isInner, isMapped(state, page, ZERO)), (table) => unmap(table, page, ZERO));
}

/** Whether a table has entries still that it must let go of. */
export const isUnswept = (state: State, page: Term) =>
  and(isTable(state, page), isIndex(state.get(CURSOR, page)));

/** It lets go of what its next entry names, if that is anything. */
export function sweep(state: State, page: Term): State {
  const cursor = state.get(CURSOR, page);
  return emptyEntry(state, page, cursor).with(CURSOR, [page], add(cursor, ONE));
}
